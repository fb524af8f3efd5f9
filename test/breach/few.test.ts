// Of what is alike only some is asked what changes and facts would do: the answers are those of the whole map.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { askFew } from '../../src/breach/ask-few.ts'
import { changeContext } from '../../src/breach/changes/change-context.ts'
import { type Changes, findChanges } from '../../src/breach/changes/change.ts'
import { cutBreaches } from '../../src/breach/changes/cut.ts'
import { unknownFacts, weighFacts } from '../../src/breach/changes/fact-effects.ts'
import { pooledGoals } from '../../src/breach/goal.ts'
import { type BreachMap, mapBreaches } from '../../src/breach/map/map.ts'
import { type Foothold, footholdsOf, prepare, weakestOf } from '../../src/breach/measure.ts'
import { techniques } from '../../src/breach/techniques/registry.ts'
import { surveyTerrain, type Terrain } from '../../src/breach/terrain.ts'
import { judge } from '../../src/controls/judge.ts'
import { registry } from '../../src/controls/registry.ts'
import type { Facts } from '../../src/knowledge/platform-facts.ts'
import { defaultDepths, sameForAll } from '../../src/knowledge/required-depths.ts'
import { link } from '../../src/link/link.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'

interface Tenant {
  /** Tenants made after one pattern are alike. */
  readonly pattern: number
  readonly workloads: number
}

interface Pattern {
  readonly spec: string
  readonly container: string
  readonly level: string
  readonly policy: Policy
  readonly role: string
  readonly storage: Storage
}

/** Storage of a workload, of a namespace, or on a file server: of a namespace there, or of two. */
type Storage = 'workload' | 'namespace' | 'none' | 'own files' | 'files of two'

type Policy = 'none' | 'closed' | 'inside' | 'itself' | 'next'

const required = sameForAll(defaultDepths)

function volumesOf(tenant: number, name: string, storage: Storage): string {
  const files = (path: string): string => `[{ name: data, nfs: { server: files.example, path: /${path} } }]`
  const claim = (claimName: string): string =>
    `[{ name: data, persistentVolumeClaim: { claimName: ${claimName} } }]`
  return {
    workload: claim(name),
    namespace: claim('models'),
    none: '[]',
    'own files': files(`team-${tenant}`),
    'files of two': files(`pair-${Math.floor(tenant / 2)}`),
  }[storage]
}

function pod(tenant: number, name: string, { spec, container, storage }: Pattern): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: team-${tenant} }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${name}
      ${spec}
      containers: [{ name: server, image: model, ${container} }]
      volumes: ${volumesOf(tenant, name, storage)}`
}

const egress: Readonly<Record<Policy, (next: string, namespace: string) => string>> = {
  none: () => '',
  closed: () => '[]',
  inside: () => '[{ to: [{ podSelector: {} }] }]',
  itself: (_, namespace) => toNamespace(namespace),
  next: (next) => toNamespace(next),
}

function toNamespace(name: string): string {
  return `[{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }] }]`
}

function policyIn(namespace: string, next: string, { policy }: Pattern): readonly string[] {
  if (policy === 'none') return []
  const rules = egress[policy](next, namespace)
  return [
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: egress, namespace: ${namespace} }
spec: { podSelector: {}, policyTypes: [Egress], egress: ${rules} }`,
  ]
}

function tenantObjects(tenants: readonly Tenant[], patterns: readonly Pattern[]): readonly string[] {
  return tenants.flatMap(({ pattern, workloads }, number) => {
    const own = patterns[pattern % patterns.length]
    if (own === undefined) return []
    const namespace = `team-${number}`
    return [
      `apiVersion: v1
kind: Namespace
metadata: { name: ${namespace}, labels: { pod-security.kubernetes.io/enforce: ${own.level} } }`,
      ...policyIn(namespace, `team-${(number + 1) % tenants.length}`, own),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: binding, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${own.role} }
subjects: [{ kind: ServiceAccount, name: w0, namespace: ${namespace} }]`,
      ...Array.from({ length: workloads }, (_, index) => pod(number, `w${index}`, own)),
    ]
  })
}

interface Scene {
  readonly terrain: Terrain
  readonly map: BreachMap
  readonly footholds: readonly Foothold[]
  readonly few: ReturnType<typeof askFew>
  readonly changes: () => Changes
}

function sceneOf(tenants: readonly Tenant[], patterns: readonly Pattern[], stated: Facts = {}): Scene {
  const text = tenantObjects(tenants, patterns).join('\n---\n')
  const { facts } = parseKubernetes({ path: 'platform.yaml', text })
  const platform = link(facts, {
    kubernetesVersion: '1.34',
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const shortfalls = judge(platform, registry).judgements
  const options = { techniques, facts: stated, tenants: {}, required, shortfalls }
  const terrain = surveyTerrain(platform, options)
  const map = mapBreaches(terrain, techniques)
  const footholds = footholdsOf(terrain)
  return {
    terrain,
    map,
    footholds,
    few: askFew({ map, terrain, footholds }, { platform, options }),
    changes: () => findChanges({ ...changeContext(platform, options), map, terrain }),
  }
}

/** Every sort of tenant by how far it is from everything, under each of the four readings. */
function depthsOf(
  map: BreachMap,
  footholds: readonly Foothold[],
  terrain: Terrain,
): ReadonlyMap<string, string> {
  const readings = [true, false].flatMap((includesDrift) =>
    (['worst', 'best'] as const).map((unknowns) => prepare(map, terrain, { unknowns, includesDrift })),
  )
  return new Map(
    weakestOf(footholds).map((foothold) => {
      const depths = readings.flatMap((reading) =>
        pooledGoals.map((goal) => {
          const aims = reading.aims([goal]).filter(({ tag }) => tag === undefined || tag === foothold.tenant)
          return `${goal.title} ${aims.map((aim) => reading.at(aim).depth(foothold).most).join()}`
        }),
      )
      return [foothold.tenant, depths.join('; ')] as const
    }),
  )
}

const pattern: fc.Arbitrary<Pattern> = fc.record({
  spec: fc.constantFrom(
    'hostPID: true',
    'automountServiceAccountToken: false',
    'nodeSelector: { agentpool: gpu }',
  ),
  container: fc.constantFrom(
    'securityContext: { privileged: true }',
    'securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false }',
    'volumeMounts: [{ name: data, mountPath: /data }]',
    'ports: [{ containerPort: 8265 }], command: [ray, start, --head]',
    'resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi, nvidia.com/gpu: 1 } }',
  ),
  level: fc.constantFrom('privileged', 'baseline', 'restricted'),
  policy: fc.constantFrom('none', 'closed', 'inside', 'itself', 'next'),
  role: fc.constantFrom('view', 'edit', 'admin'),
  storage: fc.constantFrom('workload', 'namespace', 'none', 'own files', 'files of two'),
})

const tenant = fc.record({ pattern: fc.nat(2), workloads: fc.integer({ min: 1, max: 3 }) })

/** Patterns that differ in little: what tells them apart is where their tenants get, not what they look like. */
const nearPatterns = fc
  .tuple(pattern, fc.array(pattern, { minLength: 1, maxLength: 2 }), fc.constantFrom('policy', 'storage'))
  .map(([first, others, field]) => [first, ...others.map((other) => ({ ...first, [field]: other[field] }))])

const tenants = fc.array(tenant, { minLength: 1, maxLength: 7 })
const patterns = fc.oneof(fc.array(pattern, { minLength: 1, maxLength: 3 }), nearPatterns)

test('the few are as far from everything as each of those for which they stand', () => {
  fc.assert(
    fc.property(tenants, patterns, (some, likes) => {
      const { map, footholds, terrain, few } = sceneOf(some, likes)
      const whole = depthsOf(map, footholds, terrain)
      const part = depthsOf(few.map, few.footholds, terrain)
      for (const [name, depths] of part) assert.equal(depths, whole.get(name), name)
      assert.deepEqual(new Set(part.values()), new Set(whole.values()))
    }),
    { numRuns: 30 },
  )
})

test('the cheapest changes for the few are the cheapest for all, and facts weigh the same', () => {
  fc.assert(
    fc.property(tenants, patterns, (some, likes) => {
      const { map, footholds, terrain, few, changes } = sceneOf(some, likes)
      const cutOf = (asked: Pick<Scene['few'], 'footholds' | 'changes'>): readonly unknown[] => {
        const own = asked.changes()
        const cut = cutBreaches({ changes: own, footholds: asked.footholds, required, routes: [] })
        const unmet = cut.unmet.map(({ goal }) => goal.title).sort()
        // Where not all can be had, how much is bought for the rest hangs on which of equal routes is met first.
        return unmet.length > 0 ? unmet : [cut.cost, cut.lowerBound, cut.isExact]
      }
      assert.deepEqual(cutOf(few), cutOf({ footholds, changes }))
      const unknown = unknownFacts(map)
      assert.deepEqual(
        weighFacts({ ...few, terrain, unknown, required }),
        weighFacts({ map, footholds, terrain, unknown, required }),
      )
    }),
    { numRuns: 12 },
  )
})

test('who shares files with himself alone is none like who shares them with another', () => {
  const alike = {
    spec: '',
    container: 'volumeMounts: [{ name: data, mountPath: /data }]',
    level: 'baseline',
    policy: 'closed',
    role: 'view',
  } as const
  const { few } = sceneOf(
    [0, 0, 1, 1].map((number) => ({ pattern: number, workloads: 2 })),
    [
      { ...alike, storage: 'own files' },
      { ...alike, storage: 'files of two' },
    ],
  )
  const asked = weakestOf(few.footholds).map(({ tenant: name }) => name)
  assert.ok(asked.includes('team-0'))
  assert.ok(asked.includes('team-2'))
})

test('what bounds one drain leaves open another that the same technique uses up', () => {
  const facts = { containerLogs: { value: 'unbounded' }, logVolume: { value: 'open' } }
  const tenant0 = { pattern: 0, workloads: 1 }
  const bare: Pattern = {
    spec: '',
    container: '',
    level: 'baseline',
    policy: 'none',
    role: 'view',
    storage: 'none',
  }
  const { few, map } = sceneOf([tenant0], [bare], facts)
  const drains = ({ positions }: BreachMap): readonly string[] =>
    positions.filter(({ kind }) => kind === 'drain').map(({ key }) => key)
  assert.ok(drains(map).length > 2)
  assert.deepEqual(drains(few.map), drains(map))
})

test('pools that are alike only because pods are placed anywhere are all kept', () => {
  const inPool = (pool: string): Pattern => ({
    spec: `hostPID: true\n      nodeSelector: { agentpool: ${pool} }`,
    container: 'securityContext: { privileged: true }',
    level: 'privileged',
    policy: 'none',
    role: 'view',
    storage: 'none',
  })
  const anywhere: Pattern = {
    ...inPool('any'),
    spec: 'hostPID: true',
    container: 'securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false }',
  }
  const { few } = sceneOf(
    [0, 1, 1, 2].map((number) => ({ pattern: number, workloads: 1 })),
    [inPool('gpu'), anywhere, inPool('cpu')],
    { placement: { value: 'free' } },
  )
  const pools = few.map.positions.filter(({ kind }) => kind === 'processes').map(({ pool }) => pool)
  assert.deepEqual(new Set(pools), new Set(['agentpool=cpu', 'agentpool=gpu', 'nodes']))
})

test('of forty tenants made after one pattern one is asked, and few of their positions are kept', () => {
  const alike: Pattern = {
    spec: '',
    container: '',
    level: 'baseline',
    policy: 'inside',
    role: 'view',
    storage: 'workload',
  }
  const { map, few } = sceneOf(
    Array.from({ length: 40 }, () => ({ pattern: 0, workloads: 3 })),
    [alike],
  )
  assert.deepEqual(
    weakestOf(few.footholds).map(({ tenant: name }) => name),
    ['team-0'],
  )
  assert.ok(few.map.positions.length * 10 < map.positions.length)
})
