import { remember } from '../kernel/remember.ts'
import type { ContainerRegistry, ManagedCluster, RoleAssignment } from '../model/azure.ts'
import { isKnown, type Known, mapKnown, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { allMatch, type Match } from '../model/selector.ts'
import { roleOf } from './azure-roles.ts'
import { assignmentsByGroups, assignmentsOfOpenGroups } from './entra-groups.ts'
import { matchTexts } from './places.ts'
import { type Asked, kubeletsOf, nodesOf, searchFor } from './principals.ts'
import { referred, referringBy } from './references.ts'
import type { AzureRole } from './role-powers.ts'
import { typeOf } from './types.ts'

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
  /** What it lets do there; unset for roles that nobody knows. */
  readonly role: AzureRole | undefined
}

/** Rights of an identity, as far as the declarations tell. */
export interface AzureRights {
  readonly rights: readonly AzureRight[]
  /** Rights of somebody who may be it: nobody says who he is. */
  readonly perhaps: readonly AzureRight[]
  /** False where an assignment cannot be read that may be its own, or where none at all is declared. */
  readonly isComplete: boolean
}

/**
 * What the identities of a cluster’s nodes may do in Azure: every pod that reaches the metadata service may do it, too. All of
 * it is told only where that of the kubelets is.
 */
export function rightsOfNodes(cluster: ManagedCluster, platform: Platform): AzureRights {
  const { isComplete, ...rights } = rightsOf(nodesOf(cluster), platform)
  return { ...rights, isComplete: isComplete && rightsOf(kubeletsOf(cluster), platform).isComplete }
}

/** What identities may do, by all role assignments. */
export function rightsOf(asked: Asked, platform: Platform): AzureRights {
  const own = assignmentsIn(platform)(asked, platform)
  const byGroups = assignmentsByGroups(asked, platform)
  const sure = [...new Set([...own.sure, ...byGroups.sure])]
  const perhaps = [...new Set([...own.perhaps, ...byGroups.perhaps]).difference(new Set(sure))]
  const isClear = sure.every(({ scope }) => scope.state !== 'hidden')
  const areThere = sure.every(({ confidence }) => confidence === 'confirmed')
  return {
    rights: sure.map((each) => rightBy(each, platform)),
    perhaps: perhaps.map((each) => rightBy(each, platform)),
    isComplete: sure.length > 0 && perhaps.length === 0 && isClear && areThere && !isToldOf(asked, platform),
  }
}

/** Rights that any identity may have, since nobody declares who is in the groups that have them. */
export function rightsOfOpenGroups(platform: Platform): readonly AzureRight[] {
  return assignmentsOfOpenGroups(platform).map((each) => rightBy(each, platform))
}

/** Whether some module that nobody could read may give more to it. */
function isToldOf(asked: Asked, platform: Platform): boolean {
  const { sure, perhaps } = toldIn(platform)(asked, platform)
  return sure.length + perhaps.length > 0
}

const toldIn = remember((platform: Platform) => {
  const told = platform.all('unread-module').flatMap((from) => from.told.map((known) => ({ from, known })))
  return searchFor(told, (each) => each)
})

const assignmentsIn = remember((platform: Platform) =>
  searchFor(platform.all('role-assignment'), (from) => ({
    from,
    known: from.principal,
    type: from.principalType,
  })),
)

function rightBy(assignment: RoleAssignment, platform: Platform): AzureRight {
  return { assignment, role: roleOf(assignment, platform) }
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

/** Whether a registry is in the group that a right is over. */
function isInGroup(registry: ContainerRegistry, assignment: RoleAssignment, platform: Platform): Match {
  const scope = valueOf(assignment.scope)
  if (scope === undefined) return 'unknown'
  const [declared] = referred(platform, 'resource-group', [assignment, assignment.scope])
  const [, subscription, called] = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)$/i.exec(scope.to) ?? []
  const group = declared === undefined ? (called ?? scope.called) : valueOf(declared.resourceName)
  const own = valueOf(registry.resourceGroup)
  if (group === undefined || own === undefined) return 'unknown'
  const isOneTemplate = registry.declaredIn === assignment.declaredIn
  const around = valueOf(registry.subscription) ?? subscription
  return allMatch([
    matchTexts(group, own, isOneTemplate),
    subscription === undefined ? 'yes' : matchTexts(subscription, around ?? '', isOneTemplate),
  ])
}

/** The clusters whose nodes start with what a registry keeps. */
export function clustersStartedFrom(
  registry: ContainerRegistry,
  platform: Platform,
): readonly ManagedCluster[] {
  return bootstrapped(registry, platform).flatMap(({ asset, match }) => (match === 'yes' ? [asset] : []))
}

const bootstrapped = referringBy('managed-cluster', ({ artifactRegistry }) => [artifactRegistry])
