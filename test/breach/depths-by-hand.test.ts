// Small platforms with a depth derived by hand, one line each: what an attacker would like to be overlooked.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { GoalId } from '../../src/breach/goal.ts'
import { type FactName, factNames, platformFacts } from '../../src/knowledge/platform-facts.ts'
import { measure } from '../ladder/measure.ts'

type Facts = Partial<Record<FactName, string>>

/** Every fact as the attacker likes it least. */
const allGood: Facts = Object.fromEntries(
  factNames.map((name) => [name, name === 'networkPolicy' ? 'cilium' : (platformFacts[name].good[0] ?? '')]),
)

interface Shape {
  /** Lines of the pod's spec; the pool of the tenant where nothing is said. */
  readonly pod?: readonly string[]
  readonly container?: readonly string[]
  readonly level?: 'privileged' | 'restricted'
  /** A further rule for egress. */
  readonly egress?: string
  /** Objects beside it. */
  readonly beside?: readonly string[]
}

const kata = 'runtimeClassName: kata-vm-isolation'
const runc = 'hostNetwork: false'

/** Kata, everything confined and limited, default-deny, own nodes: data 2, own node 2, influence 3. */
function tenant(name: string, shape: Shape): string {
  const {
    pod = [kata, ownNodes(name)],
    container = [],
    level = 'restricted',
    egress = '',
    beside = [],
  } = shape
  return [
    `apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { pod-security.kubernetes.io/enforce: ${level} } }`,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: ${name} }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], egress: [${egress}] }`,
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: llm, namespace: ${name} }
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
${indent(pod, 6)}
      containers:
        - name: server
          image: models.azurecr.io/${name}/llm@sha256:${(name === 'acme' ? 'a' : 'b').repeat(64)}
          resources: { limits: { cpu: 4, memory: 16Gi, ephemeral-storage: 10Gi } }
          securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 10001, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }
${indent(container, 10)}`,
    ...beside,
  ].join('\n---\n')
}

function ownNodes(name: string): string {
  return `nodeSelector: { node-restriction.kubernetes.io/tenant: ${name} }`
}

function indent(lines: readonly string[], width: number): string {
  const noToken = lines.some((line) => line.startsWith('serviceAccountName')) || width > 6
  const all = noToken ? lines : ['automountServiceAccountToken: false', ...lines]
  return all.map((line) => `${' '.repeat(width)}${line}`).join('\n')
}

/** From acme, as `lower` where it is decided, else `lower..upper`. */
function depth(goal: GoalId, { acme = {}, globex = {}, facts = {} }: Scene): string {
  const manifests = [tenant('acme', acme), tenant('globex', globex)].join('\n---\n')
  const measures = measure({ manifests, facts: { ...allGood, ...facts } }).filter(
    (each) => each.foothold.tenant === 'acme' && each.goal.id === goal,
  )
  const lower = Math.min(...measures.map(({ asIs }) => asIs.lower))
  const upper = Math.min(...measures.map(({ asIs }) => asIs.upper))
  return lower === upper ? `${lower}` : `${lower}..${upper}`
}

interface Scene {
  readonly acme?: Shape
  readonly globex?: Shape
  readonly facts?: Facts
}

/** Why, and what it comes to: `node 1`. */
function check(why: string, expected: `${GoalId} ${string}`, scene: Scene): void {
  const [goal = 'node', counted] = expected.split(' ') as [GoalId, string]
  test(why, () => assert.equal(depth(goal, scene), counted))
}

const volume = (source: string): Shape => ({
  pod: [kata, `volumes: [{ name: data, ${source} }]`],
  container: ['volumeMounts: [{ name: data, mountPath: /data }]'],
})

describe('storage', () => {
  const own = (name: string, source: string): Shape => ({
    ...volume(source),
    pod: [kata, ownNodes(name), `volumes: [{ name: data, ${source} }]`],
  })
  const nfs = (path: string): string => `nfs: { server: files, path: ${path} }`
  const both = (a: string, b: string): Scene => ({ acme: own('acme', a), globex: own('globex', b) })
  check('one share: nothing has to fail', 'tenant-data 0', both(nfs('/m'), nfs('/m')))
  check('a folder of what the other mounts: nothing', 'tenant-data 0', both(nfs('/m'), nfs('/m/globex')))
  check('folders beside each other: network and application', 'tenant-data 2', both(nfs('/a'), nfs('/b')))
  check('a share that is hidden: nothing, or 2', 'tenant-data 0..2', both(nfs('"{{ .path }}"'), nfs('/m')))
  check('a claim that is hidden: nothing, or 2', 'tenant-data 0..2', {
    acme: own('acme', 'persistentVolumeClaim: { claimName: "{{ .claim }}" }'),
    globex: own('globex', nfs('/m')),
  })
})

describe('nodes', () => {
  check('a preference chooses nothing: the kernel alone', 'tenant-data 1', {
    acme: {
      pod: [
        'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: pool, operator: In, values: [a] }] } }] } }',
      ],
    },
    globex: { pod: [runc] },
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
  check('the class chooses nodes of its own: guest, hypervisor, authorisation', 'influence 3', {
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

describe('network', () => {
  const everywhere = '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }'
  check('no engine: only the application', 'tenant-data 1', { facts: { networkPolicy: 'none' } })
  check('addresses are no pods to Cilium: engine and application', 'tenant-data 2', {
    acme: { egress: everywhere },
  })
  check('policies and a firewall before the internet', 'outside 2', {})
  check('without a rule of the pod only the firewall', 'outside 1', { acme: { egress: everywhere } })
  check('the node’s network has no policies and no metadata restriction', 'registry 0', {
    acme: { level: 'privileged', pod: [kata, ownNodes('acme'), 'hostNetwork: true'] },
    facts: { imagePull: 'all' },
  })
})

describe('accounts', () => {
  const group = 'rbac.authorization.k8s.io'
  const granted = (namespace: string, rule: string): readonly string[] => [
    `apiVersion: ${group}/v1\nkind: Role\nmetadata: { name: bot, namespace: ${namespace} }\nrules: [${rule}]`,
    `apiVersion: ${group}/v1
kind: RoleBinding
metadata: { name: bot, namespace: ${namespace} }
roleRef: { apiGroup: ${group}, kind: Role, name: bot }
subjects: [{ kind: ServiceAccount, name: bot, namespace: acme }]`,
  ]
  const withToken = (namespace: string, rule: string, level: Shape['level'] = 'restricted'): Shape => ({
    level,
    pod: [kata, ownNodes('acme'), 'serviceAccountName: bot'],
    egress: '{ ports: [{ port: 443 }] }',
    beside: granted(namespace, rule),
  })
  const secrets = "{ apiGroups: [''], resources: [secrets], verbs: [list] }"
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: key, namespace: globex }'
  check('secrets that are declared: nothing has to fail', 'tenant-data 0', {
    acme: withToken('globex', secrets),
    globex: { beside: [secret] },
  })
  check('secrets that nobody declared: nothing, or authorisation', 'tenant-data 0..1', {
    acme: withToken('globex', secrets),
  })
  const named = "{ apiGroups: [''], resources: [secrets], resourceNames: [other], verbs: [get] }"
  check('a secret of that name may exist: nothing, or authorisation', 'tenant-data 0..1', {
    acme: withToken('globex', named),
    globex: { beside: [secret] },
  })
  const clusterWide = [
    `apiVersion: ${group}/v1\nkind: ClusterRole\nmetadata: { name: bot }\nrules: [${named}]`,
    `apiVersion: ${group}/v1
kind: ClusterRoleBinding
metadata: { name: bot }
roleRef: { apiGroup: ${group}, kind: ClusterRole, name: bot }
subjects: [{ kind: ServiceAccount, name: bot, namespace: acme }]`,
  ]
  check('a secret of that name in any namespace may exist', 'tenant-data 0..1', {
    acme: { ...withToken('globex', named), beside: clusterWide },
  })
  const pods = "{ apiGroups: [''], resources: [pods], verbs: [create] }"
  check('pods of one’s choice stay off others’ nodes: authorisation', 'tenant-data 1', {
    acme: withToken('acme', pods, 'privileged'),
  })
  check('where placement is free, nothing keeps them off', 'tenant-data 0', {
    acme: withToken('acme', pods, 'privileged'),
    facts: { placement: 'free' },
  })
})
