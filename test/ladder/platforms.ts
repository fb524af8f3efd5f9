// The platforms of the ladder (README.md beside this file), written out as manifests and facts.
import type { FactName } from '../../src/knowledge/platform-facts.ts'

/** One rung: what it declares, and what the derivation by hand says of it. */
export interface Rung {
  readonly name: string
  readonly manifests: string
  readonly facts: Readonly<Partial<Record<FactName, string>>>
  readonly expected: Expected
}

export interface Expected {
  readonly node: number
  readonly data: number
  /** `holds`: at least the depth that is required, 2. */
  readonly influence: number | 'holds'
}

interface Shape {
  readonly level: 'privileged' | 'restricted'
  readonly container: readonly string[]
  readonly pod: readonly string[]
}

const confined = [
  'securityContext:',
  '  allowPrivilegeEscalation: false',
  '  runAsNonRoot: true',
  '  runAsUser: 10001',
  '  readOnlyRootFilesystem: true',
  '  capabilities: { drop: [ALL] }',
  '  seccompProfile: { type: RuntimeDefault }',
]
const limits = 'cpu: "4", memory: 16Gi, ephemeral-storage: 10Gi'
const limited = [`resources: { limits: { ${limits} } }`]
const withGpu = [`resources: { limits: { ${limits}, nvidia.com/gpu: "1" } }`]
const kata = ['runtimeClassName: kata-vm-isolation']
const privileged = ['securityContext: { privileged: true }']

const shared = { level: 'restricted', pod: [] } as const

const facts: Rung['facts'] = {
  networkPolicy: 'cilium',
  nodeKernel: 'patched',
  containerRuntime: 'patched',
  sandbox: 'patched',
  gpuStack: 'patched',
  podPidsLimit: 'set',
  containerLogs: 'rotated',
  imds: 'blocked',
  imagePull: 'scoped',
  imagePush: 'none',
  anonymousPull: 'denied',
  nodeIdentity: 'scoped',
  nodePorts: 'isolated',
}
const ownNodes = { ...facts, placement: 'enforced' }

export const rungs: readonly Rung[] = [
  {
    name: '1 privileged runc, shared node',
    manifests: platform(() => ({ level: 'privileged', container: [...privileged, ...limited], pod: [] })),
    facts,
    expected: { node: 0, data: 0, influence: 0 },
  },
  {
    name: '2a restricted runc, patched, shared node, no limits',
    manifests: platform(() => ({ ...shared, container: confined })),
    facts,
    expected: { node: 1, data: 1, influence: 0 },
  },
  {
    name: '2b restricted runc, patched, shared node, limits',
    manifests: platform(() => ({ ...shared, container: [...confined, ...limited] })),
    facts,
    expected: { node: 1, data: 1, influence: 1 },
  },
  {
    name: '3 Kata, limits, shared node',
    manifests: platform(() => ({ ...shared, container: [...confined, ...limited], pod: kata })),
    facts,
    expected: { node: 2, data: 2, influence: 1 },
  },
  {
    name: '4 runc and GPU, a node pool per tenant, AcrPull on all repositories',
    manifests: platform((tenant) => ({
      ...shared,
      container: [...confined, ...withGpu],
      pod: nodesOf(tenant),
    })),
    facts: { ...ownNodes, imagePull: 'all' },
    expected: { node: 1, data: 1, influence: 'holds' },
  },
  {
    name: '5 the same, pull scoped to repositories, no way between nodes',
    manifests: platform((tenant) => ({
      ...shared,
      container: [...confined, ...withGpu],
      pod: nodesOf(tenant),
    })),
    facts: ownNodes,
    expected: { node: 1, data: 2, influence: 'holds' },
  },
  {
    name: '6 Kata, a node pool per tenant',
    manifests: platform((tenant) => ({
      ...shared,
      container: [...confined, ...limited],
      pod: [...kata, ...nodesOf(tenant)],
    })),
    facts: ownNodes,
    expected: { node: 2, data: 2, influence: 'holds' },
  },
]

function nodesOf(tenant: string): readonly string[] {
  return [
    `nodeSelector: { node-restriction.kubernetes.io/tenant: ${tenant} }`,
    `tolerations: [{ key: tenant, operator: Equal, value: ${tenant}, effect: NoSchedule }]`,
  ]
}

/** Both tenants have the same shape: the foothold may be either. */
function platform(shapeOf: (tenant: string) => Shape): string {
  return ['acme', 'globex'].map((tenant) => tenantText(tenant, shapeOf(tenant))).join('\n---\n')
}

function tenantText(tenant: string, { level, container, pod }: Shape): string {
  const digest = `sha256:${(tenant === 'acme' ? 'a' : 'b').repeat(64)}`
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${tenant}
  labels: { pod-security.kubernetes.io/enforce: ${level} }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: ${tenant} }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress:
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
      ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: bounds, namespace: ${tenant} }
spec: { hard: { limits.cpu: "64", limits.memory: 256Gi, pods: "20" } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: llm, namespace: ${tenant} }
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
${indent(['automountServiceAccountToken: false', ...pod], 6)}
      containers:
        - name: server
          image: models.azurecr.io/${tenant}/llm@${digest}
          ports: [{ containerPort: 8000 }]
${indent(container, 10)}`
}

function indent(lines: readonly string[], width: number): string {
  return lines.map((line) => `${' '.repeat(width)}${line}`).join('\n')
}
