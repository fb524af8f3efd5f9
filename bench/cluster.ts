// A cluster whose network policies have every shape: who reaches whom in it is worth computing.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ClusterSize {
  readonly namespaces: number
  readonly workloads: number
  readonly policies: number
}

/** Writes the manifests of a cluster into one file below a folder. The same size gives the same bytes. */
export function writeCluster(folder: string, size: ClusterSize): void {
  mkdirSync(folder, { recursive: true })
  const objects = [
    ...times(size.namespaces, namespace),
    ...times(size.workloads, (index) => workload(index, size)),
    ...times(size.policies, (index) => policy(index, size)),
  ]
  writeFileSync(join(folder, 'cluster.yaml'), objects.join('---\n'))
}

function times(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function namespace(index: number): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: tenant-${index}
  labels: { team: team-${index % 20}, stage: ${index % 3 === 0 ? 'test' : 'live'} }
`
}

function workload(index: number, { namespaces }: ClusterSize): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: model-${index}, namespace: tenant-${index % namespaces} }
spec:
  replicas: 3
  template:
    metadata:
      labels: { app: model-${index}, tier: tier-${index % 7}, role: ${index % 5 === 0 ? 'store' : 'server'} }
    spec:
      containers:
        - name: server
          image: registry.example/serving/vllm-openai:v0.11.0
          ports: [{ name: http, containerPort: ${8000 + (index % 10)} }]
`
}

/** What policies of real clusters do: deny by default, allow by labels, by names of ports, by blocks, DNS. */
const specs: readonly ((index: number, size: ClusterSize) => string)[] = [
  () => '{ podSelector: {}, policyTypes: [Ingress, Egress] }',
  (index) => `
  podSelector: { matchLabels: { tier: tier-${index % 7} } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { team: team-${index % 20} } } }]
      ports: [{ port: http }]
  egress:
    - to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.${index % 250}.0.0/16] } }]
      ports: [{ port: 443 }]
    - to: [{ namespaceSelector: {} }]
      ports: [{ port: 53, protocol: UDP }]`,
  (index, { workloads }) => `
  podSelector: { matchLabels: { app: model-${index} } }
  ingress:
    - from:
        - podSelector: { matchLabels: { role: server } }
        - namespaceSelector: { matchLabels: { stage: live } }
          podSelector: { matchLabels: { app: model-${(index * 7) % workloads} } }
      ports: [{ port: 8000, endPort: 8100 }]`,
  (index, { namespaces }) => `
  podSelector: { matchExpressions: [{ key: role, operator: NotIn, values: [store] }] }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: {} }]
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: tenant-${(index + 1) % namespaces} } } }]`,
  (index) => `
  podSelector: { matchLabels: { role: store } }
  ingress:
    - from: [{ podSelector: { matchLabels: { tier: tier-${index % 7} } } }]
      ports: [{ port: 5432 }]`,
]

function policy(index: number, size: ClusterSize): string {
  const spec = specs[index % specs.length]?.(index, size) ?? ''
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: policy-${index}, namespace: tenant-${index % size.namespaces} }
spec: ${spec}
`
}
