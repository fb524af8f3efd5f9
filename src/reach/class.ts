import type { Pod } from '../model/pod.ts'
import type { Subject } from './connection.ts'
import type { Members } from './members.ts'
import { numbering } from './subject.ts'

/** Pods that reach and are reached alike: the same policies are about them, and no rule tells them apart. */
export interface PodClass {
  readonly id: number
  readonly pods: readonly [Pod, ...Pod[]]
}

/** A class with what stands for it when policies are asked. */
export interface LinkedClass {
  readonly class: PodClass
  readonly subject: Subject
}

/** Groups subjects by what policies see of them. */
export function groupClasses(subjects: readonly Subject[], members: Iterable<Members>): LinkedClass[] {
  const parts = partition(members)
  const number = numbering()
  const groups = Map.groupBy(subjects, ({ shape, profiles }) => {
    const { id, ports, isOnHost, places } = shape
    return [number(profiles), number(ports), isOnHost, parts.get(id), ...places].join(' ')
  })
  return [...groups.values()].flatMap((group, id) => {
    const [subject] = group
    const [first, ...others] = group.flatMap(({ shape }) => shape.pods)
    return subject === undefined || first === undefined
      ? []
      : [{ class: { id, pods: [first, ...others] }, subject }]
  })
}

/** Numbers that two shapes share where no set tells them apart: each set splits the parts that it cuts through. */
function partition(members: Iterable<Members>): ReadonlyMap<number, number> {
  const parts = new Map<number, number>()
  let next = 1
  for (const each of members) {
    const split = new Map<number, number>()
    each.visit((id, match) => {
      const key = 2 * (parts.get(id) ?? 0) + (match === 'yes' ? 1 : 0)
      const part = split.get(key) ?? next++
      split.set(key, part)
      parts.set(id, part)
    })
  }
  return parts
}
