import type { Control } from '../control.ts'
import { anyOf, demand, every, forbid, type Verdict, worst } from '../verdict.ts'
import { isOfEverybody } from '../../link/address-filter.ts'
import type { KeyVault } from '../../model/azure.ts'
import { armVault, azure, block } from '../azure-examples.ts'

export const vaultPublic: Control<'key-vault'> = {
  id: 'BH-1231',
  name: 'vault-public',
  title: 'The internet reaches the vault',
  layer: 'cloud',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_109',
    'trivy:AZU-0013',
    'mcsb:NS-2',
    'psrule:Azure.KeyVault.Firewall',
    'azure-policy:55615ac9-af46-4a59-874e-391cc3dfb490',
  ],
  differs: {
    'checkov:CKV_AZURE_109':
      'Checkov asks for rules of a firewall even where the vault has no public address.',
  },
  rationale: 'A token that was stolen from a pod opens the vault from anywhere, long after the pod is gone.',
  remediation:
    'Reach the vault by a private endpoint, or let in single networks. Bicep and ARM: `properties.publicNetworkAccess: Disabled`, or `properties.networkAcls.defaultAction: Deny`; Terraform: `public_network_access_enabled = false`, or `network_acls { default_action = "Deny" }`.',
  applies: 'key-vault',
  check: judge,
  examples: {
    fail: [
      azure('key_vault'),
      azure('key_vault', block('network_acls', 'default_action = "Allow"', 'ip_rules = ["203.0.113.7"]')),
      azure('key_vault', block('network_acls', 'default_action = "Deny"', 'ip_rules = ["0.0.0.0/1"]')),
      armVault('publicNetworkAccess = "off"'),
    ],
    pass: [
      azure('key_vault', 'public_network_access_enabled = false'),
      azure('key_vault', block('network_acls', 'default_action = "Deny"')),
      azure('key_vault', block('network_acls', 'default_action = "Deny"', 'ip_rules = ["203.0.113.7"]')),
    ],
    unknown: [azure('key_vault', 'public_network_access_enabled = var.unknown')],
  },
}

/** Azure takes any text, and lets everybody in who is not named here. */
const closed = new Set(['disabled', 'securedbyperimeter'])

function judge({ publicNetworkAccess, networkAcls, name }: KeyVault): Verdict {
  const message = `Vault ${name} lets in addresses of the whole internet.`
  const { defaultAction, allowed } = networkAcls
  return anyOf([
    worst([
      demand(defaultAction, (action) => action.toLowerCase() === 'deny', message),
      every(allowed, (each) => forbid(each, isOfEverybody, message)),
    ]),
    demand(publicNetworkAccess, (access) => closed.has(access.toLowerCase()), message),
  ])
}
