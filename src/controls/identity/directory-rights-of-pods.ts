import type { Control } from '../control.ts'
import { every, forbid, type Verdict } from '../verdict.ts'
import { credentialsFor } from '../../link/entra.ts'
import type { DirectoryRight } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'

export const directoryRightsOfPods: Control<'directory-right'> = {
  id: 'BH-1385',
  name: 'directory-rights-of-pods',
  title: 'Pods have rights in the directory',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Code in a pod with the service account that the identity trusts gets its tokens, and with them what the identity may do in Entra: read everybody, change groups and applications, become others. That reaches past the subscription.',
  remediation:
    'Take the role or the permission away (`azuread_directory_role_assignment`, `azuread_app_role_assignment`), or let a service outside the cluster do what needs it.',
  applies: 'directory-right',
  when: (right, platform) => credentialsFor(right, right.principal, platform).length > 0,
  check: judge,
  examples: {
    fail: [
      righted('"system:serviceaccount:models:llm"', 'azuread_directory_role_assignment'),
      righted('"system:serviceaccount:models:llm"', 'azuread_app_role_assignment'),
    ],
    pass: [righted('"repo:bank/platform:ref:refs/heads/main"', 'azuread_app_role_assignment')],
    unknown: [righted('var.unknown', 'azuread_app_role_assignment')],
  },
}

function judge(right: DirectoryRight, platform: Platform): Verdict {
  const message = `Pods have the right ${right.name} in the directory.`
  return every(credentialsFor(right, right.principal, platform), ({ subject }) =>
    forbid(subject, (account) => account?.startsWith('system:serviceaccount:') === true, message),
  )
}

function righted(subject: string, type: string): string {
  return `resource "${type}" "models" {
  principal_object_id = azuread_service_principal.models.object_id
}
resource "azuread_service_principal" "models" {
  client_id = azuread_application.models.client_id
}
resource "azuread_application_federated_identity_credential" "models" {
  application_id = azuread_application.models.id
  subject = ${subject}
  audiences = ["api://AzureADTokenExchange"]
}
resource "azuread_application" "models" {
  display_name = "models"
}
${subject === 'var.unknown' ? 'variable "unknown" {}\n' : ''}`
}
