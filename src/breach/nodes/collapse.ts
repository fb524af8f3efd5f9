import { parseAddress } from '../../kernel/cidr.ts'
import { compareText } from '../../kernel/text.ts'
import { Stated, valueOf } from '../../model/known.ts'
import type { AssetKind, Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { type Atoms, cutAtoms } from '../../reach/atoms.ts'
import { findParts } from '../../reach/policy-parts.ts'
import { areAlike, controllerLabels } from './alike.ts'
import { groupNodes, keysAskedFor } from './declared-pools.ts'
import { isObserved } from './node-choice.ts'

/** A platform on which two pods stand for all that are like them: oneself, and the others. */
export interface Collapsed {
  readonly platform: Platform
  /** How many pods one stands for, itself among them; 0 for the second of its kind, which the first counts. */
  alikeTo(pod: Pod): number
}

/** Live pods of a workload are alike by the hundred: each of them is as far from everything as the next. */
export function collapsePods(platform: Platform): Collapsed {
  const counts = countAlike(platform)
  const isKept = (pod: Pod): boolean => pod.kind !== 'Pod' || counts.has(pod)
  return {
    platform: counts.size === livePods(platform).length ? platform : platform.withPods(isKept),
    alikeTo: (pod) => counts.get(pod) ?? 1,
  }
}

interface Class {
  readonly first: Pod
  second?: Pod
  count: number
}

/** So many sorts of pods are told apart that look alike at first sight; more stand for themselves. */
const mostCompared = 16

function countAlike(platform: Platform): ReadonlyMap<Pod, number> {
  const keyOf = firstSight(platform)
  const ignored = unaskedLabels(platform)
  const named = namesAskedFor(platform)
  const classes = new Map<string, Class[]>()
  const counts = new Map<Pod, number>()
  for (const pod of livePods(platform)) {
    const key = named.has(pod.name) ? `named ${pod.namespace}/${pod.name}` : keyOf(pod)
    const known = classes.get(key) ?? []
    classes.set(key, known)
    const own = known.find(({ first }) => areAlike(pod, first, ignored))
    if (own !== undefined) join(own, pod, counts)
    else {
      if (known.length < mostCompared) known.push({ first: pod, count: 1 })
      counts.set(pod, 1)
    }
  }
  return counts
}

function join(own: Class, pod: Pod, counts: Map<Pod, number>): void {
  own.count++
  counts.set(own.first, own.count)
  if (own.second === undefined) counts.set(pod, 0)
  own.second ??= pod
}

/** By name, so that the order of the input decides nothing. */
function livePods(platform: Platform): readonly Pod[] {
  return platform
    .all('pod')
    .filter(({ kind }) => kind === 'Pod')
    .sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))
}

/** Equal for pods that are alike, and cheap: where they live, what they run, on which pool, and where policies see them. */
function firstSight(platform: Platform): (pod: Pod) => string {
  const nodes = platform.all('node')
  const pools = new Map(
    (nodes.length === 0 ? [] : groupNodes(nodes, keysAskedFor(platform.all('pod')))).flatMap((pool) =>
      pool.nodes.map((node) => [node.name, pool.name] as const),
    ),
  )
  const atoms = cutAtoms(findParts(platform).blocks)
  return (pod) =>
    JSON.stringify([
      pod.namespace,
      isObserved(pod) ? (pools.get(valueOf(pod.nodeName) ?? '') ?? '') : '',
      pod.controller?.name ?? '',
      pod.containers.map(({ name, image }) => [name, valueOf(image)]),
      placesOf(pod, atoms),
    ])
}

function placesOf({ addresses }: Pod, atoms: Atoms): readonly string[] {
  return addresses
    .flatMap((address) => parseAddress(valueOf(address) ?? '') ?? [])
    .map((range) => atoms.indexOf(range))
}

const selecting: readonly AssetKind[] = [
  'network-policy',
  'extended-network-policy',
  'service',
  'mesh-policy',
]

/** Labels of controllers, unless somebody selects pods by them. */
function unaskedLabels(platform: Platform): ReadonlySet<string> {
  const left = new Set(controllerLabels)
  for (const kind of selecting) for (const asset of platform.all(kind)) forget(asset, left)
  return left
}

/** Takes every text that stands in an asset out of a set. */
function forget(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.delete(value)
  if (typeof value !== 'object' || value === null || texts.size === 0) return
  if (value instanceof Map) for (const [key, each] of value) forget([key, each], texts)
  else if (value instanceof Stated) forget(value.value, texts)
  else for (const [field, each] of Object.entries(value)) if (!/origin$/i.test(field)) forget(each, texts)
}

/** Pods that some role names stand for themselves alone. */
function namesAskedFor(platform: Platform): ReadonlySet<string> {
  const rules = platform.all('role').flatMap((role) => platform.rulesOf(role))
  return new Set(rules.flatMap(({ resourceNames }) => resourceNames.flatMap((name) => valueOf(name) ?? [])))
}
