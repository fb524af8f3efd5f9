import type { Control } from '../control.ts'
import { demand, doubtful, pass, type Verdict } from '../verdict.ts'
import { builtInRole } from '../../knowledge/azure-roles.ts'
import { typeOf } from '../../link/types.ts'
import type { RoleAssignment } from '../../model/azure.ts'
import { valueOf } from '../../model/known.ts'
import { azure } from '../azure-examples.ts'

export const standingSubscriptionAdministrator: Control<'role-assignment'> = {
  id: 'BH-1382',
  name: 'standing-subscription-administrator',
  title: 'People are always administrators of a subscription',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-1', 'mcsb:PA-2'],
  rationale:
    'Whoever takes over a session of such a person rules every cluster, registry and vault in the subscription at once, at any hour. An eligible role has to be asked for first: that ends by itself, is written down, and may ask for a second person.',
  remediation:
    'Make groups eligible in Privileged Identity Management. Bicep and ARM: `Microsoft.Authorization/roleEligibilityScheduleRequests`; Terraform: `azurerm_pim_eligible_role_assignment`. Say `principalType: ServicePrincipal` (`principal_type`) of assignments to pipelines.',
  applies: 'role-assignment',
  when: isOfSubscription,
  check: judge,
  examples: {
    fail: [
      assigned('role_definition_name = "Owner"', 'principal_type = "Group"'),
      assigned(
        'role_definition_name = "User Access Administrator"',
        'principal_id = azuread_group.models.object_id',
      ),
    ],
    pass: [
      assigned('role_definition_name = "Reader"', 'principal_type = "Group"'),
      assigned('role_definition_name = "Owner"', 'principal_type = "ServicePrincipal"'),
      assigned(
        'role_definition_name = "Contributor"',
        'principal_id = azurerm_user_assigned_identity.models.principal_id',
      ),
    ],
    unknown: [
      assigned('role_definition_name = var.unknown', 'principal_type = "User"'),
      assigned('role_definition_name = "Owner"', 'principal_id = var.unknown'),
    ],
  },
}

const wide = new Set(['microsoft.resources/subscriptions', 'microsoft.management/managementgroups'])

function isOfSubscription({ scope }: RoleAssignment): boolean {
  const reference = valueOf(scope)
  return reference !== undefined && wide.has(typeOf(reference))
}

/** The roles that Azure calls privileged over everything. */
const privileged = new Set(
  ['owner', 'contributor', 'user access administrator', 'role based access control administrator'].map(
    (name) => builtInRole(name)?.id,
  ),
)

function judge(assignment: RoleAssignment): Verdict {
  const message = `People are administrators of a subscription at all times by ${assignment.name}.`
  const role = demand(assignment.role, (text) => !privileged.has(builtInRole(text ?? '')?.id ?? ''), message)
  if (role.verdict === 'pass' || isOfWorkload(assignment)) return pass()
  if (role.verdict === 'unknown') return role
  return isOfPeople(assignment)
    ? role
    : doubtful(message, 'nobody says whether people or a service have the role', assignment.origin)
}

function isOfPeople({ principalType, principal }: RoleAssignment): boolean {
  const type = valueOf(principalType)?.toLowerCase()
  if (type !== undefined) return type === 'user' || type === 'group'
  return /(?:^|\.)azuread_(?:group|user)\./.test(valueOf(principal)?.to ?? '')
}

/** Services cannot ask for a role: what theirs reach is judged elsewhere. */
function isOfWorkload({ principalType, principal }: RoleAssignment): boolean {
  const type = valueOf(principalType)?.toLowerCase()
  if (type !== undefined) return type === 'serviceprincipal'
  const to = valueOf(principal)?.to ?? ''
  return /(?:^|\.)azure(?:ad_service_principal|rm_[a-z_]+)\./.test(to) || /\/providers\//i.test(to)
}

function assigned(...lines: readonly string[]): string {
  return azure('role_assignment', 'scope = "/subscriptions/00000000-0000-0000-0000-000000000000"', ...lines)
}
