import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import type { ServicePrincipal } from '../../model/azure.ts'
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

/** Passwords by configuration and whose they are; nobody’s where that is hidden. */
const passwordsOf = remember((platform: Platform) =>
  Map.groupBy(platform.all('application-password'), ({ declaredIn, owner }) =>
    keyOf(declaredIn, valueOf(owner)?.to),
  ),
)

function keyOf(declaredIn: string, owner: string | undefined): string {
  return `${declaredIn}\0${owner ?? ''}`
}

function judge({ name, declaredIn, application }: ServicePrincipal, platform: Platform): Verdict {
  const message = `Service principal ${name} signs in with a password.`
  const own = [name, valueOf(application)?.to].flatMap((owner) =>
    owner === undefined ? [] : (passwordsOf(platform).get(keyOf(declaredIn, owner)) ?? []),
  )
  const [first] = own
  if (first !== undefined) return fail(message, originOf(first.owner))
  const [open] = passwordsOf(platform).get(keyOf(declaredIn, undefined)) ?? []
  return open === undefined ? pass() : doubtful(message, `nobody knows whose ${open.name} is`, open.origin)
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
