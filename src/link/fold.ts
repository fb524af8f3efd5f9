import { compareText } from '../kernel/text.ts'
import { deploymentBehind } from '../model/lasting.ts'
import type { Container, Pod } from '../model/pod.ts'
import { type Controller, groupOf } from '../model/object.ts'
import type { Fact } from '../model/platform.ts'
import { isLike } from './likeness.ts'

/** What is left of the facts, and how many objects of each file stand for others that are there. */
export interface Folded {
  readonly facts: readonly Fact[]
  readonly folded: ReadonlyMap<string, number>
}

/**
 * Leaves out what another object in the input made: the pods of a replica set, the replica sets of a deployment, the
 * jobs of a cron job, whatever a custom resource with whole pods made. A live cluster shows each workload several times;
 * it is judged once, where people change it, unless what runs differs from it. Containers that only the live pod has (ephemeral ones, injected ones) are
 * judged with their owner.
 */
export function foldOwned(facts: readonly Fact[]): Folded {
  if (!facts.some((fact) => fact.controller !== undefined)) return { facts, folded: new Map() }
  const folding = new Folding(ownersByName(facts))
  const folded = new Map<string, number>()
  const extras = new Map<Pod, Map<string, Container>>()
  const kept = facts.filter((fact) => {
    const owner = fact.asset === 'pod' ? folding.targetOf(fact) : undefined
    if (fact.asset !== 'pod' || owner === undefined) return true
    const { path } = fact.origin.document
    folded.set(path, (folded.get(path) ?? 0) + 1)
    collectExtras(fact, owner, extras)
    return false
  })
  return { facts: extras.size === 0 ? kept : kept.map((fact) => withExtras(fact, extras)), folded }
}

/** What was folded, as reasons for which parts of files were left out. */
export function describeFolded(folded: Folded['folded']): { path: string; reason: string }[] {
  return [...folded]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, count]) => {
      const objects = count === 1 ? '1 object stands' : `${count} objects stand`
      return { path, reason: `${objects} for the workload that made them, which is scanned itself` }
    })
}

type Owners = ReadonlyMap<string, readonly Pod[]>

function ownersByName(facts: readonly Fact[]): Owners {
  const owners = new Map<string, Pod[]>()
  for (const fact of facts) {
    if (fact.asset !== 'pod') continue
    const key = keyOf(fact, fact.namespace)
    const pods = owners.get(key)
    if (pods === undefined) owners.set(key, [fact])
    else pods.push(fact)
  }
  return owners
}

function keyOf(object: Controller, namespace: string): string {
  return [groupOf(object), object.kind, namespace, object.name].join('/')
}

/** Finds what each pod folds into; where owner references go round in a circle, the first one asked is kept. */
class Folding {
  readonly #owners: Owners
  readonly #targets = new Map<Pod, readonly Pod[] | undefined>()

  constructor(owners: Owners) {
    this.#owners = owners
  }

  /** The pods of the outermost owner that shows whole pods of which this one is; nothing where it stands for itself. */
  targetOf(pod: Pod): readonly Pod[] | undefined {
    if (this.#targets.has(pod)) return this.#targets.get(pod)
    this.#targets.set(pod, undefined)
    const target = this.#outermost(pod)
    const folds = target !== undefined && target.every(isWhole) && isLike(pod, target)
    this.#targets.set(pod, folds ? target : undefined)
    return folds ? target : undefined
  }

  #outermost(pod: Pod): readonly Pod[] | undefined {
    const owners = pod.controller === undefined ? [] : ownersOf(pod, pod.controller, this.#owners)
    const [first] = owners
    if (first === undefined || owners.includes(pod)) return undefined
    const target = this.targetOf(first) ?? owners
    return target.includes(pod) ? undefined : target
  }
}

function ownersOf(pod: Pod, controller: Controller, owners: Owners): readonly Pod[] {
  return owners.get(keyOf(controller, pod.namespace)) ?? deploymentOf(pod, controller, owners) ?? []
}

/** The deployment behind a replica set that nobody showed: its name is that of the set without the template's hash. */
function deploymentOf(pod: Pod, controller: Controller, owners: Owners): readonly Pod[] | undefined {
  const name = deploymentBehind(pod, controller)
  if (name === undefined) return undefined
  return owners.get(keyOf({ apiVersion: controller.apiVersion, kind: 'Deployment', name }, pod.namespace))
}

/** A pod whose operator fills something in tells less than the pods that it made. */
function isWhole({ containers }: Pod): boolean {
  return containers.length > 0 && containers.every(({ image }) => image.state !== 'hidden')
}

function collectExtras(pod: Pod, owner: readonly Pod[], extras: Map<Pod, Map<string, Container>>): void {
  const [first] = owner
  if (first === undefined) return
  const known = new Set(owner.flatMap(({ containers }) => containers.map(({ name }) => name)))
  for (const container of pod.containers) {
    if (known.has(container.name)) continue
    const collected = extras.get(first) ?? new Map<string, Container>()
    if (!collected.has(container.name)) collected.set(container.name, container)
    extras.set(first, collected)
  }
}

/** The extra containers keep the live pod as theirs: that is where they run. */
function withExtras(fact: Fact, extras: ReadonlyMap<Pod, ReadonlyMap<string, Container>>): Fact {
  const more = fact.asset === 'pod' ? extras.get(fact) : undefined
  if (fact.asset !== 'pod' || more === undefined) return fact
  const containers: Container[] = []
  const pod: Pod = { ...fact, containers }
  for (const container of fact.containers) containers.push({ ...container, pod })
  containers.push(...more.values())
  return pod
}
