import type { ManagedNamespace } from '../model/azure.ts'
import type { ResourceQuota } from '../model/cluster.ts'
import { type Known, originOf, valueOf } from '../model/known.ts'
import type { NetworkPeer, NetworkPolicy, NetworkRule } from '../model/network.ts'
import type { ObjectMeta } from '../model/object.ts'
import type { Origin } from '../model/origin.ts'
import type { Fact } from '../model/platform.ts'
import { everyPod } from './network.ts'

type Made = NetworkPolicy | ResourceQuota

type Meta = Omit<ObjectMeta, 'apiVersion' | 'kind'>

const nothing = {
  name: 'default',
  isNamespaceStated: true,
  labels: new Map<string, Known<string>>(),
  annotations: new Map<string, Known<string>>(),
  confidence: 'confirmed',
} as const

/** What AKS makes in the cluster for each managed namespace: its default network policy and its default quota. */
export function madeForNamespaces(facts: readonly Fact[]): readonly Made[] {
  const isOneCluster = !mayBeSeveralClusters(facts)
  return facts.flatMap((fact) => (fact.asset === 'managed-namespace' ? madeFor(fact, isOneCluster) : []))
}

/** Then nobody says on which of them the manifests run. */
export function mayBeSeveralClusters(facts: readonly Fact[]): boolean {
  return facts.filter(({ asset }) => asset === 'managed-cluster').length > 1
}

function madeFor(managed: ManagedNamespace, isOneCluster: boolean): readonly Made[] {
  const namespace = valueOf(managed.resourceName)
  if (namespace === undefined) return []
  const meta: Meta = { ...nothing, namespace, origin: managed.origin }
  const isSure = isOneCluster && managed.confidence === 'confirmed'
  return isSure ? [policyOf(managed, meta), ...quotasOf(managed, meta)] : [perhaps(policyOf(managed, meta))]
}

/** A policy that may be there isolates perhaps, and what it lets through it perhaps does. */
function perhaps(policy: NetworkPolicy): NetworkPolicy {
  const rules = [{ origin: policy.origin, ports: [], peers: [], isHidden: true }]
  return { ...policy, isolates: { ingress: 'unknown', egress: 'unknown' }, ingress: rules, egress: rules }
}

function policyOf({ ingress, egress, origin }: ManagedNamespace, meta: Meta): NetworkPolicy {
  return {
    ...meta,
    asset: 'network-policy',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    podSelector: everyPod(origin),
    isPodSelectorStated: true,
    isolates: { ingress: 'yes', egress: 'yes' },
    ingress: rulesFor(ingress, origin),
    egress: rulesFor(egress, origin),
  }
}

/** What is allowed to everybody stays so beside every other policy: policies only add to each other. */
function rulesFor(access: Known<string>, parent: Origin): readonly NetworkRule[] {
  const rule = { origin: originOf(access) ?? parent, ports: [] }
  if (access.state === 'hidden') return [{ ...rule, peers: [], isHidden: true }]
  const name = access.value.toLowerCase()
  if (name === 'denyall') return []
  const peers = name === 'allowsamenamespace' ? [everyPodOfIt(rule.origin)] : []
  return [{ ...rule, peers, isHidden: false }]
}

function everyPodOfIt(origin: Origin): NetworkPeer {
  return { origin, podSelector: everyPod(origin), namespaceSelector: undefined, cidr: undefined, except: [] }
}

function quotasOf({ cpuLimit, memoryLimit }: ManagedNamespace, meta: Meta): readonly ResourceQuota[] {
  const limits = [
    ['limits.cpu', cpuLimit],
    ['limits.memory', memoryLimit],
  ] as const
  const hard = new Map(limits.flatMap(([key, limit]) => (isSet(limit) ? [[key, limit] as const] : [])))
  const kind = { asset: 'resource-quota', apiVersion: 'v1', kind: 'ResourceQuota' } as const
  return hard.size === 0 ? [] : [{ ...meta, ...kind, hard, isScoped: false, isPriorityScoped: false }]
}

function isSet(limit: Known<string | undefined>): limit is Known<string> {
  return limit.state === 'hidden' || limit.value !== undefined
}
