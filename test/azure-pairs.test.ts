// What two things mean together: a pod and its pool, its cluster, its network policies. Whole scans, by control.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Texts, pod, report } from './breach/azure-route.ts'

/** The assets of which a control fails. */
function failing(control: string, files: Texts): readonly string[] {
  return report(files)
    .findings.filter(({ name, verdict }) => name === control && verdict === 'fail')
    .map(({ asset }) => asset.name)
}

const metadata = 'pod-reaches-instance-metadata'

function cluster(properties: string): string {
  return `resource "azapi_resource" "aks" {
  type = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  body = { properties = { ${properties} } }
}
`
}

function sandboxes(runtime: string): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {}
resource "azurerm_kubernetes_cluster_node_pool" "models" {
  name = "models"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
  workload_runtime = "${runtime}"
}
`
}

test('the metadata service is shut by AKS, or by a policy for the pod, and else open', () => {
  const open = {
    'pod.yaml': pod('llm'),
    'main.tf': cluster('networkProfile = { networkDataplane = "cilium" }'),
  }
  const policy = `apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: no-metadata }
spec: { endpointSelector: {}, egress: [{ toEntities: [all] }], egressDeny: [{ toCIDR: [169.254.169.254/32] }] }`
  assert.deepEqual(failing(metadata, open), ['llm'])
  assert.deepEqual(failing(metadata, { ...open, 'policy.yaml': policy }), [])
  assert.deepEqual(
    failing(metadata, { ...open, 'main.tf': cluster('networkProfile = { podLinkLocalAccess = "None" }') }),
    [],
  )
})

test('a policy that lets everything out shuts no metadata service', () => {
  const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: internet, namespace: llm }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }`
  const excepting = policy.replace('0.0.0.0/0', '0.0.0.0/0, except: [169.254.169.254/32]')
  assert.deepEqual(failing(metadata, { 'pod.yaml': pod('llm'), 'policy.yaml': policy }), ['llm'])
  assert.deepEqual(failing(metadata, { 'pod.yaml': pod('llm'), 'policy.yaml': excepting }), [])
})

test('accelerated packets pass by the block, and sandboxes do not stand beside it', () => {
  const fast =
    'networkProfile = { podLinkLocalAccess = "None", advancedNetworking = { performance = { accelerationMode = "BpfVeth" } } }'
  const files = { 'pod.yaml': pod('llm'), 'main.tf': cluster(fast) }
  assert.deepEqual(failing(metadata, files), ['llm'])
  assert.equal(failing('packets-pass-node-firewall', files).length, 1)
})

test('a sandboxed pod needs a pool with sandboxes, and one without the class has none on such a pool', () => {
  const kata = pod('sandboxed', 'runtimeClassName: kata-vm-isolation,')
  const onPlain = { 'kata.yaml': kata, 'main.tf': sandboxes('OCIContainer') }
  const onKata = { 'kata.yaml': kata, 'plain.yaml': pod('plain'), 'main.tf': sandboxes('KataVmIsolation') }
  assert.deepEqual(failing('sandbox-without-pool', onPlain), ['sandboxed'])
  assert.deepEqual(failing('sandbox-without-pool', onKata), [])
  assert.deepEqual(failing('untrusted-pod-without-sandbox', onKata), ['plain'])
})

test('a sandbox without limits, or with what is the node’s, is told', () => {
  const files = {
    'shared.yaml': pod(
      'shared',
      'runtimeClassName: kata-vm-isolation, hostNetwork: true, volumes: [{ name: a, hostPath: { path: /mnt } }],',
    ),
    'unbounded.yaml': pod('unbounded', 'runtimeClassName: kata-vm-isolation,'),
  }
  assert.deepEqual(failing('sandbox-undermined', files), ['shared'])
  assert.ok(failing('cpu-limit-missing', files).includes('unbounded'))
  assert.ok(failing('memory-limit-missing', files).includes('unbounded'))
})
