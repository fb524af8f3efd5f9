import type { Control } from '../control.ts'
import { fail, pass, type Verdict } from '../verdict.ts'
import type { FederatedCredential, KeyVault } from '../../model/azure.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { refersTo } from '../../link/references.ts'
import { rightsOfIdentity } from '../../link/azure.ts'
import { vaultRightsWhere } from '../../link/vault-access.ts'
import { azure } from '../azure-examples.ts'

export const vaultSharedByTenants: Control<'key-vault'> = {
  id: 'BH-1290',
  name: 'vault-shared-by-tenants',
  title: 'Workloads of several tenants open one vault',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation'],
  barriers: ['Z.scope'],
  vector: 'exposed-secrets',
  references: ['mcsb:PA-7'],
  rationale:
    'A role on a vault opens every secret in it. Where the identities of two tenants have one on the same vault, each reads what the other keeps there.',
  remediation: 'Give each tenant a vault of its own, or roles on single secrets.',
  applies: 'key-vault',
  check: judge,
  examples: {
    fail: [shared('acme', 'globex')],
    pass: [shared('acme', 'acme'), `${azure('key_vault')}${workload('acme', 'acme')}`],
    unknown: [],
  },
}

/** Roles that open what is in a vault. */
const opening =
  /^key vault (?:administrator|secrets (?:user|officer)|crypto (?:user|officer)|certificates officer)$/i

function judge(vault: KeyVault, platform: Platform): Verdict {
  const readers = platform
    .all('federated-credential')
    .filter((credential) => opens(credential, vault, platform))
  const namespaces = new Set(readers.flatMap(namespaceOf))
  if (namespaces.size < 2) return pass()
  const names = [...namespaces].sort().join(', ')
  return fail(`Workloads of several namespaces open vault ${vault.name}: ${names}.`)
}

function namespaceOf({ subject }: FederatedCredential): readonly string[] {
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(valueOf(subject) ?? '') ?? []
  return namespace === undefined ? [] : [namespace]
}

function opens(credential: FederatedCredential, vault: KeyVault, platform: Platform): boolean {
  const identity = platform
    .all('managed-identity')
    .find((each) => refersTo(credential, credential.identity, each) === 'yes')
  if (identity === undefined) return false
  const byRole = rightsOfIdentity(identity, platform).rights.some(
    ({ assignment }) =>
      opening.test(valueOf(assignment.role) ?? '') && refersTo(assignment, assignment.scope, vault) === 'yes',
  )
  const own = vaultRightsWhere(vault, platform, ({ to }) => to === identity.name).accesses
  return byRole || own.some((access) => vault.accessPolicies.includes(access))
}

function shared(one: string, other: string): string {
  return `${azure('key_vault', 'name = "models"')}${workload('one', one)}${workload('other', other)}`
}

/** An identity that a service account of a namespace takes, and that reads the secrets of the vault. */
function workload(name: string, namespace: string): string {
  return `resource "azurerm_user_assigned_identity" "${name}" {}
resource "azurerm_federated_identity_credential" "${name}" {
  user_assigned_identity_id = azurerm_user_assigned_identity.${name}.id
  subject = "system:serviceaccount:${namespace}:llm"
}
resource "azurerm_role_assignment" "${name}" {
  principal_id = azurerm_user_assigned_identity.${name}.principal_id
  role_definition_name = "Key Vault Secrets User"
  scope = azurerm_key_vault.models.id
}
`
}
