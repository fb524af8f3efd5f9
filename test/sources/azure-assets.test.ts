// Resources of network, vault, monitoring and governance: Terraform of every version and templates say the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readPlatform } from '../../src/engine/read-platform.ts'
import type { Platform } from '../../src/model/platform.ts'
import { template } from './arm.ts'

function terraform(text: string): Platform {
  return readPlatform({ documents: [{ path: 'main.tf', text }] }, {}).platform
}

function arm(...resources: readonly unknown[]): Platform {
  const text = JSON.stringify(template({ resources }), null, 2)
  return readPlatform({ documents: [{ path: 'main.json', text }] }, {}).platform
}

/** Values alone: `?` for what nobody knows, what a reference leads to for references. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const known = value as { readonly state?: string; readonly value?: unknown; readonly to?: string }
  if (known.state !== undefined) return known.state === 'hidden' ? '?' : plain(known.value)
  if (known.to !== undefined) return known.to
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'origin')
      .map(([key, part]) => [key, plain(part)]),
  )
}

function only(platform: Platform, kind: Parameters<Platform['all']>[0], ...keys: readonly string[]): unknown {
  const [asset, ...others] = platform.all(kind)
  assert.ok(asset !== undefined && others.length === 0, `there is one ${kind}`)
  return plain(
    Object.fromEntries(keys.map((key) => [key, (asset as unknown as Record<string, unknown>)[key]])),
  )
}

function vault(rbac: string): Platform {
  return terraform(`resource "azurerm_key_vault" "v" {
  name = "v"
  ${rbac} = true
  public_network_access_enabled = false
  network_acls {
    default_action = "Deny"
    ip_rules = ["203.0.113.7"]
  }
  access_policy {
    object_id = "one"
    key_permissions = ["Get"]
    secret_permissions = ["List"]
  }
}
resource "azurerm_key_vault_access_policy" "two" {
  key_vault_id = azurerm_key_vault.v.id
  object_id = "two"
  secret_permissions = ["Get"]
}
`)
}

function vaultTemplate(): Platform {
  const policy = (objectId: string, permissions: unknown): unknown => ({ objectId, permissions })
  return arm(
    {
      type: 'Microsoft.KeyVault/vaults',
      name: 'v',
      properties: {
        enableRbacAuthorization: true,
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.7' }] },
        accessPolicies: [policy('one', { keys: ['get'], secrets: ['list'] })],
      },
    },
    {
      type: 'Microsoft.KeyVault/vaults/accessPolicies',
      name: 'v/add',
      properties: { accessPolicies: [policy('two', { secrets: ['get'] })] },
    },
  )
}

test('a vault, with policies inside and beside it', () => {
  const keys = ['enableRbacAuthorization', 'publicNetworkAccess', 'networkAcls', 'accessPolicies']
  const expected = {
    enableRbacAuthorization: true,
    publicNetworkAccess: 'Disabled',
    networkAcls: { defaultAction: 'Deny', allowed: ['203.0.113.7'] },
    accessPolicies: [
      { principal: 'one', permissions: ['keys/get', 'secrets/list'] },
      { principal: 'two', permissions: ['secrets/get'] },
    ],
  }
  assert.deepEqual(only(vault('enable_rbac_authorization'), 'key-vault', ...keys), expected)
  assert.deepEqual(only(vault('rbac_authorization_enabled'), 'key-vault', ...keys), expected)
  assert.deepEqual(only(vaultTemplate(), 'key-vault', ...keys), expected)
})

function endpointTemplate(): Platform {
  return arm(
    {
      type: 'Microsoft.Network/privateEndpoints',
      name: 'e',
      properties: {
        privateLinkServiceConnections: [
          {
            properties: {
              privateLinkServiceId: "[resourceId('Microsoft.KeyVault/vaults', 'v')]",
              groupIds: ['vault'],
            },
          },
        ],
      },
    },
    {
      type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
      name: 'e/default',
      properties: {
        privateDnsZoneConfigs: [
          { properties: { privateDnsZoneId: "[resourceId('Microsoft.Network/privateDnsZones', 'z')]" } },
        ],
      },
    },
  )
}

test('an endpoint stands in the zones of its groups', () => {
  const keys = ['connections', 'zones']
  const declared = terraform(`resource "azurerm_private_endpoint" "e" {
  private_service_connection {
    private_connection_resource_id = azurerm_key_vault.v.id
    subresource_names = ["vault"]
  }
  private_dns_zone_group {
    private_dns_zone_ids = [azurerm_private_dns_zone.z.id]
  }
}
`)
  assert.deepEqual(only(declared, 'private-endpoint', ...keys), {
    connections: [{ target: 'azurerm_key_vault.v', groups: ['vault'] }],
    zones: ['azurerm_private_dns_zone.z'],
  })
  assert.deepEqual(only(endpointTemplate(), 'private-endpoint', ...keys), {
    connections: [{ target: 'vaults/v', groups: ['vault'] }],
    zones: ['privateDnsZones/z'],
  })
})

function rule(extra: Record<string, unknown>): Record<string, unknown> {
  return {
    kind: 'NetworkRule',
    sources: ['*'],
    sourceGroups: [],
    names: [],
    addresses: [],
    addressGroups: [],
    categories: [],
    protocols: [],
    ports: [],
    ...extra,
  }
}

const rulesOfPolicy = `resource "azurerm_firewall_policy_rule_collection_group" "g" {
  firewall_policy_id = azurerm_firewall_policy.p.id
  application_rule_collection {
    action = "Allow"
    priority = 200
    rule {
      name = "a"
      source_addresses = ["*"]
      destination_fqdns = ["mcr.microsoft.com"]
    }
  }
  network_rule_collection {
    action = "Deny"
    priority = 100
    rule {
      name = "n"
      source_addresses = ["*"]
      destination_addresses = ["*"]
      destination_ports = ["22"]
    }
  }
}
`

const rulesOfFirewall = `resource "azurerm_firewall" "f" {
  name = "f"
}
resource "azurerm_firewall_application_rule_collection" "a" {
  azure_firewall_name = azurerm_firewall.f.name
  action = "Allow"
  priority = 200
  rule {
    name = "a"
    source_addresses = ["*"]
    target_fqdns = ["mcr.microsoft.com"]
  }
}
`

test('rules of a firewall keep the order of their collections, with and without a policy', () => {
  const application = rule({ kind: 'ApplicationRule', names: ['mcr.microsoft.com'] })
  assert.deepEqual(only(terraform(rulesOfPolicy), 'firewall-rule-group', 'policy', 'collections'), {
    policy: 'azurerm_firewall_policy.p',
    collections: [
      { action: 'Allow', priority: 200, rules: [application] },
      { action: 'Deny', priority: 100, rules: [rule({ addresses: ['*'], ports: ['22'] })] },
    ],
  })
  assert.deepEqual(only(terraform(rulesOfFirewall), 'firewall', 'collections'), {
    collections: [{ action: 'Allow', priority: 200, rules: [application] }],
  })
})

test('subnets of every version tell whether rules count for endpoints, and what they reach past routes', () => {
  const policies = (line: string): unknown =>
    only(terraform(`resource "azurerm_subnet" "s" {\n  ${line}\n}\n`), 'subnet', 'privateEndpointPolicies')
  for (const [line, expected] of [
    ['enforce_private_link_endpoint_network_policies = true', 'Disabled'],
    ['private_endpoint_network_policies_enabled = true', 'Enabled'],
    ['private_endpoint_network_policies = "RouteTableEnabled"', 'RouteTableEnabled'],
    ['name = "s"', 'Disabled'],
  ] as const)
    assert.deepEqual(policies(line), { privateEndpointPolicies: expected })
  const services = (line: string): unknown =>
    only(terraform(`resource "azurerm_subnet" "s" {\n  ${line}\n}\n`), 'subnet', 'serviceEndpoints')
  const expected = { serviceEndpoints: ['Microsoft.Storage'] }
  assert.deepEqual(services('service_endpoints = ["Microsoft.Storage"]'), expected)
  assert.deepEqual(services('service_endpoint {\n  service = "Microsoft.Storage"\n  }'), expected)
})

test('a workspace of every version, and one of a template', () => {
  const keys = ['disableLocalAuth', 'publicIngestion', 'dailyQuota']
  const expected = { disableLocalAuth: true, publicIngestion: 'Disabled', dailyQuota: 0.5 }
  const workspace = (...lines: readonly string[]): unknown =>
    only(
      terraform(`resource "azurerm_log_analytics_workspace" "w" {\n  ${lines.join('\n  ')}\n}\n`),
      'log-workspace',
      ...keys,
    )
  const quota = 'daily_quota_gb = 0.5'
  assert.deepEqual(
    workspace('local_authentication_disabled = true', 'internet_ingestion_enabled = false', quota),
    expected,
  )
  assert.deepEqual(
    workspace('local_authentication_enabled = false', 'internet_ingestion_access_type = "Disabled"', quota),
    expected,
  )
  const asTemplate = arm({
    type: 'Microsoft.OperationalInsights/workspaces',
    name: 'w',
    properties: {
      features: { disableLocalAuth: true },
      publicNetworkAccessForIngestion: 'Disabled',
      workspaceCapping: { dailyQuotaGb: 0.5 },
    },
  })
  assert.deepEqual(only(asTemplate, 'log-workspace', ...keys), expected)
})

const governance = `resource "azurerm_consumption_budget_subscription" "b" {
  subscription_id = data.azurerm_subscription.this.id
  amount = 1000.5
  notification {
    threshold = 80
    threshold_type = "Forecasted"
    contact_groups = ["g"]
  }
}
resource "azurerm_subscription_policy_assignment" "a" {
  enforce = false
  parameters = jsonencode({ effect = { value = "Deny" }, excludedNamespaces = { value = ["kube-system"] } })
}
resource "azurerm_resource_group_policy_assignment" "broken" {
  parameters = "{"
}
`

test('budgets and assignments of policies', () => {
  const platform = terraform(governance)
  assert.deepEqual(only(platform, 'budget', 'amount', 'notifications'), {
    amount: 1000.5,
    notifications: [{ enabled: true, threshold: 80, thresholdType: 'Forecasted', contacts: ['g'] }],
  })
  assert.deepEqual(
    platform
      .all('policy-assignment')
      .map(({ enforcementMode, effect, excludedNamespaces }) =>
        plain([enforcementMode, effect, excludedNamespaces]),
      ),
    [
      ['Default', '?', ['?']],
      ['DoNotEnforce', 'Deny', ['kube-system']],
    ],
  )
})
