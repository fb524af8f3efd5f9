// What accounts reach, step by step: the errors that other graphs make are cases here (KubeHound at 53da187).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type BreachMap, mapBreaches } from '../../src/breach/map/map.ts'
import { techniques } from '../../src/breach/techniques/registry.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { link } from '../../src/link/link.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'

const group = 'rbac.authorization.k8s.io'

function mapOf(objects: readonly string[], kubernetesVersion = '1.34'): BreachMap {
  const { facts, problems } = parseKubernetes({ path: 'platform.yaml', text: objects.join('\n---\n') })
  assert.deepEqual(problems, [])
  const platform = link(facts, { kubernetesVersion, platformNamespaces: [], untrustedNamespaces: [] })
  return mapBreaches(surveyTerrain(platform, { facts: {}, tenants: {} }), techniques)
}

/** Everything that follows where nothing has to fail and nothing is assumed. */
function reached(map: BreachMap, from: string): ReadonlySet<string> {
  const steps = Map.groupBy(map.steps, (step) => step.from.key)
  const keys = new Set([from])
  for (const key of keys)
    for (const { to, barriers, assumes, isDrift } of steps.get(key) ?? [])
      if (barriers.length === 0 && assumes === undefined && !isDrift) keys.add(to.key)
  return keys
}

/** What the account `acme/bot` holds. */
function held(objects: readonly string[], kubernetesVersion?: string): ReadonlySet<string> {
  return reached(mapOf(objects, kubernetesVersion), 'account:acme/bot')
}

function pod(namespace: string, name: string, spec = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${spec} containers: [{ name: main, image: model }] }`
}

function rule(verbs: string, resources: string, more = "apiGroups: ['']"): string {
  return `{ ${more}, resources: [${resources}], verbs: [${verbs}] }`
}

const rbac = `apiGroups: [${group}]`
const bot = '{ kind: ServiceAccount, name: bot, namespace: acme }'

/** A Role in a namespace, bound there; across the cluster without one. */
function granted(namespace: string | undefined, ...rules: readonly string[]): readonly string[] {
  const [kind, place] = namespace === undefined ? ['ClusterRole', ''] : ['Role', `, namespace: ${namespace}`]
  return [
    `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: { name: given${place} }\nrules: [${rules.join(', ')}]`,
    binding(`${kind}Binding`, `${kind}/given`, namespace === undefined ? {} : { namespace }),
  ]
}

interface Bound {
  readonly subject?: string
  readonly namespace?: string
}

/** A role by kind and name, `ClusterRole/edit`, bound to the account unless another subject is given. */
function binding(kind: string, role: string, { subject = bot, namespace }: Bound = {}): string {
  const [roleKind, name] = role.split('/')
  return `apiVersion: ${group}/v1
kind: ${kind}
metadata: { name: of-${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }
roleRef: { apiGroup: ${group}, kind: ${roleKind}, name: ${name} }
subjects: [${subject}]`
}

/** Admission keeps what is started in acme off its node. */
const enforced = namespaceWith('enforce')

function namespaceWith(mode: string): string {
  return `apiVersion: v1
kind: Namespace
metadata: { name: acme, labels: { pod-security.kubernetes.io/${mode}: baseline } }`
}

const pods = [pod('acme', 'web'), pod('acme', 'db'), pod('globex', 'web')]

describe('rules', () => {
  test('name the only objects that they are about', () => {
    const secrets = ['key', 'other'].map(
      (name) => `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: acme }`,
    )
    const keys = held([
      ...secrets,
      ...granted('acme', rule('get', 'secrets', "apiGroups: [''], resourceNames: [key]")),
    ])
    assert.ok(keys.has('secret:acme/key'))
    assert.ok(!keys.has('secret:acme/other') && !keys.has('secrets:acme'))
  })

  test('let whoever watches secrets read them', () => {
    assert.ok(held(granted('acme', rule('watch', 'secrets'))).has('secrets:acme'))
  })

  test('count group, resource and verb of one rule only', () => {
    const keys = held(
      granted(
        undefined,
        rule('bind', 'clusterroles', "apiGroups: ['']"),
        rule('get', 'clusterroles', rbac),
        rule('create', 'clusterrolebindings', rbac),
      ),
    )
    assert.ok(!keys.has('cluster:cluster'))
  })

  test('of pods by name are about the pods of a controller, too', () => {
    const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: acme }
spec: { template: { spec: { containers: [{ name: main, image: db }] } } }`
    const only = "apiGroups: [''], resourceNames: [db-0]"
    const keys = held([set, pod('acme', 'web'), ...granted('acme', rule('create', 'pods/exec', only))])
    assert.ok(keys.has('pod:StatefulSet/acme/db') && !keys.has('pod:Pod/acme/web'))
  })
})

describe('bindings', () => {
  test('reach cluster-admin, whether or not anybody holds it', () => {
    const bind = rule('bind', 'clusterroles', rbac)
    assert.ok(
      held(granted(undefined, bind, rule('create', 'clusterrolebindings', rbac))).has('cluster:cluster'),
    )
  })

  test('of a namespace give cluster roles inside it, and nothing elsewhere', () => {
    const bind = rule('bind', 'clusterroles', rbac)
    const keys = held([...pods, ...granted('acme', bind, rule('create', 'rolebindings', rbac))])
    assert.ok(keys.has('workloads:acme') && keys.has('pod:Pod/acme/db'))
    assert.ok(!keys.has('pods:globex') && !keys.has('pods:*') && !keys.has('secrets:globex'))
  })

  test('tell a user, a group and a service account of one name apart', () => {
    for (const subject of ['{ kind: User, name: bot }', '{ kind: Group, name: bot }'])
      assert.ok(
        !held([
          pod('acme', 'web', 'serviceAccountName: bot,'),
          binding('ClusterRoleBinding', 'ClusterRole/cluster-admin', { subject }),
        ]).has('cluster:cluster'),
      )
  })

  test('in a namespace that a template fills in may be anywhere', () => {
    const map = mapOf([
      ...pods,
      pod('acme', 'own', 'serviceAccountName: bot,'),
      binding('RoleBinding', 'ClusterRole/edit', { namespace: "'{{ .Values.namespace }}'" }),
    ])
    const doubtful = map.steps.filter(
      ({ from, to }) => from.key === 'account:acme/bot' && to.key === 'pods:*',
    )
    assert.ok(doubtful.length > 0 && doubtful.every(({ assumes }) => assumes !== undefined))
  })
})

describe('doors into pods', () => {
  test('are exec, attach and debug containers', () => {
    for (const right of [
      rule('create', 'pods/exec'),
      rule('create', 'pods/attach'),
      rule('patch', 'pods/ephemeralcontainers'),
    ]) {
      const keys = held([enforced, ...pods, ...granted('acme', right)])
      assert.ok(keys.has('pod:Pod/acme/web') && keys.has('pod:Pod/acme/db'), right)
      assert.ok(!keys.has('pod:Pod/globex/web'), right)
    }
  })

  test('open by `get` until Kubernetes asks for `create`', () => {
    const objects = [...pods, ...granted('acme', rule('get', 'pods/exec'))]
    assert.ok(held(objects, '1.34').has('pods:acme'))
    assert.ok(!held(objects, '1.35').has('pods:acme'))
  })

  test('are the kubelets, for every pod; root on nodes by those that are privileged there', () => {
    const keys = held([...pods, ...granted(undefined, rule('get', 'nodes/proxy'))])
    assert.ok(keys.has('pod:Pod/acme/web') && keys.has('pod:Pod/globex/web'))
    assert.ok(keys.has('node:nodes') && !keys.has('cluster:cluster'))
  })

  test('are tunnels to ports, where a flaw is needed', () => {
    const objects = [...pods, ...granted('acme', rule('create', 'pods/portforward'))]
    assert.ok(held(objects).has('ports:acme') && !held(objects).has('pod:Pod/acme/web'))
    const flaw = mapOf(objects).steps.find(
      ({ from, to }) => from.key === 'ports:acme' && to.key === 'container:Pod/acme/web/main',
    )
    assert.deepEqual(
      flaw?.barriers.map(({ barrier }) => barrier),
      ['X.app'],
    )
  })
})

describe('doors into many pods', () => {
  test('are all kept, however many pods there are', () => {
    const field = (index: number): string => `terminationGracePeriodSeconds: ${index},`
    const many = Array.from({ length: 300 }, (_, index) => pod('acme', `web-${index}`, field(index)))
    const keys = held([...many, ...granted('acme', rule('create', 'pods/exec'))])
    assert.equal([...keys].filter((key) => key.startsWith('pod:')).length, 300)
  })
})

describe('tokens', () => {
  test('are not there where nothing mounts them', () => {
    const map = (field: string): BreachMap => mapOf([pod('acme', 'web', field)])
    assert.ok(reached(map(''), 'pod:Pod/acme/web').has('account:acme/default'))
    assert.ok(
      !reached(map('automountServiceAccountToken: false,'), 'pod:Pod/acme/web').has('account:acme/default'),
    )
  })

  test('lie in secrets only where somebody declares one', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: deployer, namespace: acme }'
    const token = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: { name: t, namespace: acme, annotations: { kubernetes.io/service-account.name: deployer } }`
    const reading = granted('acme', rule('list', 'secrets'))
    assert.ok(!held([account, ...reading]).has('account:acme/deployer'))
    assert.ok(held([account, token, ...reading]).has('account:acme/deployer'))
  })

  test('of kube-system are the cluster, by whatever way one gets them', () => {
    for (const right of [
      rule('create', 'pods'),
      rule('create', 'serviceaccounts/token'),
      rule('impersonate', 'serviceaccounts'),
      rule('create, get', 'secrets'),
    ]) {
      assert.ok(held(granted('kube-system', right)).has('cluster:cluster'), right)
      assert.ok(held(granted(undefined, right)).has('cluster:cluster'), right)
      assert.ok(!held(granted('acme', right)).has('cluster:cluster'), right)
    }
  })
})

describe('pods of one’s choice', () => {
  test('take their node unless admission rejects them', () => {
    const creating = granted('acme', rule('create', 'pods'))
    assert.ok(held([namespaceWith('audit'), ...creating]).has('node:nodes'))
    // What a namespace that nobody declares enforces is not known.
    assert.ok(!held(creating).has('node:nodes'))
    assert.ok(held([namespaceWith('warn'), ...creating]).has('node:nodes'))
    assert.ok(!held([enforced, ...creating]).has('node:nodes'))
  })

  test('take it past Pod Security by a volume of one’s own', () => {
    const rules = rule('create', 'pods, persistentvolumes, persistentvolumeclaims')
    assert.ok(held([enforced, ...granted(undefined, rules)]).has('node:nodes'))
  })

  test('are what else the namespace holds', () => {
    const keys = held([enforced, ...pods, ...granted('acme', rule('create', 'pods'))])
    for (const key of ['accounts:acme', 'secrets:acme', 'pod:Pod/acme/web', 'tenant:acme'])
      assert.ok(keys.has(key), key)
    assert.ok(!keys.has('tenant:globex'))
  })
})

function undermined(...objects: readonly string[]): readonly string[] {
  const map = mapOf([...pods, ...objects])
  return [...reached(map, 'account:acme/bot')].flatMap((key) => map.undermined.get(key) ?? [])
}

describe('switches', () => {
  test('of the namespace are its labels, by a RoleBinding in it', () => {
    assert.deepEqual(undermined(...granted('acme', rule('patch', 'namespaces'))), [
      'A.psa@acme',
      'A.policy@acme',
    ])
    assert.deepEqual(undermined(...granted('acme', rule('get', 'namespaces'))), [])
  })

  test('of network policies are that one more may be written', () => {
    const networking = 'apiGroups: [networking.k8s.io]'
    assert.deepEqual(undermined(...granted('acme', rule('create', 'networkpolicies', networking))), [
      'N.in@acme',
      'N.eg@acme',
    ])
  })

  test('have the names of the barriers that stand', () => {
    const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: acme }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }`
    const networking = 'apiGroups: [networking.k8s.io]'
    const right = granted('acme', rule('delete', 'networkpolicies', networking))
    const { steps } = mapOf([...pods, deny, ...right])
    const standing = new Set(steps.flatMap(({ barriers }) => barriers.map(({ instance }) => instance)))
    for (const instance of undermined(deny, ...right)) assert.ok(standing.has(instance), instance)
  })

  test('across the cluster are those of every namespace', () => {
    const instances = undermined(...granted(undefined, rule('delete', 'resourcequotas')))
    assert.deepEqual(instances, ['A.quota@acme', 'A.quota@globex', 'A.quota@kube-system'])
  })

  test('belong to whoever rules the namespace', () => {
    const rules = rule('bind', 'clusterroles', rbac)
    const instances = undermined(...granted('acme', rules, rule('create', 'rolebindings', rbac)))
    assert.ok(instances.includes('A.psa@acme') && instances.includes('N.in@acme'))
    assert.ok(!instances.includes('A.psa@globex'))
  })
})

describe('others', () => {
  test('than service accounts have rights: kubelets by their group', () => {
    const map = mapOf([
      ...pods,
      ...granted(undefined, rule('list', 'secrets')).slice(0, 1),
      binding('ClusterRoleBinding', 'ClusterRole/given', {
        subject: '{ kind: Group, name: "system:nodes" }',
      }),
    ])
    assert.ok(reached(map, 'account:system:node:nodes').has('secrets:*'))
    assert.ok(!reached(map, 'account:acme/default').has('secrets:*'))
  })

  test('may be users that one may act as', () => {
    const map = (name: string): readonly string[] => [
      ...granted(undefined, rule('impersonate', 'users', `apiGroups: [''], resourceNames: [${name}]`)),
      binding('ClusterRoleBinding', 'ClusterRole/cluster-admin', { subject: '{ kind: User, name: jo }' }),
    ]
    assert.ok(held(map('jo')).has('cluster:cluster'))
    assert.ok(!held(map('jim')).has('cluster:cluster'))
  })
})
