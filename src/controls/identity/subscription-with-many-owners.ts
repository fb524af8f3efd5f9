import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { builtInRole } from '../../knowledge/azure-roles.ts'
import { typeOf } from '../../link/types.ts'
import { remember } from '../../kernel/remember.ts'
import type { RoleAssignment } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'

export const subscriptionWithManyOwners: Control<'role-assignment'> = {
  id: 'BH-1386',
  name: 'subscription-with-many-owners',
  title: 'More than three own a subscription',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-1'],
  rationale:
    'Each owner is one more session and one more credential that gives away everything in the subscription, the right to give rights included.',
  remediation:
    'Leave three owners at most, one of them for emergencies, and give the others the roles that they need. Bicep and ARM: `Microsoft.Authorization/roleAssignments`; Terraform: `azurerm_role_assignment`.',
  applies: 'role-assignment',
  when: (assignment, platform) => ownersBeside(assignment, platform)[0] === assignment,
  check: judge,
  examples: {
    fail: [owners(4)],
    pass: [owners(3)],
    unknown: [
      `${owners(4, 'count = var.unknown')}variable "unknown" {}\n`,
      `${owners(1, 'for_each = toset(var.unknown)')}variable "unknown" {}\n`,
      `${owners(3)}${assigned('other', 'role_definition_name = var.unknown')}variable "unknown" {}\n`,
    ],
  },
}

const mostOwners = 3
const owner = builtInRole('owner')?.id

/** Whoever owns a subscription, or may, by configuration and subscription. */
const ownersOf = remember((platform: Platform) =>
  Map.groupBy(platform.all('role-assignment').filter(mayOwn), keyOf),
)

function ownersBeside(assignment: RoleAssignment, platform: Platform): readonly RoleAssignment[] {
  return ownersOf(platform).get(keyOf(assignment)) ?? []
}

function keyOf({ declaredIn, scope }: RoleAssignment): string {
  return `${declaredIn}\0${valueOf(scope)?.to.toLowerCase() ?? ''}`
}

function mayOwn({ role, scope }: RoleAssignment): boolean {
  const reference = valueOf(scope)
  const isOfSubscription =
    reference !== undefined && typeOf(reference) === 'microsoft.resources/subscriptions'
  return isOfSubscription && (role.state === 'hidden' || builtInRole(role.value ?? '')?.id === owner)
}

/** Asked of the first owner of a subscription, for all of them. */
function judge(assignment: RoleAssignment, platform: Platform): Verdict {
  const owners = ownersBeside(assignment, platform)
  const areThere = owners.filter(({ confidence }) => confidence === 'confirmed')
  const sure = areThere.filter(({ role }) => role.state !== 'hidden')
  const places = owners.map(({ role }) => originOf(role))
  if (sure.length > mostOwners)
    return fail(`The subscription has ${sure.length} owners by assignments.`, ...places)
  const message = `The subscription has more than ${mostOwners} owners by assignments.`
  // What may not be there may be there several times, too.
  if (areThere.length < owners.length)
    return doubtful(message, 'nobody knows how many of the assignments there will be', ...places)
  return owners.length > mostOwners
    ? doubtful(message, 'nobody knows which role some of them give', ...places)
    : pass()
}

function owners(count: number, ...lines: readonly string[]): string {
  return Array.from({ length: count }, (_, index) =>
    assigned(`owner${index}`, 'role_definition_name = "Owner"', ...lines),
  ).join('')
}

function assigned(name: string, ...lines: readonly string[]): string {
  const body = [...lines, 'scope = "/subscriptions/0"'].join('\n  ')
  return `resource "azurerm_role_assignment" "${name}" {\n  ${body}\n}\n`
}
