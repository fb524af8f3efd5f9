import type { Control } from '../control.ts'
import { fail, pass, type Verdict } from '../verdict.ts'
import { remember, rememberBoth } from '../../kernel/remember.ts'
import { roleOf } from '../../link/azure-roles.ts'
import { referred, referringBy } from '../../link/references.ts'
import type { FederatedCredential, KeyVault, ManagedIdentity } from '../../model/azure.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
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
  remediation:
    'Give each tenant a vault of its own, or roles on single secrets. Bicep and ARM: `scope` of `Microsoft.Authorization/roleAssignments`; Terraform: `scope = azurerm_key_vault_secret.….resource_versionless_id`.',
  applies: 'key-vault',
  check: judge,
  examples: {
    fail: [shared('acme', 'globex')],
    pass: [shared('acme', 'acme'), `${azure('key_vault')}${workload('acme', 'acme')}`],
    unknown: [],
  },
}

function judge(vault: KeyVault, platform: Platform): Verdict {
  const namespaces = readersOf(platform).get(vault) ?? new Set()
  if (namespaces.size < 2) return pass()
  const names = [...namespaces].sort().join(', ')
  return fail(`Workloads of several namespaces open vault ${vault.name}: ${names}.`)
}

/** The namespaces whose service accounts open each vault. */
const readersOf = remember((platform: Platform): ReadonlyMap<KeyVault, ReadonlySet<string>> => {
  const readers = new Map<KeyVault, Set<string>>()
  for (const credential of platform.all('federated-credential')) {
    const namespace = namespaceOf(credential)
    if (namespace === undefined) continue
    for (const identity of referred(platform, 'managed-identity', [credential, credential.identity]))
      for (const vault of openedBy(identity, platform))
        readers.set(vault, (readers.get(vault) ?? new Set()).add(namespace))
  }
  return readers
})

function namespaceOf({ subject }: FederatedCredential): string | undefined {
  return /^system:serviceaccount:([^:]+):/.exec(valueOf(subject) ?? '')?.[1]
}

const rolesOf = referringBy('role-assignment', ({ principal }) => [principal])

const policiesOf = referringBy('key-vault', ({ accessPolicies, enableRbacAuthorization }) =>
  isKnown(enableRbacAuthorization, true) ? [] : accessPolicies.map(({ principal }) => principal),
)

const openedBy = rememberBoth((identity: ManagedIdentity, platform: Platform): readonly KeyVault[] => {
  const byRole = rolesOf(identity, platform)
    .filter(({ asset, match }) => match === 'yes' && roleOf(asset, platform)?.isWide === true)
    .flatMap(({ asset }) => referred(platform, 'key-vault', [asset, asset.scope]))
  const byPolicy = policiesOf(identity, platform).flatMap(({ asset, match }) =>
    match === 'yes' ? [asset] : [],
  )
  return [...new Set([...byRole, ...byPolicy])]
})

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
