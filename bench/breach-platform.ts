// A platform with many tenants, as a live cluster shows it: pods without their controllers, nodes, rights, policies.
export interface PlatformSize {
  readonly pods: number
  readonly workloads: number
  readonly nodes: number
  readonly namespaces: number
  readonly accounts: number
}

/** The sizes of the budget: the workloads of a small platform are fewer, and so is everything around them. */
export function sizeOf(pods: number): PlatformSize {
  const share = Math.sqrt(pods / 100_000)
  const scaled = (full: number): number => Math.max(12, Math.round(full * share))
  return {
    pods,
    workloads: scaled(2000),
    nodes: Math.max(12, pods / 20),
    namespaces: scaled(150),
    accounts: scaled(800),
  }
}

type KubernetesObject = Readonly<Record<string, unknown>>

const poolCount = 12

/** Lists of objects as JSON, as `kubectl get -o json` writes them. The same size gives the same bytes. */
export function* platformDocuments(size: PlatformSize): Generator<{ path: string; text: string }> {
  yield document('cluster', [
    ...times(size.namespaces, namespaceObjects).flat(),
    ...roles,
    ...times(size.accounts, (index) => accountObjects(index, size)).flat(),
    ...times(size.nodes, node),
  ])
  const [perWorkload, perFile] = [size.pods / size.workloads, 1000]
  for (let first = 0; first < size.pods; first += perFile) {
    const count = Math.min(perFile, size.pods - first)
    const pods = times(count, (index) => pod(first + index, Math.floor((first + index) / perWorkload), size))
    yield document(`pods-${first}`, pods)
  }
}

function document(name: string, items: readonly KubernetesObject[]): { path: string; text: string } {
  return { path: `${name}.json`, text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

const rbac = 'rbac.authorization.k8s.io/v1'

/** One of ten namespaces enforces nothing, one of five has no policies. */
function namespaceObjects(index: number): KubernetesObject[] {
  const namespace = `tenant-${index}`
  const level = ['restricted', 'baseline', 'baseline', 'restricted', 'privileged'][index % 5]
  const labels = { team: `team-${index % 20}`, 'pod-security.kubernetes.io/enforce': level }
  const quota = { hard: { pods: '2000', 'limits.cpu': '4000', 'limits.memory': '8Ti' } }
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, ...(index % 10 === 9 ? {} : { labels }) },
    },
    ...(index % 3 === 0
      ? []
      : [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace }, spec: quota }]),
    ...(index % 5 === 4 ? [] : policies(index)),
  ]
}

function policies(index: number): KubernetesObject[] {
  const namespace = `tenant-${index}`
  const policy = (name: string, spec: KubernetesObject): KubernetesObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec,
  })
  const dns = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }
  const team = { namespaceSelector: { matchLabels: { team: `team-${index % 20}` } } }
  return [
    policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy('dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [dns], ports: [{ port: 53, protocol: 'UDP' }] }],
    }),
    policy('own', {
      podSelector: {},
      ingress: [{ from: [{ podSelector: {} }, team] }],
      egress: [{ to: [{ podSelector: {} }] }],
    }),
    policy('web', { podSelector: { matchLabels: { tier: 'web' } }, ingress: [{ ports: [{ port: 8000 }] }] }),
  ]
}

/** Few shapes of rights, as templates make them: most harmless, the last three not. */
const rights: readonly KubernetesObject[][] = [
  [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  [{ apiGroups: [''], resources: ['pods', 'services', 'endpoints'], verbs: ['get', 'list', 'watch'] }],
  [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] }],
  [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list'] }],
  [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }],
  [{ apiGroups: [''], resources: ['pods', 'pods/exec'], verbs: ['create'] }],
  [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch', 'update'] }],
]

const roles: readonly KubernetesObject[] = rights.map((rules, index) => ({
  apiVersion: rbac,
  kind: 'ClusterRole',
  metadata: { name: `shape-${index}` },
  rules,
}))

/** One of forty accounts has dangerous rights in its namespace, one of four hundred in all. */
function accountObjects(index: number, { namespaces }: PlatformSize): KubernetesObject[] {
  const namespace = `tenant-${index % namespaces}`
  const shape = index % 40 === 0 ? 4 + (Math.floor(index / 40) % 3) : index % 4
  const kind = index % 400 === 40 ? 'ClusterRoleBinding' : 'RoleBinding'
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: accountName(index), namespace } },
    {
      apiVersion: rbac,
      kind,
      metadata: { name: `binding-${index}`, ...(kind === 'RoleBinding' ? { namespace } : {}) },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `shape-${shape}` },
      subjects: [{ kind: 'ServiceAccount', name: accountName(index), namespace }],
    },
  ]
}

function accountName(index: number): string {
  return `account-${index}`
}

/** Four pools belong to one tenant each, four have GPUs, four are everybody's. */
function node(index: number): KubernetesObject {
  const pool = index % poolCount
  const labels = {
    'kubernetes.azure.com/agentpool': `pool${pool}`,
    'kubernetes.io/hostname': nodeName(index),
    'kubernetes.io/os': 'linux',
    sku: skuOf(pool),
    ...(pool < 4 ? { dedicated: `tenant-${pool}` } : {}),
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: nodeName(index), labels },
    spec: { taints: taintOf(pool) },
    status: {
      allocatable: {
        cpu: '64',
        memory: '512Gi',
        pods: '110',
        ...(skuOf(pool) === 'gpu' ? { 'nvidia.com/gpu': '8' } : {}),
      },
      nodeInfo: {
        kernelVersion: '6.6.96',
        osImage: 'Ubuntu 24.04.3 LTS',
        containerRuntimeVersion: 'containerd://2.0.5',
        kubeletVersion: 'v1.34.1',
      },
    },
  }
}

function nodeName(index: number): string {
  return `aks-pool${index % poolCount}-${index}`
}

function skuOf(pool: number): 'gpu' | 'cpu' {
  return pool >= 4 && pool < 8 ? 'gpu' : 'cpu'
}

function taintOf(pool: number): KubernetesObject[] {
  if (pool < 4) return [{ key: 'dedicated', value: `tenant-${pool}`, effect: 'NoSchedule' }]
  return skuOf(pool) === 'gpu' ? [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }] : []
}

/** A replica of a workload, on some node of a pool that takes it. */
function pod(index: number, workload: number, size: PlatformSize): KubernetesObject {
  const tenant = workload % size.namespaces
  const [name, hash] = [`model-${workload}`, (workload * 7919).toString(36)]
  const pool = poolOf(workload, tenant)
  const perPool = Math.floor(size.nodes / poolCount)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${hash}-${index.toString(36)}`,
      namespace: `tenant-${tenant}`,
      labels: { app: name, tier: workload % 3 === 0 ? 'web' : 'batch', 'pod-template-hash': hash },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${name}-${hash}`, controller: true },
      ],
    },
    spec: {
      ...specOf(workload, pool, size),
      nodeName: nodeName((index % perPool) * poolCount + pool),
    },
    status: { podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` },
  }
}

function poolOf(workload: number, tenant: number): number {
  if (tenant < 4) return tenant
  return workload % 3 === 0 ? 4 + (workload % 4) : 8 + (workload % 4)
}

const modelServers = [
  'vllm/vllm-openai:v0.11.0',
  'models.azurecr.io/serving/triton:25.08',
  'models.azurecr.io/serving/tgi:3.3',
]

function specOf(workload: number, pool: number, { accounts, namespaces }: PlatformSize): KubernetesObject {
  const own = workload % namespaces
  const perNamespace = Math.max(1, Math.floor(accounts / namespaces))
  const account = own + (Math.floor(workload / namespaces) % perNamespace) * namespaces
  return {
    serviceAccountName: accountName(account),
    automountServiceAccountToken: workload % 4 === 0,
    nodeSelector: pool < 4 ? { dedicated: `tenant-${pool}` } : { sku: skuOf(pool) },
    tolerations: taintOf(pool).map(({ key, value, effect }) => ({ key, operator: 'Equal', value, effect })),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000 + (workload % 5),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [serverOf(workload, pool), ...(workload % 4 === 1 ? [sidecar] : [])],
    volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '10Gi' } }, ...mistakenVolume(workload)],
  }
}

const sidecar = {
  name: 'metrics',
  image: 'models.azurecr.io/platform/metrics:1.4',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  resources: { limits: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '100Mi' } },
}

/** One of a hundred workloads is privileged, one of fifty has no limits, one of eighty is an open Ray head. */
function serverOf(workload: number, pool: number): KubernetesObject {
  const isOpenRay = workload % 80 === 17
  const limits = {
    cpu: '4',
    memory: '32Gi',
    'ephemeral-storage': '20Gi',
    ...(skuOf(pool) === 'gpu' ? { 'nvidia.com/gpu': '1' } : {}),
  }
  return {
    name: 'server',
    image: isOpenRay ? 'rayproject/ray:2.49.0' : `${modelServers[workload % modelServers.length] ?? ''}`,
    ...(isOpenRay ? { command: ['ray', 'start', '--head', '--dashboard-host=0.0.0.0', '--block'] } : {}),
    args: [`--model=/models/model-${workload % 50}`],
    ports: [{ name: 'http', containerPort: isOpenRay ? 8265 : 8000 }],
    ...(workload % 50 === 7 ? {} : { resources: { limits, requests: limits } }),
    securityContext:
      workload % 100 === 42
        ? { privileged: true, runAsUser: 0, runAsNonRoot: false }
        : { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [
      { name: 'scratch', mountPath: '/scratch' },
      ...mistakenVolume(workload).map(({ name }) => ({ name, mountPath: '/data' })),
    ],
  }
}

/** A few share a claim of their namespace, fewer mount the node. */
function mistakenVolume(workload: number): readonly { readonly name: string }[] {
  if (workload % 60 === 11) return [{ name: 'node', hostPath: { path: '/var/log' } } as { name: string }]
  return workload % 20 === 3
    ? [{ name: 'models', persistentVolumeClaim: { claimName: 'models' } } as { name: string }]
    : []
}
