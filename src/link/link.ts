import { managedLabels, platformNamespaces } from '../knowledge/platform-namespaces.ts'
import type { Namespace } from '../model/cluster.ts'
import { isKnown, stated, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Asset, Fact, Platform, Trust } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Role, RoleBinding, Subject } from '../model/rbac.ts'
import { builtInRole } from './built-in-roles.ts'
import { Inventory } from './inventory.ts'
import { linkNetwork } from './network.ts'

/** What the owner of the platform says about it. */
export interface PlatformOptions {
  readonly kubernetesVersion: string
  /** Namespaces that are the platform's own, beside the known ones. */
  readonly platformNamespaces: readonly string[]
  /** Namespaces whose code is untrusted although they are known as the platform's own. */
  readonly untrustedNamespaces: readonly string[]
}

/** Relates the facts of all sources to each other. */
export function link(facts: readonly Fact[], options: PlatformOptions): Platform {
  const inventory = new Inventory([...facts, ...impliedNamespaces(facts)])
  return {
    kubernetesVersion: options.kubernetesVersion,
    all: (kind) => inventory.all(kind),
    inNamespace: (kind, namespace) => inventory.inNamespace(kind, namespace),
    trustOf: (asset) => trustOf(asset, options),
    namespaceOf: (asset) => inventory.named('namespace', '', namespaceName(asset)),
    serviceAccountOf: (pod) =>
      inventory.named('service-account', pod.namespace, valueOf(pod.serviceAccountName) ?? ''),
    ...linkNetwork(inventory),
    bindingsOf: (pod) => inventory.all('role-binding').filter((binding) => binds(binding, pod)),
    roleOf: (binding) => roleOf(binding, inventory),
  }
}

function namespaceName(asset: Asset): string {
  if (asset.asset === 'namespace') return asset.name
  return asset.asset === 'container' ? asset.pod.namespace : asset.namespace
}

/** Namespaces that objects name but no manifest declares: they exist on the cluster, with labels nobody showed us. */
function impliedNamespaces(facts: readonly Fact[]): Namespace[] {
  const declared = new Set(facts.filter((fact) => fact.asset === 'namespace').map((fact) => fact.name))
  const implied = new Map<string, Namespace>()
  for (const fact of facts) {
    const name = fact.namespace
    if (name === '' || declared.has(name) || implied.has(name)) continue
    implied.set(name, impliedNamespace(name, fact.origin))
  }
  return [...implied.values()]
}

function impliedNamespace(name: string, origin: Origin): Namespace {
  return {
    asset: 'namespace',
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: '',
    name,
    isDeclared: false,
    isNamespaceStated: false,
    labels: new Map([['kubernetes.io/metadata.name', stated(name, origin)]]),
    annotations: new Map(),
    origin,
    confidence: 'confirmed',
  }
}

function trustOf(asset: Asset, options: PlatformOptions): Trust {
  const owner = asset.asset === 'container' ? asset.pod : asset
  const namespace = namespaceName(owner)
  if (options.untrustedNamespaces.includes(namespace)) return 'untrusted'
  const isPlatform = platformNamespaces.names.has(namespace) || options.platformNamespaces.includes(namespace)
  if (!isPlatform) return 'untrusted'
  return managedLabels.some((label) => owner.labels.has(label)) ? 'managed' : 'platform'
}

function binds(binding: RoleBinding, pod: Pod): boolean {
  return binding.subjects.some((subject) => names(subject, binding, pod))
}

/** Whether a subject is the pod's service account, by name or as a member of a group that all such accounts have. */
function names(subject: Subject, binding: RoleBinding, pod: Pod): boolean {
  const account = valueOf(pod.serviceAccountName)
  if (isKnown(subject.kind, 'ServiceAccount')) {
    const namespace = valueOf(subject.namespace) ?? binding.namespace
    return valueOf(subject.name) === account && namespace === pod.namespace
  }
  const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${pod.namespace}`]
  const name = valueOf(subject.name) ?? ''
  if (isKnown(subject.kind, 'Group')) return groups.includes(name)
  return isKnown(subject.kind, 'User') && name === `system:serviceaccount:${pod.namespace}:${account}`
}

function roleOf(binding: RoleBinding, inventory: Inventory): Role | undefined {
  const name = valueOf(binding.roleName) ?? ''
  const isClusterRole = isKnown(binding.roleKind, 'ClusterRole')
  return inventory.named('role', isClusterRole ? '' : binding.namespace, name) ?? builtInRole(name, binding)
}
