import type { Pod } from '../model/pod.ts'
import type { Subject } from './connection.ts'
import type { Members } from './member-index.ts'
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
  const memberships = membershipsOf(members)
  const number = numbering()
  const groups = Map.groupBy(subjects, ({ shape, profiles }) => {
    const { ports, isOnHost, places } = shape
    return [number(profiles), number(ports), isOnHost, ...places, memberships.get(shape.id)].join(' ')
  })
  return [...groups.values()].flatMap((group, id) => {
    const [subject] = group
    const [first, ...others] = group.flatMap(({ shape }) => shape.pods)
    return subject === undefined || first === undefined
      ? []
      : [{ class: { id, pods: [first, ...others] }, subject }]
  })
}

/** The sets that each shape is in, or may be. */
function membershipsOf(members: Iterable<Members>): ReadonlyMap<number, readonly string[]> {
  const memberships = new Map<number, string[]>()
  let set = 0
  for (const each of members) {
    set++
    for (const [id, match] of each) {
      const entry = match === 'yes' ? `${set}` : `${set}?`
      const list = memberships.get(id)
      if (list === undefined) memberships.set(id, [entry])
      else list.push(entry)
    }
  }
  return memberships
}
