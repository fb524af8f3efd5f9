// What declarations of Azure tell: facts with their places, pools of nodes, and the route from a container to the registry.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { surveyTerrain } from '../../src/breach/terrain.ts'
import { pod, report, routeTo } from './azure-route.ts'
import { cluster, platformOf, told } from './azure-told.ts'

const registry =
  'resource "azurerm_container_registry" "acr" {\n  name = "models"\n  resource_group_name = "rg"\n}\n'
const kubelet = 'azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id'

function role(name: string, scope: string, principal: string = kubelet): string {
  return `resource "azurerm_role_assignment" "r_${name.replaceAll(' ', '_')}" {\n  role_definition_name = "${name}"\n  scope = ${scope}\n  principal_id = ${principal}\n}\n`
}

test('a cluster that says nothing has what AKS does by default', () => {
  assert.deepEqual(told(cluster('name = "a"')), {
    networkPolicy: 'none 1',
    imds: 'open 1',
    egressFirewall: 'none 1',
    apiServer: 'public 1',
  })
})

test('each fact is told by the line that states it', () => {
  const text = cluster(
    'private_cluster_enabled = true',
    'network_profile {',
    'network_policy = "cilium"',
    'outbound_type = "none"',
    '}',
    'default_node_pool {',
    'os_sku = "AzureLinux"',
    'kubelet_config {',
    'pod_max_pid = 1024',
    '}',
    '}',
  )
  assert.deepEqual(told(text), {
    apiServer: 'private 2',
    networkPolicy: 'cilium 4',
    egressFirewall: 'enforced 5',
    imds: 'open 1',
    secureBoot: 'off 7',
    containerLogs: 'rotated 7',
    appArmor: 'absent 8',
    // SSH is on, and nothing drops it in the network that AKS makes.
    nodePorts: 'open 7',
    podPidsLimit: 'set 10',
  })
})

test('ranges that hold every address between them, or more than anybody has, let everybody in', () => {
  const open = (ranges: string): string | undefined =>
    told(cluster('api_server_access_profile {', `authorized_ip_ranges = [${ranges}]`, '}'))['apiServer']
  assert.equal(open('"0.0.0.0/1", "128.0.0.0/1"'), 'public 3 1')
  assert.equal(open('"1.2.3.4/0"'), 'public 3 1')
  const eights = Array.from({ length: 256 }, (_, first) => `"${first}.0.0.0/8"`)
  assert.equal(open(eights.join(', ')), 'public 3 1')
  assert.equal(open('"0.0.0.0/1"'), 'public 3 1')
  assert.equal(open('"9.0.0.0/8"'), 'ranges 3 1')
})

test('pools with Windows say nothing of what Linux does', () => {
  const linux = ['default_node_pool {', 'kubelet_config {', 'pod_max_pid = 1024', '}', '}']
  const windows =
    'resource "azurerm_kubernetes_cluster_node_pool" "win" {\n  name = "win"\n  os_type = "Windows"\n  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id\n}\n'
  const { podPidsLimit, appArmor } = told(cluster(...linux) + windows)
  assert.deepEqual([podPidsLimit, appArmor], ['set 4', 'enabled 2'])
})

test('what nobody knows is no fact', () => {
  const text = cluster(
    'private_cluster_enabled = var.x',
    'network_profile {',
    'network_policy = var.x',
    'outbound_type = var.x',
    '}',
  )
  assert.deepEqual(told(`${text}variable "x" {}\n`), { imds: 'open 1' })
})

test('a route of one’s own leads to whatever stands there', () => {
  const text = cluster('network_profile {', 'outbound_type = "userDefinedRouting"', '}')
  assert.equal(told(text)['egressFirewall'], undefined)
})

test('of several clusters nobody says which one runs the manifests', () => {
  assert.deepEqual(told(cluster() + cluster().replace('"aks"', '"other"')), {})
})

test('azapi sets what the provider cannot', () => {
  const update = `resource "azapi_update_resource" "imds" {
  type = "microsoft.containerservice/managedclusters@2026-05-02-preview"
  resource_id = azurerm_kubernetes_cluster.aks.id
  body = {
    properties = { networkProfile = { podLinkLocalAccess = "None" } }
  }
}
`
  assert.equal(told(cluster() + update)['imds'], 'blocked 7')
})

test('a role of the kubelets on the registry decides what nodes may pull and push', () => {
  const acr = 'azurerm_container_registry.acr.id'
  const rights = (...texts: readonly string[]): readonly (string | undefined)[] => {
    const facts = told(cluster() + registry + texts.join(''))
    return [facts['imagePull'], facts['imagePush'], facts['nodeIdentity']].map((fact) => fact?.split(' ')[0])
  }
  assert.deepEqual(rights(), [undefined, undefined, undefined])
  assert.deepEqual(rights(role('AcrPull', acr)), ['all', 'none', 'scoped'])
  assert.deepEqual(rights(role('AcrPush', acr)), ['all', 'allowed', 'scoped'])
  assert.deepEqual(rights(role('Contributor', acr)), ['all', 'allowed', 'scoped'])
  assert.deepEqual(rights(role('Contributor', '"/subscriptions/x"')), ['all', 'allowed', 'wide'])
  assert.deepEqual(rights(role('Contributor', '"/subscriptions/x/resourceGroups/RG"')), [
    'all',
    'allowed',
    'wide',
  ])
  assert.deepEqual(rights(role('Contributor', '"/subscriptions/x/resourceGroups/other"')), [
    'none',
    'none',
    'wide',
  ])
  assert.deepEqual(rights(role('Own Role', acr)), [undefined, undefined, undefined])
  assert.deepEqual(rights(role('AcrPull', acr), role('AcrPush', acr, 'var.x'), 'variable "x" {}\n'), [
    'all',
    undefined,
    undefined,
  ])
})

test('the kubelets may have a user-assigned identity', () => {
  const identity = 'resource "azurerm_user_assigned_identity" "nodes" {}\n'
  const own = cluster(
    'kubelet_identity {',
    'user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id',
    '}',
  )
  const push = role(
    'AcrPush',
    'azurerm_container_registry.acr.id',
    'azurerm_user_assigned_identity.nodes.principal_id',
  )
  assert.equal(told(identity + own + registry + push)['imagePush']?.split(' ')[0], 'allowed')
  assert.equal(told(identity + cluster() + registry + push)['imagePush'], undefined)
})

test('a registry with repository permissions ignores the old roles', () => {
  const abac = registry.replace('name = "models"', 'role_assignment_mode = "AbacRepositoryPermissions"')
  const text = cluster() + abac + role('AcrPush', 'azurerm_container_registry.acr.id')
  assert.deepEqual(
    [told(text)['imagePull']?.split(' ')[0], told(text)['imagePush']?.split(' ')[0]],
    ['none', 'none'],
  )
})

function placed(terraform: string, pods: readonly string[]): Record<string, string> {
  const platform = platformOf({ 'main.tf': terraform, 'pods.yaml': pods.join('\n---\n') })
  const { pools, pods: found } = surveyTerrain(platform, { facts: {}, tenants: {} })
  return Object.fromEntries(
    found.map((each) => [
      each.name,
      pools
        .placementsOf(each)
        .map(({ pool, assumes }) => `${pool.name}${assumes === undefined ? '' : '?'}`)
        .join(' '),
    ]),
  )
}

test('pods run on the pools whose labels and taints let them', () => {
  const pools = `${cluster('default_node_pool {', 'name = "system"', 'only_critical_addons_enabled = true', '}')}
resource "azurerm_kubernetes_cluster_node_pool" "cpu" {
  name = "cpu"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  node_labels = { tier = "models" }
}
resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  name = "gpu"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  vm_size = "Standard_NC24ads_A100_v4"
  node_taints = ["sku=gpu:NoSchedule"]
}
`
  const gpu = 'tolerations: [{ key: sku, value: gpu, effect: NoSchedule }],'
  assert.deepEqual(
    placed(pools, [
      pod('any'),
      pod('tolerant', gpu),
      pod('labelled', 'nodeSelector: { tier: models },'),
      pod('critical', 'tolerations: [{ key: CriticalAddonsOnly, operator: Exists }],'),
      pod('zoned', 'nodeSelector: { topology.kubernetes.io/zone: westeurope-1 },'),
      pod('pooled', `nodeSelector: { agentpool: gpu }, ${gpu}`),
    ]),
    {
      any: 'cpu',
      tolerant: 'cpu gpu',
      labelled: 'cpu',
      critical: 'cpu system',
      zoned: 'cpu?',
      pooled: 'gpu',
    },
  )
})

test('sandboxed pods run on the pools with Pod Sandboxing alone', () => {
  const pools = `${cluster('default_node_pool {', 'name = "plain"', '}')}
resource "azurerm_kubernetes_cluster_node_pool" "kata" {
  name = "kata"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  workload_runtime = "KataVmIsolation"
}
`
  assert.deepEqual(placed(pools, [pod('any'), pod('sandboxed', 'runtimeClassName: kata-vm-isolation,')]), {
    any: 'kata plain',
    sandboxed: 'kata',
  })
})

test('a body of ARM says the same as the provider’s arguments', () => {
  const text = `resource "azapi_resource" "aks" {
  type = "microsoft.CONTAINERSERVICE/managedclusters@2026-05-01"
  body = {
    properties = {
      apiServerAccessProfile = { enablePrivateCluster = true }
      networkProfile = { networkPolicy = "cilium", outboundType = "none" }
    }
  }
}
`
  assert.deepEqual(told(text), {
    apiServer: 'private 5',
    networkPolicy: 'cilium 6',
    egressFirewall: 'enforced 6',
    imds: 'open 1',
  })
})

const model = pod('model')
const pushing =
  cluster(
    'network_profile {',
    'network_policy = "cilium"',
    '}',
    'default_node_pool {',
    'name = "nodes"',
    '}',
  ) +
  registry +
  role('AcrPush', 'azurerm_container_registry.acr.id')

test('container → metadata service → kubelet identity → registry push is one route, read from the files', () => {
  assert.deepEqual(routeTo('pushing images', report({ 'main.tf': pushing, 'pod.yaml': model })), [
    'the instance metadata service of nodes main.tf:1',
    'managed identity kubelet main.tf:1',
    'pushing to the registry main.tf:13',
  ])
})

test('a network policy bars the route where the cluster enforces policies', () => {
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: model }\nspec: { podSelector: {}, policyTypes: [Egress] }'
  const depth = (terraform: string): unknown =>
    report({ 'main.tf': terraform, 'pod.yaml': `${model}\n---\n${policy}` }).breach?.routes.find(
      ({ goal, isDrift }) => goal === 'pushing images' && !isDrift,
    )?.depth
  assert.deepEqual(depth(pushing), { lower: 0, upper: 1 })
  assert.deepEqual(depth(pushing.replace('network_policy = "cilium"', '')), { lower: 0, upper: 0 })
})

test('what was read wins over what is claimed, and the claim is told', () => {
  const claims = `facts:
  imds: { value: blocked, owner: me@example.com, date: 2026-11-01 }
  imagePush: { value: none, owner: me@example.com, date: 2026-11-01 }
  dns: { value: open, owner: me@example.com, date: 2026-11-01 }
  networkPolicy: { value: azure, owner: me@example.com, date: 2026-11-01 }
`
  const { problems, breach } = report({ 'main.tf': pushing, 'pod.yaml': model }, claims)
  assert.deepEqual(
    problems.map(({ code, message, location }) => `${code} ${location.line} ${message}`),
    [
      'fact-denied 3 The fact networkPolicy is claimed otherwise, but what declares the platform shows that it is cilium.',
      'fact-denied 13 The fact imagePush is claimed otherwise, but what declares the platform shows that it is allowed.',
    ],
  )
  const facts = new Map((breach?.facts ?? []).map((fact) => [fact.fact, fact] as const))
  assert.deepEqual([facts.get('imagePush')?.value, facts.get('imagePush')?.denied], ['none', 'allowed'])
  assert.deepEqual(facts.get('apiServer')?.location, { file: 'main.tf', line: 1, column: 1 })
  assert.equal(facts.get('dns')?.owner, 'me@example.com')
  // The provider cannot set it: where the file says nothing the claim knows better.
  assert.deepEqual([facts.get('imds')?.value, facts.get('imds')?.denied], ['blocked', undefined])
})
