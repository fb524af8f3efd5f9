import { remember } from '../kernel/remember.ts'
import type { AzureMeta, EntraGroup, Reference, RoleAssignment } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { type Asked, type Found, searchFor } from './principals.ts'
import { onlyReferred, referred, referringBy } from './references.ts'
import { typeOf } from './types.ts'

/** That somebody is in a group, wherever it is declared. */
interface Membership {
  readonly group: EntraGroup
  readonly from: AzureMeta
  readonly member: Known<Reference | undefined>
}

const memberships: (platform: Platform) => readonly Membership[] = remember((platform) => [
  ...platform
    .all('entra-group')
    .flatMap((group) => group.members.map((member) => ({ group, from: group, member }))),
  ...platform.all('group-member').flatMap((each) => {
    const groups = referred(platform, 'entra-group', [each, each.group])
    return groups.map((group) => ({ group, from: each, member: each.member }))
  }),
])

const membersOf = remember((platform: Platform) => Map.groupBy(memberships(platform), ({ group }) => group))

const membersIn = remember((platform: Platform) =>
  searchFor(memberships(platform), ({ from, member }) => ({ from, known: member })),
)

/** The groups that a group is in. */
const groupsAround: (platform: Platform) => ReadonlyMap<EntraGroup, readonly Membership[]> = remember(
  (platform) => {
    const pairs = memberships(platform).flatMap((each) =>
      referred(platform, 'entra-group', [each.from, each.member]).map((inner) => ({ inner, each })),
    )
    const byInner = Map.groupBy(pairs, ({ inner }) => inner)
    return new Map([...byInner].map(([inner, all]) => [inner, all.map(({ each }) => each)]))
  },
)

const namingPrincipal = referringBy('role-assignment', ({ principal }) => [principal])

/** Roles that an identity has as a member of groups whose members are declared, by way of other groups or not. */
export function assignmentsByGroups(asked: Asked, platform: Platform): Found<RoleAssignment> {
  const { sure, perhaps } = membersIn(platform)(asked, platform)
  const isThere = ({ from }: Membership): boolean => from.confidence === 'confirmed'
  const certain = withGroupsAround(sure.filter(isThere), platform)
  const possible = withGroupsAround([...sure, ...perhaps], platform).difference(certain)
  const assigned = (groups: ReadonlySet<EntraGroup>): readonly RoleAssignment[] =>
    [...groups].flatMap((group) =>
      namingPrincipal(group, platform).flatMap(({ asset, match }) => (match === 'yes' ? [asset] : [])),
    )
  return { sure: assigned(certain), perhaps: assigned(possible) }
}

function withGroupsAround(first: readonly Membership[], platform: Platform): ReadonlySet<EntraGroup> {
  const found = new Set(first.map(({ group }) => group))
  // A set that grows while it is walked: groups may be in each other.
  for (const group of found)
    for (const { group: outer } of groupsAround(platform).get(group) ?? []) found.add(outer)
  return found
}

/** Roles of groups whose members nobody declares, or not all of them: anybody may be one. */
export const assignmentsOfOpenGroups: (platform: Platform) => readonly RoleAssignment[] = remember(
  (platform) =>
    platform.all('role-assignment').filter((each) => {
      const group = onlyReferred(platform, 'entra-group', [each, each.principal])
      return group === undefined ? isOfSomeGroup(each) : isOpen(group, platform)
    }),
)

function isOfSomeGroup({ principal, principalType }: RoleAssignment): boolean {
  const said = valueOf(principalType)
  return said === undefined ? mayBeGroup(principal) : /^(?:foreign)?group$/i.test(said)
}

/** Whether anybody may be in a group, by way of other groups or not. */
function isOpen(group: EntraGroup, platform: Platform): boolean {
  const found = new Set([group])
  // A set that grows while it is walked: groups may be in each other.
  for (const each of found) {
    if (!each.isWhole) return true
    for (const { from, member } of membersOf(platform).get(each) ?? []) {
      const inner = referred(platform, 'entra-group', [from, member])
      if (inner.length === 0 && mayBeGroup(member)) return true
      for (const one of inner) found.add(one)
    }
  }
  return false
}

/** Resources of Azure have no groups, and of Entra’s objects only groups are some; what others tell may be one. */
const noGroup = /(?:^|\.)(?:azurerm|azapi|azuread_(?!group))/

function mayBeGroup(known: Known<Reference | undefined>): boolean {
  const reference = valueOf(known)
  if (reference === undefined || reference.path.length === 0) return false
  const type = typeOf(reference)
  return type === '' ? !noGroup.test(reference.to) : type === 'microsoft.graph/groups'
}
