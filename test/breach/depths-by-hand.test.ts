// Small platforms with a depth derived by hand, one line each: what an attacker would like to be overlooked.
import { describe } from 'node:test'

import { check, kata, ownNodes, runc, type Scene, type Shape } from './two-tenants.ts'

describe('storage', () => {
  const own = (name: string, source: string, mount: string = ''): Shape => ({
    container: [`volumeMounts: [{ name: data, mountPath: /data, ${mount} }]`],
    pod: [kata, ownNodes(name), `volumes: [{ name: data, ${source} }]`],
  })
  const nfs = (path: string): string => `nfs: { server: files, path: ${path} }`
  const both = (a: string, b: string): Scene => ({ acme: own('acme', a), globex: own('globex', b) })
  check('one share: nothing has to fail', 'tenant-data 0', both(nfs('/m'), nfs('/m')))
  check('a folder of what the other mounts: nothing', 'tenant-data 0', both(nfs('/m'), nfs('/m/globex')))
  check('folders beside each other: network and application', 'tenant-data 2', both(nfs('/a'), nfs('/b')))
  check('a share that is hidden: nothing, or 2', 'tenant-data 0..2', both(nfs('"{{ .path }}"'), nfs('/m')))
  const [reading, hidden] = ['readOnly: true', 'readOnly: "{{ .readOnly }}"']
  check('where both only read: network and application', 'tenant-data 2', {
    acme: own('acme', nfs('/m'), reading),
    globex: own('globex', nfs('/m'), reading),
  })
  check('the other may write, and then its data is there: nothing, or 2', 'tenant-data 0..2', {
    acme: own('acme', nfs('/m'), reading),
    globex: own('globex', nfs('/m'), hidden),
  })
  check('one may write oneself: nothing, or 2', 'tenant-data 0..2', {
    acme: own('acme', nfs('/m'), hidden),
    globex: own('globex', nfs('/m'), reading),
  })
  check('a volume that may be read-only as a whole: nothing, or 2', 'tenant-data 0..2', {
    acme: own('acme', nfs('/m'), reading),
    globex: own('globex', 'nfs: { server: files, path: /m, readOnly: "{{ .readOnly }}" }'),
  })
  check('a claim that is hidden: nothing, or 2', 'tenant-data 0..2', {
    acme: own('acme', 'persistentVolumeClaim: { claimName: "{{ .claim }}" }'),
    globex: own('globex', nfs('/m')),
  })
})

/** What the platform runs on every node, with every right in the cluster. */
const platformAgent = [
  `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: kube-system }
spec:
  selector: {}
  template:
    spec:
      serviceAccountName: agent
      tolerations: [{ operator: Exists }]
      containers: [{ name: agent, image: agent }]`,
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: agent }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: agent, namespace: kube-system }]`,
]

describe('nodes', () => {
  check('agents of the platform run on every node: the kernel alone', 'cluster 1', {
    acme: { pod: [runc, ownNodes('acme')], beside: platformAgent },
  })
  check('a preference chooses nothing: the kernel alone', 'tenant-data 1', {
    acme: {
      pod: [
        'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: pool, operator: In, values: [a] }] } }] } }',
      ],
    },
    globex: { pod: [runc] },
  })
  const anywhere = 'tolerations: [{ operator: Exists }]'
  check(
    'a pod for which no taint counts denies that placement is enforced: the kernel alone',
    'tenant-data 1',
    {
      acme: { pod: [runc, anywhere] },
    },
  )
  check('with a pool of its own it denies nothing: network and application', 'tenant-data 2', {
    acme: { pod: [runc, ownNodes('acme'), anywhere] },
  })
  check('tolerating what is there for a while lets nobody in', 'tenant-data 2', {
    acme: { pod: [runc, 'tolerations: [{ operator: Exists, effect: NoExecute }]'] },
  })
  check('one of two pools is the other tenant’s: the kernel alone', 'tenant-data 1', {
    acme: {
      pod: [
        'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: pool, operator: In, values: [a, b] }] }] } } }',
      ],
    },
    globex: { pod: ['nodeSelector: { pool: b }'] },
  })
})

describe('nodes that cannot be read', () => {
  const unread = 'nodeSelector: { pool: "{{ .pool }}" }'
  check(
    'nodes that cannot be read may be the other’s: the kernel, or network and application',
    'tenant-data 1..2',
    {
      acme: { pod: [runc, unread] },
      globex: { pod: [runc] },
    },
  )
  check('whichever nodes they are, the kernel alone keeps code off them', 'node 1', {
    acme: { pod: [runc, unread] },
  })
})

describe('kernels', () => {
  check('a known flaw of the kernel: nothing', 'node 0', {
    acme: { pod: [runc] },
    facts: { nodeKernel: 'outdated' },
  })
  check('a sandbox with a known flaw is none', 'node 0', { facts: { sandbox: 'outdated' } })
  check('the class named kata runs runc: the kernel alone', 'node 1', {
    acme: {
      beside: [
        'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: kata-vm-isolation }\nhandler: runc',
      ],
    },
  })
  check('a hidden class: one kernel, or guest and hypervisor', 'node 1..2', {
    acme: { pod: ['runtimeClassName: "{{ .class }}"', ownNodes('acme')] },
  })
  check('privileged in a sandbox: only the hypervisor', 'node 1', {
    acme: { level: 'privileged', pod: [kata, ownNodes('acme'), initOf('privileged: true')] },
  })
  check('hidden privileges: nothing, or the kernel', 'node 0..1', {
    acme: { pod: [ownNodes('acme'), initOf('privileged: "{{ .privileged }}"')] },
  })
})

describe('nodes of a runtime class', () => {
  const classOf = (scheduling: string): string =>
    `apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: kata-vm-isolation }
handler: kata
scheduling: { ${scheduling} }`
  // In globex's own pod the table of connections is the same policy engine away.
  check('the class chooses nodes of its own: policy and application', 'influence 2', {
    acme: { pod: [kata], beside: [classOf('nodeSelector: { kata: "true" }')] },
    globex: { pod: [runc] },
  })
  const node = `apiVersion: v1
kind: Node
metadata: { name: a1, labels: { kubernetes.io/os: linux, pool: a } }
spec: { taints: [{ key: pool, value: a, effect: NoSchedule }] }`
  const selecting = 'nodeSelector: { pool: a }'
  const tolerating = 'tolerations: [{ key: pool, operator: Exists }]'
  check('the class tolerates the taint of the other’s nodes: only hardware', 'influence 1', {
    acme: { pod: [kata], beside: [classOf(`${selecting}, ${tolerating}`), node] },
    globex: { pod: [selecting, tolerating] },
  })
})

function initOf(security: string): string {
  return `initContainers: [{ name: setup, image: models.azurecr.io/acme/setup, securityContext: { ${security} }, resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi } } }]`
}

const everywhere = '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }'

describe('network', () => {
  check('no engine: only the application', 'tenant-data 1', { facts: { networkPolicy: 'none' } })
  check('addresses are no pods to Cilium: engine and application', 'tenant-data 2', {
    acme: { egress: everywhere },
  })
  check('policies and a firewall before the internet', 'outside 2', {})
  check('without a rule of the pod only the firewall', 'outside 1', { acme: { egress: everywhere } })
  // Nobody says whether pods have addresses of IPv6: if they do, only the firewall is left.
  check('a rule for all of IPv6 is one for the internet where pods have such addresses', 'outside 1..2', {
    acme: { egress: '{ to: [{ ipBlock: { cidr: "::/0" } }] }' },
  })
  const mayBeOnNode = {
    level: 'privileged',
    pod: [kata, ownNodes('acme'), 'hostNetwork: "{{ .host }}"'],
  } as const
  check('a pod that may be in the node’s network: nothing, or policy and restriction', 'registry 0..2', {
    acme: mayBeOnNode,
    facts: { imagePull: 'all' },
  })
  check('the node’s network has no policies and no metadata restriction', 'registry 0', {
    acme: { level: 'privileged', pod: [kata, ownNodes('acme'), 'hostNetwork: true'] },
    facts: { imagePull: 'all' },
  })
})

const published = (spec: string): readonly string[] => [
  `apiVersion: v1
kind: Service
metadata: { name: llm, namespace: globex }
spec: { selector: { app: llm }, ports: [{ port: 80, targetPort: 8000 }], ${spec} }`,
]
const guests = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guests, namespace: globex }
spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }`

describe('in by the internet', () => {
  const balanced = published('type: LoadBalancer')
  const facts = { egressFirewall: 'none' }
  check('a public load balancer: only the application', 'tenant-data 1', {
    acme: { egress: everywhere },
    globex: { beside: [...balanced, guests] },
    facts,
  })
  check('no way out: policy and application', 'tenant-data 2', {
    globex: { beside: [...balanced, guests] },
    facts,
  })
  check('policies of the published pods count: policy and application', 'tenant-data 2', {
    acme: { egress: everywhere },
    globex: { beside: balanced },
    facts,
  })
  check('an internal one: policy and application', 'tenant-data 2', {
    acme: { egress: everywhere },
    globex: { beside: [...published('type: ClusterIP'), guests] },
    facts,
  })
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: llm, namespace: globex }
spec: { defaultBackend: { service: { name: llm, port: { number: 80 } } } }`
  check('an ingress whose gateway nobody showed: the application, or policy as well', 'tenant-data 1..2', {
    acme: { egress: everywhere },
    globex: { beside: [...published('type: ClusterIP'), ingress] },
    facts,
  })
})

describe('a node that calls pods to itself', () => {
  const nodes = (label: string, taint: string = ''): readonly string[] =>
    ['a', 'b'].map(
      (pool) => `apiVersion: v1
kind: Node
metadata: { name: ${pool}1, labels: { kubernetes.io/os: linux, ${label}: ${pool} } }
spec: { taints: [${taint.replace('POOL', pool)}] }`,
    )
  const scene = (label: string, taint?: string): Scene => {
    const tolerations = `tolerations: [{ key: pool, value: POOL }]`
    const podsOf = (pool: string): readonly string[] => [
      runc,
      `nodeSelector: { ${label}: ${pool} }`,
      ...(taint === undefined ? [] : [tolerations.replace('POOL', pool)]),
    ]
    return { acme: { pod: podsOf('a'), beside: nodes(label, taint) }, globex: { pod: podsOf('b') } }
  }
  const restricted = 'node-restriction.kubernetes.io/pool'
  check('by a label of its own choice: the kernel alone', 'tenant-data 1', scene('pool'))
  check('not by a label that is kept from it: network and application', 'tenant-data 2', scene(restricted))
  const taint = '{ key: pool, value: POOL, effect: NoSchedule }'
  check('not past its own taints: network and application', 'tenant-data 2', scene('pool', taint))
  check(
    'perhaps by a label of Azure: the kernel, or 2',
    'tenant-data 1..2',
    scene('kubernetes.azure.com/pool'),
  )
})
