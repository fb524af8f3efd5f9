// Pools of which nobody knows whether they will be there: who may run on them, and what of them bears on the cluster.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { pod, report, type Texts } from './azure-route.ts'
import { cluster, platformOf } from './azure-told.ts'

const own = 'azurerm_kubernetes_cluster.aks.id'

function pool(name: string, ...lines: readonly string[]): string {
  return `resource "azurerm_kubernetes_cluster_node_pool" "${name}" {
  name = "${name}"
${lines.map((line) => `  ${line}\n`).join('')}}
`
}

const unknown = 'variable "unknown" {}\n'
const gpu = 'node_taints = ["sku=gpu:NoSchedule"]'
const tolerant = 'tolerations: [{ key: sku, value: gpu, effect: NoSchedule }],'

/** The pools of each pod, with a question mark where it may run there. */
function placed(terraform: string): Record<string, string> {
  const pods = [
    pod('any'),
    pod('tolerant', tolerant),
    pod('chosen', `nodeSelector: { agentpool: gpu }, ${tolerant}`),
  ]
  const platform = platformOf({ 'main.tf': terraform, 'pods.yaml': pods.join('\n---\n') })
  const pools = surveyTerrain(platform, { facts: {}, tenants: {} }).pools
  return Object.fromEntries(
    platform.all('pod').map((each) => [
      each.name,
      pools
        .placementsOf(each)
        .map(({ pool: { name }, assumes }) => `${name}${assumes === undefined ? '' : '?'}`)
        .join(' '),
    ]),
  )
}

test('a pod may run on a pool that may be there, and does where nothing else takes it', () => {
  const system = cluster('default_node_pool {', 'name = "system"', '}')
  const owned = `kubernetes_cluster_id = ${own}`
  const expected = { any: 'system', tolerant: 'gpu? system', chosen: 'gpu' }
  assert.deepEqual(placed(system + pool('gpu', owned, gpu, 'count = var.unknown') + unknown), expected)
  assert.deepEqual(placed(system + pool('gpu', owned, gpu, 'for_each = var.unknown') + unknown), expected)
  assert.deepEqual(
    placed(system + pool('gpu', 'kubernetes_cluster_id = var.unknown', gpu) + unknown),
    expected,
  )
  assert.deepEqual(placed(system + pool('gpu', owned, gpu)), { ...expected, tolerant: 'gpu system' })
  assert.deepEqual(placed(system + pool('gpu', owned, gpu, 'count = 0')), {
    // Its taint shows only by whom it takes.
    any: 'system agentpool=gpu?',
    tolerant: 'system agentpool=gpu?',
    chosen: 'agentpool=gpu',
  })
})

test('a pool whose template has a condition that nobody knows may be there (Bicep)', () => {
  const main = (condition: string): string => `param unknown bool
resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'aks'
  properties: { agentPoolProfiles: [{ name: 'system', mode: 'System' }] }
}
resource gpu 'Microsoft.ContainerService/managedClusters/agentPools@2026-05-01' = ${condition}{
  parent: aks
  name: 'gpu'
  properties: { nodeTaints: ['sku=gpu:NoSchedule'] }
}
`
  const at = (text: string): string => {
    const platform = platformOf({ 'main.bicep': text, 'pod.yaml': pod('tolerant', tolerant) })
    const pools = surveyTerrain(platform, { facts: {}, tenants: {} }).pools
    const [each] = platform.all('pod')
    assert.ok(each !== undefined)
    return pools
      .placementsOf(each)
      .map(({ pool: { name }, assumes }) => `${name}${assumes === undefined ? '' : '?'}`)
      .join(' ')
  }
  assert.equal(at(main('')), 'gpu system')
  assert.equal(at(main('if (unknown) ')), 'gpu? system')
})

function verdict(control: string, files: Texts): string | undefined {
  return report(files).findings.find(({ name }) => name === control)?.verdict
}

const some = `kubernetes_cluster_id = ${own}`

test('what a pool that may be there opens or hides leaves the question open', () => {
  const closed = cluster(
    'network_profile { outbound_type = "none" }',
    'default_node_pool { name = "system" }',
  )
  const address = 'node_public_ip_enabled = true'
  const opens = (...lines: readonly string[]): string | undefined =>
    verdict('public-address-opens-closed-outbound', {
      'main.tf': closed + pool('more', some, ...lines) + unknown,
    })
  assert.equal(opens(address), 'fail')
  assert.equal(opens(address, 'count = var.unknown'), 'unknown')
  assert.equal(opens('count = var.unknown'), undefined)

  const watched = cluster('microsoft_defender { log_analytics_workspace_id = "logs" }')
  const kata = 'workload_runtime = "KataVmIsolation"'
  const blind = (...lines: readonly string[]): string | undefined =>
    verdict('sensor-blind-in-sandboxes', { 'main.tf': watched + pool('more', some, ...lines) + unknown })
  assert.equal(blind(kata), 'fail')
  assert.equal(blind(kata, 'count = var.unknown'), 'unknown')
  assert.equal(blind('count = var.unknown'), undefined)
  assert.equal(blind('workload_runtime = var.unknown'), 'unknown')
})

const tag = `resource "azurerm_subnet" "s" {
  network_security_group_id = azurerm_network_security_group.g.id
}
resource "azurerm_network_security_group" "g" {
  security_rule {
    direction = "Outbound"
    access = "Deny"
    priority = 100
    protocol = "*"
    source_address_prefix = "*"
    destination_address_prefix = "AzurePlatformIMDS"
    destination_port_range = "*"
  }
}
`

test('where the only pool that may be there drops the metadata service by its tag nothing is told of it', () => {
  const imds = (...lines: readonly string[]): string | undefined =>
    factsOfAzure(platformOf({ 'main.tf': cluster() + pool('more', some, ...lines) + tag + unknown })).imds
      ?.value
  const inside = 'vnet_subnet_id = azurerm_subnet.s.id'
  assert.equal(imds('count = var.unknown'), 'open')
  assert.equal(imds(inside), undefined)
  assert.equal(imds(inside, 'count = var.unknown'), undefined)
})
