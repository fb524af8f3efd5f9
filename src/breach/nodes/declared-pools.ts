import { compareText } from '../../kernel/text.ts'
import { type Known, stated, valueOf } from '../../model/known.ts'
import { matchNodeTerms, nodeNameKey, toleratesAll } from '../../model/node-match.ts'
import type { ClusterNode } from '../../model/node.ts'
import type { Pod } from '../../model/pod.ts'
import { allMatch, type Match } from '../../model/selector.ts'
import { isDevice } from './devices.ts'
import { asksForWindows, choiceOf, findChoice, isObserved, placementKeyOf } from './node-choice.ts'
import { generalPoolName, type Placement, type Pool } from '../steps/pool.ts'
import { workloadLabel } from '../steps/position.ts'

export interface Declared {
  readonly all: readonly Pool[]
  placementsOf(pod: Pod): readonly Placement[]
}

/** Pools of nodes that were read: labels, taints and devices say exactly which pods they take. */
export function findDeclaredPools(nodes: readonly ClusterNode[], pods: readonly Pod[]): Declared {
  const all = groupNodes(nodes, keysAskedFor(pods))
  const poolOfNode = new Map(all.flatMap((pool) => pool.nodes.map(({ name }) => [name, pool] as const)))
  const placements = new Map<string, readonly Placement[]>()
  return {
    all,
    placementsOf: (pod) => {
      if (all.length === 0) return []
      const seenOn = isObserved(pod) ? poolOfNode.get(valueOf(pod.nodeName) ?? '') : undefined
      const key = `${placementKeyOf(pod)}${devicesOf(pod).join(',')} ${seenOn?.name ?? ''}`
      const placed = placements.get(key) ?? settled(all.flatMap((pool) => placeOrSee(pod, pool, seenOn)))
      placements.set(key, placed)
      return placed
    },
  }
}

/** By which label a cloud or an autoscaler says to which pool a node belongs. */
const poolLabels = [
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
] as const

export function keysAskedFor(pods: readonly Pod[]): readonly string[] {
  const keys = new Set<string>(['kubernetes.io/os'])
  for (const pod of pods) {
    for (const term of findChoice(pod).terms) for (const { key } of term) keys.add(key)
  }
  return [...keys].sort(compareText)
}

/** Nodes that no pod can tell apart and that run the same software are one pool. */
export function groupNodes(nodes: readonly ClusterNode[], keys: readonly string[]): readonly Pool[] {
  const groups = new Map<string, ClusterNode[]>()
  for (const node of nodes) {
    const key = signatureOf(node, keys)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [node])
    else group.push(node)
  }
  const names = new Map<string, number>()
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => {
      const name = nameOf(group)
      const count = (names.get(name) ?? 0) + 1
      names.set(name, count)
      return { name: count === 1 ? name : `${name} ${count}`, labels: labelsOf(group, keys), nodes: group }
    })
}

function signatureOf(node: ClusterNode, keys: readonly string[]): string {
  const labels = allLabelsOf(node)
  const { taints, software } = node
  return JSON.stringify([
    poolLabelOf(node) ?? '',
    node.confidence,
    keys.map((key) => textOf(labels.get(key)) ?? null),
    taints.map(({ key, value, effect }) => [key, value, effect].map(valueOf)),
    [software.osImage, software.kernel, software.containerRuntime].map(valueOf),
    [...node.allocatable.keys()].filter(isDevice).sort(compareText),
  ])
}

function nameOf([node]: readonly ClusterNode[]): string {
  return (node === undefined ? undefined : poolLabelOf(node)) ?? generalPoolName
}

function poolLabelOf({ labels }: ClusterNode): string | undefined {
  return poolLabels.map((key) => textOf(labels.get(key))).find((name) => name !== undefined)
}

function textOf(label: Known<string> | undefined): string | undefined {
  return label === undefined ? undefined : valueOf(label)
}

function labelsOf([node]: readonly ClusterNode[], keys: readonly string[]): ReadonlyMap<string, string> {
  const labels = node === undefined ? new Map<string, Known<string>>() : allLabelsOf(node)
  return new Map(
    keys.flatMap((key) => {
      const value = textOf(labels.get(key))
      return value === undefined ? [] : [[key, value] as const]
    }),
  )
}

/** With its own name, by which node affinity may ask for it. */
function allLabelsOf({ labels, name, origin }: ClusterNode): ReadonlyMap<string, Known<string>> {
  return new Map([...labels, [nodeNameKey, stated(name, origin)] as const])
}

/** A pod runs somewhere: the only pool that takes it is there. */
function settled(placements: readonly Placement[]): readonly Placement[] {
  const [only, ...others] = placements
  if (only === undefined || others.length > 0) return placements
  const isThere = only.pool.nodes.some(({ confidence }) => confidence === 'confirmed')
  return isThere ? placements : [{ pool: only.pool }]
}

/** A pod surely may run where it runs. */
function placeOrSee(pod: Pod, pool: Pool, seenOn: Pool | undefined): readonly Placement[] {
  return pool === seenOn ? [{ pool }] : place(pod, pool)
}

function place(pod: Pod, pool: Pool): readonly Placement[] {
  const [node] = pool.nodes
  if (node === undefined) return []
  const match = fitOf(pod, node)
  if (match === 'no') return []
  if (match === 'yes' && node.confidence === 'confirmed') return [{ pool }]
  if (match === 'yes')
    return [{ pool, assumes: { question: `whether there is pool ${pool.name}`, origin: node.origin } }]
  const origin = choiceOf(pod).hiddenAt ?? node.origin
  return [{ pool, assumes: { question: `whether ${workloadLabel(pod)} may run on ${pool.name}`, origin } }]
}

function fitOf(pod: Pod, node: ClusterNode): Match {
  const choice = choiceOf(pod)
  const labels = allLabelsOf(node)
  const isOfWindows = textOf(labels.get('kubernetes.io/os')) === 'windows'
  if (asksForWindows(choice) !== isOfWindows) return 'no'
  const chosen = choice.terms.some((term) => term.length === 0)
    ? 'yes'
    : matchNodeTerms(
        choice.terms.map((requirements) => ({ requirements, isHidden: false, origin: pod.specOrigin })),
        labels,
      )
  return allMatch([
    chosen === 'yes' && choice.hiddenAt !== undefined ? 'unknown' : chosen,
    isScheduled(pod) ? toleratesAll(pod.tolerations, node.taints) : 'yes',
    devicesOf(pod).every((device) => node.allocatable.has(device)) ? 'yes' : 'no',
  ])
}

/** A pod that names its node passes the scheduler by, and with it the taints. */
function isScheduled(pod: Pod): boolean {
  const { nodeName } = pod
  if (isObserved(pod)) return true
  return nodeName.state !== 'hidden' && nodeName.value === undefined
}

/** Devices that the containers of a pod need: extended resources, which only some nodes have. */
function devicesOf({ containers }: Pod): readonly string[] {
  const names = containers.flatMap(({ limits, requests }) => [...limits.keys(), ...requests.keys()])
  return [...new Set(names.filter(isDevice))].sort(compareText)
}
