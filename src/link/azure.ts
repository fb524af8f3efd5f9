import { type AzureRole, azureRoleOf } from '../knowledge/azure-roles.ts'
import type {
  AzureMeta,
  ContainerRegistry,
  ManagedCluster,
  Reference,
  ResourceGroup,
  RoleAssignment,
} from '../model/azure.ts'
import { isKnown, type Known, mapKnown, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'

/** The cluster that the manifests run on; nothing where there may be several and nobody says which one it is. */
export function clusterOf(platform: Platform): ManagedCluster | undefined {
  const [cluster, ...others] = platform.all('managed-cluster')
  return others.length === 0 && cluster?.confidence === 'confirmed' ? cluster : undefined
}

/** Whether AKS keeps pods from the metadata service: by a rule of the node, which packets pass by in accelerated mode. */
export function blocksMetadata({ network }: ManagedCluster): Known<boolean> {
  const isAsked = mapKnown(network.podLinkLocalAccess, (access) => access?.toLowerCase() === 'none')
  const isHeld = mapKnown(network.advanced.acceleration, (mode) => mode.toLowerCase() !== 'bpfveth')
  return isKnown(isAsked, true) && !isKnown(isHeld, true) ? isHeld : isAsked
}

/** A role that somebody has. */
export interface AzureRight {
  readonly assignment: RoleAssignment
  /** Unset for roles that we do not know. */
  readonly role: AzureRole | undefined
}

/** Rights of an identity, as far as the declarations tell. */
export interface AzureRights {
  readonly rights: readonly AzureRight[]
  /** False where an assignment cannot be read that may be its own, or where none at all is declared. */
  readonly isComplete: boolean
}

/** Where ARM keeps the identity that the kubelets of a cluster have. */
const kubeletPath = 'properties.identityprofile.kubeletidentity'

/** Where it keeps those of add-ons, which stand on the nodes beside it. */
const addonPaths = ['properties.addonprofiles.', 'properties.ingressprofile.webapprouting.']

/**
 * What the identities of a cluster’s nodes may do in Azure: every pod that reaches the metadata service may do it, too. All of
 * it is told only where that of the kubelets is.
 */
export function rightsOfNodes(cluster: ManagedCluster, platform: Platform): AzureRights {
  const { rights, isComplete } = rightsWhere(cluster, platform, isOfNodes(cluster))
  return {
    rights,
    isComplete: isComplete && rightsWhere(cluster, platform, isOfKubelets(cluster)).isComplete,
  }
}

/** Whether a principal is an identity of a cluster’s nodes: the kubelets’, or an add-on’s. */
export function isOfNodes(cluster: ManagedCluster): (principal: Reference) => boolean {
  const isKubelets = isOfKubelets(cluster)
  return (principal) => {
    const path = principal.path.join('.').toLowerCase()
    const isAddon = principal.to === cluster.name && addonPaths.some((start) => path.startsWith(start))
    return isAddon || isKubelets(principal)
  }
}

function isOfKubelets({ kubeletIdentity, name }: ManagedCluster): (principal: Reference) => boolean {
  const own = valueOf(kubeletIdentity)
  return ({ to, path }) =>
    to === own?.to || (to === name && path.join('.').toLowerCase().startsWith(kubeletPath))
}

/** What a declared identity may do. */
export function rightsOfIdentity(identity: AzureMeta, platform: Platform): AzureRights {
  return rightsWhere(identity, platform, ({ to }) => to === identity.name)
}

/** What an identity may do, by the role assignments beside it. */
export function rightsWhere(
  { declaredIn }: AzureMeta,
  platform: Platform,
  isOwn: (principal: Reference) => boolean,
): AzureRights {
  const all = platform.all('role-assignment').filter((each) => each.declaredIn === declaredIn)
  const own = all.filter(({ principal }) => {
    const reference = valueOf(principal)
    return reference !== undefined && isOwn(reference)
  })
  const isUnclear = [
    ...own.map(({ role, scope }) => [role, scope]),
    ...all.map(({ principal }) => [principal]),
  ]
    .flat()
    .some((known: Known<unknown>) => known.state === 'hidden')
  return {
    rights: own.map((assignment) => ({ assignment, role: azureRoleOf(valueOf(assignment.role) ?? '') })),
    isComplete: own.length > 0 && !isUnclear && own.every(({ confidence }) => confidence === 'confirmed'),
  }
}

/** The type of what a reference is to: told by the source, or read from an id. */
export function typeOf({ type, to }: Reference): string {
  if (type !== undefined) return type.toLowerCase()
  if (/\/providers\//i.test(to)) return segmentsOf(to)
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i.test(to)) return 'microsoft.resources/resourcegroups'
  return /^\/subscriptions\/[^/]+$/i.test(to) ? 'microsoft.resources/subscriptions' : ''
}

/** `…/providers/Microsoft.A/b/name/c/name` is of the type `microsoft.a/b/c`. */
function segmentsOf(id: string): string {
  const [namespace = '', ...parts] = id.slice(id.toLowerCase().lastIndexOf('/providers/') + 11).split('/')
  return [namespace, ...parts.filter((_, index) => index % 2 === 0)].join('/').toLowerCase()
}

const everything = new Set(['microsoft.resources/subscriptions', 'microsoft.management/managementgroups'])

/** Whether a right holds at a registry of the platform. */
export function holdsAtRegistry({ assignment }: AzureRight, platform: Platform): Match {
  const scope = valueOf(assignment.scope)
  if (scope === undefined) return 'unknown'
  const type = typeOf(scope)
  if (type === 'microsoft.containerregistry/registries' || everything.has(type)) return 'yes'
  if (type !== 'microsoft.resources/resourcegroups') return type === '' ? 'unknown' : 'no'
  const answers = platform
    .all('container-registry')
    .map((registry) => isInGroup(registry, assignment, platform))
  return (
    answers.find((each) => each === 'yes') ??
    answers.find((each) => each === 'unknown') ??
    noRegistry(answers)
  )
}

/** A registry that nobody declares may be in any group. */
function noRegistry(answers: readonly Match[]): Match {
  return answers.length === 0 ? 'unknown' : 'no'
}

function isInGroup(
  { resourceGroup, declaredIn }: AzureMeta,
  { scope, declaredIn: assignedIn }: AzureMeta & Pick<RoleAssignment, 'scope'>,
  platform: Platform,
): Match {
  const to = valueOf(scope)?.to ?? ''
  const isIt = (group: ResourceGroup): boolean => group.name === to && group.declaredIn === declaredIn
  const declared = platform.all('resource-group').find(isIt)
  const name =
    declared === undefined ? /\/resourcegroups\/([^/]+)$/i.exec(to)?.[1] : valueOf(declared.resourceName)
  const own = valueOf(resourceGroup)
  if (name === undefined || own === undefined) return 'unknown'
  return isSameGroup(name.toLowerCase(), own.toLowerCase(), declaredIn === assignedIn)
}

/** Names in brackets are known once they are deployed: in one template the same text is the same group. */
function isSameGroup(name: string, other: string, isOneTemplate: boolean): Match {
  const isOpen = name.startsWith('[') || other.startsWith('[')
  if (isOpen) return isOneTemplate && name === other ? 'yes' : 'unknown'
  return name === other ? 'yes' : 'no'
}

/** The clusters whose nodes start with what a registry keeps. */
export function clustersStartedFrom(
  registry: ContainerRegistry,
  platform: Platform,
): readonly ManagedCluster[] {
  return platform
    .all('managed-cluster')
    .filter(
      ({ artifactRegistry, declaredIn }) =>
        declaredIn === registry.declaredIn && valueOf(artifactRegistry)?.to === registry.name,
    )
}
