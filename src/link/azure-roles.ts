import { remember, rememberBoth } from '../kernel/remember.ts'
import { type BuiltInRole, builtInRole } from '../knowledge/azure-roles.ts'
import type { AzureRoleDefinition, RoleAssignment, RolePermission } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { referred } from './references.ts'
import { type AzureRole, type Permission, powersOf } from './role-powers.ts'
import { typeOf } from './types.ts'

/** What an assignment lets do in what it is over; unset for roles of which nobody shows what they let do. */
export const roleOf: (assignment: RoleAssignment, platform: Platform) => AzureRole | undefined = rememberBoth(
  (assignment, platform) => {
    const scope = valueOf(assignment.scope)
    const type = scope === undefined ? '' : typeOf(scope)
    const known = builtInRole(valueOf(assignment.role) ?? '')
    if (known !== undefined) return powersOf([permissionOf(known)], type)
    const [own, ...others] = ownRoles(assignment, platform)
    return own === undefined || others.length > 0 ? undefined : powersOfOwn(own, type)
  },
)

function permissionOf({ actions = [], notActions = [], dataActions = [] }: BuiltInRole): Permission {
  return { actions, notActions, dataActions, notDataActions: [] }
}

/** Roles of one’s own that an assignment names: by a reference, or by the name that people give them. */
function ownRoles(assignment: RoleAssignment, platform: Platform): readonly AzureRoleDefinition[] {
  const declared = referred(platform, 'azure-role', [assignment, assignment.definition])
  if (declared.length > 0) return declared
  return rolesByName(platform).get(valueOf(assignment.role)?.toLowerCase() ?? '') ?? []
}

const rolesByName = remember((platform: Platform) =>
  Map.groupBy(platform.all('azure-role'), ({ roleName }) => valueOf(roleName)?.toLowerCase()),
)

/** Where a part cannot be read nothing is known but what is bad without it. */
function powersOfOwn({ permissions }: AzureRoleDefinition, scope: string): AzureRole | undefined {
  const powers = powersOf(permissions.map(readPermission), scope)
  const given = permissions.flatMap(({ actions, dataActions }) => [...actions, ...dataActions])
  return given.some(({ state }) => state === 'hidden') && !powers.isWide ? undefined : powers
}

function readPermission(permission: RolePermission): Permission {
  const texts = (list: readonly Known<string>[]): readonly string[] =>
    list.flatMap((each) => valueOf(each) ?? [])
  return {
    actions: texts(permission.actions),
    notActions: texts(permission.notActions),
    dataActions: texts(permission.dataActions),
    notDataActions: texts(permission.notDataActions),
  }
}
