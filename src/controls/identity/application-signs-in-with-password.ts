import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import type { ApplicationPassword, ServicePrincipal } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'

export const applicationSignsInWithPassword: Control<'service-principal'> = {
  id: 'BH-1383',
  name: 'application-signs-in-with-password',
  title: 'Application signs in with a password',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['mcsb:IM-3'],
  rationale:
    'Who reads the password, in a variable of a container, in a pipeline or in the state of Terraform, is the application from anywhere in the world until somebody notices.',
  remediation:
    'Let workloads be identities without passwords: a managed identity, or an application with a federated credential for the service account or the pipeline (`azuread_application_federated_identity_credential`). Then remove the password.',
  applies: 'service-principal',
  check: judge,
  examples: {
    fail: [
      withPassword('application_password', 'application_id = azuread_application.models.id'),
      withPassword(
        'service_principal_password',
        'service_principal_id = azuread_service_principal.models.id',
      ),
    ],
    pass: [
      withPassword('application_password', 'application_id = azuread_application.other.id'),
      withPassword(
        'application_federated_identity_credential',
        'application_id = azuread_application.models.id',
      ),
    ],
    unknown: [withPassword('application_password', 'application_id = var.unknown')],
  },
}

function judge(principal: ServicePrincipal, platform: Platform): Verdict {
  const message = `Service principal ${principal.name} signs in with a password.`
  const passwords = platform
    .all('application-password')
    .filter(({ declaredIn }) => declaredIn === principal.declaredIn)
  const own = passwords.find((password) => isOf(password, principal))
  if (own !== undefined) return fail(message, originOf(own.owner))
  const open = passwords.find(({ owner }) => owner.state === 'hidden')
  return open === undefined ? pass() : doubtful(message, `nobody knows whose ${open.name} is`, open.origin)
}

function isOf({ owner }: ApplicationPassword, { name, application }: ServicePrincipal): boolean {
  const to = valueOf(owner)?.to
  return to !== undefined && (to === name || to === valueOf(application)?.to)
}

function withPassword(type: string, owner: string): string {
  return `resource "azuread_service_principal" "models" {
  client_id = azuread_application.models.client_id
}
resource "azuread_${type}" "models" {
  ${owner}
}
${owner.includes('var.unknown') ? 'variable "unknown" {}\n' : ''}`
}
