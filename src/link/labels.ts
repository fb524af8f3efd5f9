import type { Namespace } from '../model/cluster.ts'
import { hidden, type Known, stated } from '../model/known.ts'
import { hiddenName } from '../model/object.ts'
import type { Origin } from '../model/origin.ts'
import type { Pod } from '../model/pod.ts'

export type Labels = ReadonlyMap<string, Known<string>>

/** The label that every namespace has (Kubernetes, NamespaceDefaultLabelName). */
const nameLabel = 'kubernetes.io/metadata.name'

/** The labels of a namespace as selectors see them; those of one that no manifest declares are not known. */
export function namespaceLabels(namespace: Namespace | undefined): Labels {
  if (namespace === undefined) return new Map()
  const { name, origin } = namespace
  if (name === hiddenName) return new OpenLabels(new Map(), origin)
  const labels = new Map([...namespace.labels, [nameLabel, stated(name, origin)] as const])
  return namespace.isDeclared ? labels : new OpenLabels(labels, origin)
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

export type LabelledPod = Pick<Pod, 'namespace' | 'podLabels' | 'serviceAccountName' | 'origin'>

/** Cilium's name for the label that holds a pod's namespace. */
const podNamespaceLabel = 'io.kubernetes.pod.namespace'

/** Cilium's prefix of the labels of a pod's namespace. */
export const namespacePrefix = 'io.cilium.k8s.namespace.labels.'

/** The labels by which Cilium knows a pod (Cilium documentation, Special Identities and Labels). */
export function ciliumLabels(pod: LabelledPod, namespace: Namespace | undefined): Labels {
  const { origin } = pod
  const labels = new Map([...pod.podLabels].map(([key, value]) => [key, asIdentity(key, value, origin)]))
  const isHidden = pod.namespace === hiddenName
  const name = isHidden ? hidden('a template names the namespace', origin) : stated(pod.namespace, origin)
  labels.set(podNamespaceLabel, name)
  labels.set('io.cilium.k8s.policy.serviceaccount', pod.serviceAccountName)
  labels.set('io.cilium.k8s.policy.cluster', hidden('the name of the cluster is not known', origin))
  const ofNamespace = namespaceLabels(namespace)
  for (const [key, value] of ofNamespace) labels.set(`${namespacePrefix}${key}`, value)
  return new CiliumLabels(labels, pod.podLabels, ofNamespace)
}

/** Labels that Cilium leaves out of identities unless told otherwise (Cilium, Limiting Identity-Relevant Labels). */
const leftOut =
  /^(?:(?:io\.)?kubernetes\.io|[^/]*beta\.kubernetes\.io|k8s\.io|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/(?:job-completion-index|controller-uid)|pod-template-(?:generation|hash)|controller-(?:revision-hash|uid)|annotation|etcd_node)/

function asIdentity(key: string, value: Known<string>, origin: Origin): Known<string> {
  return leftOut.test(key) ? hidden('Cilium leaves this label out of identities by default', origin) : value
}

/** What is not known of the pod's or its namespace's labels stays so. */
class CiliumLabels extends Map<string, Known<string>> {
  readonly #pod: Labels
  readonly #namespace: Labels
  constructor(labels: Labels, pod: Labels, namespace: Labels) {
    super(labels)
    this.#pod = pod
    this.#namespace = namespace
  }
  override get(key: string): Known<string> | undefined {
    const known = super.get(key)
    if (known !== undefined) return known
    return key.startsWith(namespacePrefix)
      ? this.#namespace.get(key.slice(namespacePrefix.length))
      : this.#pod.get(key)
  }
}
