import { hidden, type Known, stated } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Pod } from '../model/pod.ts'
import type { Inventory } from './inventory.ts'

type Labels = ReadonlyMap<string, Known<string>>

/** The label that every namespace has (Kubernetes, NamespaceDefaultLabelName). */
const nameLabel = 'kubernetes.io/metadata.name'

/** The labels of a namespace as selectors see them; those of one that no manifest declares are not known. */
export function namespaceLabels(name: string, inventory: Inventory): Labels {
  const namespace = inventory.named('namespace', '', name)
  if (namespace === undefined) return new Map()
  const labels = new Map([...namespace.labels, [nameLabel, stated(name, namespace.origin)] as const])
  return namespace.isDeclared ? labels : new OpenLabels(labels, namespace.origin)
}

/** Labels of which only some are known: whatever else is asked for is hidden. */
class OpenLabels extends Map<string, Known<string>> {
  readonly #other: Known<string>
  constructor(labels: Labels, origin: Origin) {
    super(labels)
    this.#other = hidden('the namespace is not declared here', origin)
  }
  override get(key: string): Known<string> {
    return super.get(key) ?? this.#other
  }
}

type LabelledPod = Pick<Pod, 'namespace' | 'podLabels' | 'serviceAccountName' | 'origin'>

/** The labels by which Cilium knows a pod (Cilium documentation, Special Identities and Labels). */
export function ciliumLabels(pod: LabelledPod, inventory: Inventory): Labels {
  const namespace = namespaceLabels(pod.namespace, inventory)
  const labels = new Map(pod.podLabels)
  labels.set('io.kubernetes.pod.namespace', stated(pod.namespace, pod.origin))
  labels.set('io.cilium.k8s.policy.serviceaccount', pod.serviceAccountName)
  labels.set('io.cilium.k8s.policy.cluster', hidden('the name of the cluster is not known', pod.origin))
  for (const [key, value] of namespace) labels.set(`io.cilium.k8s.namespace.labels.${key}`, value)
  return namespace instanceof OpenLabels ? new OpenNamespaceLabels(labels, pod.origin) : labels
}

/** As `OpenLabels`, but only the namespace's labels are not known. */
class OpenNamespaceLabels extends Map<string, Known<string>> {
  readonly #other: Known<string>
  constructor(labels: Labels, origin: Origin) {
    super(labels)
    this.#other = hidden('the namespace is not declared here', origin)
  }
  override get(key: string): Known<string> | undefined {
    return super.get(key) ?? (key.startsWith('io.cilium.k8s.namespace.labels.') ? this.#other : undefined)
  }
}
