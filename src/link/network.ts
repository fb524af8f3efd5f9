import { remember } from '../kernel/remember.ts'
import type { Namespace } from '../model/cluster.ts'
import { byDefault, isKnown } from '../model/known.ts'
import type {
  Direction,
  ExtendedNetworkPolicy,
  Isolation,
  NetworkPeer,
  NetworkPolicy,
  Selected,
  Selecting,
  Service,
} from '../model/network.ts'
import { hiddenName, type ObjectMeta } from '../model/object.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { allMatch, anyMatch, type Match, matchSelector, type Selector } from '../model/selector.ts'
import { egressReach } from './egress.ts'
import type { Inventory } from './inventory.ts'
import { ciliumLabels, type LabelledPod, namespaceLabels } from './labels.ts'

type NetworkQueries = Pick<
  Platform,
  | 'networkPoliciesOf'
  | 'extendedNetworkPoliciesOf'
  | 'isolationOf'
  | 'egressOf'
  | 'podsSelectedBy'
  | 'podsOfPeer'
  | 'podsOfService'
  | 'clusterPoliciesOf'
>

/** Which policies are about which pods, each pod's worked out once. */
export function linkNetwork(inventory: Inventory): NetworkQueries {
  const podsSelectedBy = remember((policy: NetworkPolicy) =>
    podsOf(policy.podSelector, policy.namespace, { inventory }),
  )
  const policiesByPod = remember((from: Inventory) => indexPolicies(from, podsSelectedBy))
  const networkPoliciesOf = remember((pod: Pod) => policiesOf(pod, inventory, policiesByPod(inventory)))
  const extendedNetworkPoliciesOf = remember((pod: Pod) => extendedPoliciesOf(pod, inventory))
  const selecting = remember((pod: Pod) => [...networkPoliciesOf(pod), ...extendedNetworkPoliciesOf(pod)])
  const isolations = {
    ingress: remember((pod: Pod) => isolation(pod, 'ingress', selecting(pod))),
    egress: remember((pod: Pod) => isolation(pod, 'egress', selecting(pod))),
  }
  const isolationOf = (pod: Pod, direction: Direction): Isolation => isolations[direction](pod)
  return {
    networkPoliciesOf,
    extendedNetworkPoliciesOf,
    isolationOf,
    egressOf: (pod, target) =>
      egressReach(target, {
        isolation: isolationOf(pod, 'egress'),
        policies: networkPoliciesOf(pod),
        extended: extendedNetworkPoliciesOf(pod),
      }),
    podsSelectedBy,
    podsOfPeer: (policy, peer) => podsOfPeer(policy, peer, inventory),
    podsOfService: remember((service: Service) => podsOfService(service, inventory)),
    clusterPoliciesOf: (namespace) => clusterPoliciesOf(namespace, inventory),
  }
}

type PoliciesByPod = ReadonlyMap<Pod, readonly Selecting<NetworkPolicy>[]>

/** The policies that may be about each pod of a namespace that is known. */
function indexPolicies(
  inventory: Inventory,
  podsSelectedBy: (policy: NetworkPolicy) => readonly Selected[],
): PoliciesByPod {
  const known = inventory.all('pod').filter(({ namespace }) => namespace !== hiddenName)
  const byPod = new Map(known.map((pod): [Pod, Selecting<NetworkPolicy>[]] => [pod, []]))
  for (const policy of inventory.all('network-policy')) {
    for (const { pod, match } of podsSelectedBy(policy))
      byPod.get(pod)?.push({ policy, match: allMatch([match, presenceOf(policy)]) })
  }
  return byPod
}

/**
 * A policy covers pods of its own namespace only. Pods that the index does not have, such as one that stands in a cluster
 * beside the workload that made it, are compared with each policy.
 */
function policiesOf(
  pod: Pod,
  inventory: Inventory,
  policiesByPod: PoliciesByPod,
): readonly Selecting<NetworkPolicy>[] {
  const inNamespace = (name: string): readonly NetworkPolicy[] =>
    inventory.inNamespace('network-policy', name)
  const found = policiesByPod.get(pod)
  const others =
    found === undefined
      ? candidates(pod, inventory.all('network-policy'), inNamespace)
      : possible(inNamespace(hiddenName))
  const compared = others
    .map(({ policy, within }) => ({
      policy,
      match: allMatch([within, presenceOf(policy), matchSelector(policy.podSelector, pod.podLabels)]),
    }))
    .filter(({ match }) => match !== 'no')
  return found === undefined ? compared : [...found, ...compared]
}

function extendedPoliciesOf(pod: Pod, inventory: Inventory): readonly Selecting<ExtendedNetworkPolicy>[] {
  const clusterWide = inventory
    .inNamespace('extended-network-policy', '')
    .map((policy) => ({ policy, within: 'yes' as const }))
  return [
    ...candidates(pod, inventory.all('extended-network-policy'), (name) =>
      inventory.inNamespace('extended-network-policy', name),
    ),
    ...clusterWide,
  ]
    .map(({ policy, within }) => ({ policy, match: allMatch([within, selects(policy, pod, inventory)]) }))
    .filter(({ match }) => match !== 'no')
}

interface Candidate<P> {
  readonly policy: P
  readonly within: Match
}

function possible<P>(policies: readonly P[]): Candidate<P>[] {
  return policies.map((policy) => ({ policy, within: 'unknown' }))
}

/** Policies of a pod's namespace; where a template names one of both namespaces, they may be the same. */
function candidates<P extends ObjectMeta>(
  { namespace }: Pod,
  all: readonly P[],
  inNamespace: (name: string) => readonly P[],
): Candidate<P>[] {
  if (namespace === hiddenName) return possible(all.filter((policy) => policy.namespace !== ''))
  return [
    ...inNamespace(namespace).map((policy) => ({ policy, within: 'yes' as const })),
    ...possible(inNamespace(hiddenName)),
  ]
}

/** Labels by which a cluster-wide policy of Cilium names whole namespaces. */
const aboutNamespaces = /^io\.(?:kubernetes\.pod\.namespace$|cilium\.k8s\.namespace\.labels\.)/

/** Cluster-wide policies that are about every pod of a namespace, whatever its labels. */
function clusterPoliciesOf(
  namespace: Namespace,
  inventory: Inventory,
): readonly Selecting<ExtendedNetworkPolicy>[] {
  const { name, origin } = namespace
  const anyPod = { namespace: name, podLabels: new Map(), serviceAccountName: byDefault('default'), origin }
  return inventory
    .all('extended-network-policy')
    .filter(({ isClusterWide, podSelector }) => {
      const keys = podSelector?.requirements.map(({ key }) => key) ?? []
      return isClusterWide && keys.every((key) => aboutNamespaces.test(key))
    })
    .map((policy) => ({ policy, match: selects(policy, anyPod, inventory) }))
    .filter(({ match }) => match !== 'no')
}

function namespaceNamed(name: string, inventory: Inventory): Namespace | undefined {
  return inventory.named('namespace', '', name)
}

/** What may not be there may be about a pod at most. */
function presenceOf({ confidence }: ObjectMeta): Match {
  return confidence === 'possible' ? 'unknown' : 'yes'
}

function selects(policy: ExtendedNetworkPolicy, pod: LabelledPod, inventory: Inventory): Match {
  if (policy.isHostPolicy || policy.podSelector === undefined) return 'no'
  const labels =
    policy.api === 'cilium' ? ciliumLabels(pod, namespaceNamed(pod.namespace, inventory)) : pod.podLabels
  const { namespaceSelector } = policy
  return allMatch([
    presenceOf(policy),
    matchSelector(policy.podSelector, labels),
    namespaceSelector === undefined
      ? 'yes'
      : matchSelector(namespaceSelector, namespaceLabels(namespaceNamed(pod.namespace, inventory))),
  ])
}

/** No policy is about the pods in a node's network (Kubernetes documentation, Network Policies; AKS, Cilium). */
function isolation(
  pod: Pod,
  direction: Direction,
  selecting: readonly Selecting<NetworkPolicy | ExtendedNetworkPolicy>[],
): Isolation {
  if (isKnown(pod.hostNetwork, true)) return { match: 'no', policies: [], isHostNetwork: true }
  const isolating = selecting.filter(({ policy }) => policy.isolates[direction] !== 'no')
  const match = anyMatch(
    isolating.map(({ policy, match: own }) => allMatch([own, policy.isolates[direction]])),
  )
  return {
    match: match === 'yes' && pod.hostNetwork.state === 'hidden' ? 'unknown' : match,
    policies: isolating.map(({ policy }) => policy),
    isHostNetwork: false,
  }
}

function podsOf(
  selector: Selector,
  namespace: string,
  { inventory, within = 'yes' }: { inventory: Inventory; within?: Match },
): Selected[] {
  return inventory
    .podsLabelled(selector, namespace)
    .map((pod) => ({ pod, match: allMatch([within, matchSelector(selector, pod.podLabels)]) }))
    .filter(({ match }) => match !== 'no')
}

/** A selector without requirements. */
export function everyPod(origin: Selector['origin']): Selector {
  return { origin, requirements: [], isHidden: false }
}

/** Without a namespace selector a peer's pods are those of the policy's own namespace. */
function podsOfPeer(policy: NetworkPolicy, peer: NetworkPeer, inventory: Inventory): readonly Selected[] {
  const { podSelector, namespaceSelector, origin } = peer
  if (namespaceSelector === undefined) {
    return podSelector === undefined ? [] : podsOf(podSelector, policy.namespace, { inventory })
  }
  return inventory.all('namespace').flatMap((namespace) => {
    const { name } = namespace
    const within = matchSelector(namespaceSelector, namespaceLabels(namespace))
    if (within === 'no') return []
    return podsOf(podSelector ?? everyPod(origin), name, { inventory, within })
  })
}

/** A service without selector, or with an empty one, leads to no pod by itself. */
function podsOfService(service: Service, inventory: Inventory): readonly Selected[] {
  const { selector } = service
  if (selector === undefined || (selector.requirements.length === 0 && !selector.isHidden)) return []
  return podsOf(selector, service.namespace, { inventory })
}
