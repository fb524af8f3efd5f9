import { isKnown, unset, valueOf } from '../../model/known.ts'
import { type Confidence, hiddenName, type ObjectMeta } from '../../model/object.ts'
import type { Document } from '../../model/origin.ts'
import { Fields } from '../../values/fields.ts'

/** Kinds that live outside namespaces. A custom kind is taken as namespaced: most are. */
const clusterScoped = new Set([
  'AdminNetworkPolicy',
  'AdmissionConfiguration',
  'APIService',
  'BackendRuntime',
  'BaselineAdminNetworkPolicy',
  'CertificateSigningRequest',
  'CiliumClusterwideNetworkPolicy',
  'ClusterNetworkPolicy',
  'ClusterPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterServingRuntime',
  'ClusterStorageContainer',
  'ClusterTask',
  'ClusterTrainingRuntime',
  'ClusterTrustBundle',
  'ClusterWorkflowTemplate',
  'ComponentStatus',
  'CSIDriver',
  'CSINode',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'GlobalNetworkPolicy',
  'ImageValidatingPolicy',
  'IngressClass',
  'IPAddress',
  'ModelMirror',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'NodeClaim',
  'NodePool',
  'OpenModel',
  'PersistentVolume',
  'PodSecurityConfiguration',
  'PodSecurityPolicy',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'RuntimeClass',
  'SecurityContextConstraints',
  'ServiceCIDR',
  'StorageClass',
  'StorageVersion',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingPolicy',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
])

/** The namespace of objects that state none: the release's, or Kubernetes' own. */
function namespaceOf(document: Document): string {
  return document.namespace ?? 'default'
}

/** A namespace that only repeats the one assumed for the release is nobody's choice. */
function isOwn(stated: string | undefined, { namespace, isNamespaceAssumed }: Document): boolean {
  return stated !== undefined && !(isNamespaceAssumed === true && stated === namespace)
}

/** Reads what every object has; nothing where the map is no Kubernetes object (no `apiVersion` and `kind`). */
export function readMeta(object: Fields, confidence: Confidence = 'confirmed'): ObjectMeta | undefined {
  const apiVersion = valueOf(object.optionalText('apiVersion'))
  const kind = valueOf(object.optionalText('kind'))
  const origin = object.origin
  if (apiVersion === undefined || kind === undefined || origin === undefined) return undefined
  const metadata = object.map('metadata')
  const namespace = metadata.optionalText('namespace')
  const isClusterScoped = clusterScoped.has(kind)
  const statedNamespace = namespace.state === 'hidden' ? hiddenName : namespace.value
  return {
    apiVersion,
    kind,
    namespace: isClusterScoped ? '' : (statedNamespace ?? namespaceOf(object.reading.document)),
    isNamespaceStated: !isClusterScoped && isOwn(statedNamespace, object.reading.document),
    name: readName(metadata),
    labels: labelsOf(object, kind, confidence),
    annotations: metadata.dictionary('annotations'),
    origin: object.keyOrigin('kind') ?? origin,
    confidence,
    ...readController(metadata),
  }
}

/** A namespace that is not made here has been made by somebody else, with labels that nobody here knows. */
function labelsOf(object: Fields, kind: string, confidence: Confidence): ObjectMeta['labels'] {
  if (kind !== 'Namespace' || confidence !== 'possible') return object.map('metadata').dictionary('labels')
  const { start, end } = object.origin ?? { start: 0, end: 0 }
  const reason = 'the namespace may not be made here'
  return new Fields(object.reading, { kind: 'hidden', reason, start, end }).dictionary('labels')
}

function readController(metadata: Fields): Pick<ObjectMeta, 'controller'> {
  if (!metadata.has('ownerReferences')) return {}
  const owner = metadata
    .list('ownerReferences')
    .find((each) => isKnown(each.boolean('controller', false), true))
  const [apiVersion, kind, name] = ['apiVersion', 'kind', 'name'].map((key) =>
    valueOf(owner?.text(key, '') ?? unset()),
  )
  if (!apiVersion || !kind || !name) return {}
  return { controller: { apiVersion, kind, name } }
}

function readName(metadata: Fields): string {
  const name = metadata.optionalText(metadata.has('name') ? 'name' : 'generateName')
  if (name.state === 'hidden') return hiddenName
  return name.value === undefined || name.value === '' ? '(unnamed)' : name.value
}
