// What KubeHound's tests expect of RBAC, row by row; where it is wrong, what is true (`truth` in the index of the suite).
import type { Account } from '../../../src/breach/accounts/account.ts'
import { namespaceSteps } from '../../../src/breach/structure/namespace-structure.ts'
import { accountPosition } from '../../../src/breach/steps/position.ts'
import type { Technique } from '../../../src/breach/technique.ts'
import type { Opening } from '../../../src/breach/steps/opening.ts'
import { impersonation } from '../../../src/breach/techniques/identity/impersonation.ts'
import { podCreation } from '../../../src/breach/techniques/identity/pod-creation.ts'
import { podExec } from '../../../src/breach/techniques/identity/pod-exec.ts'
import { podOfChoice } from '../../../src/breach/techniques/identity/pod-of-choice.ts'
import { podRewrite } from '../../../src/breach/techniques/identity/pod-rewrite.ts'
import { roleBinding } from '../../../src/breach/techniques/identity/role-binding.ts'
import { secretRead } from '../../../src/breach/techniques/identity/secret-read.ts'
import { nodeCredential } from '../../../src/breach/techniques/node/node-credential.ts'
import type { Terrain } from '../../../src/breach/terrain.ts'
import { valueOf } from '../../../src/model/known.ts'
import type { Grant } from '../../../src/model/platform.ts'
import { edgesCalled, kubeHoundTerrain } from './kubehound.ts'

/** One expected pair, or one that must not be. */
export interface Row {
  readonly id: string
  readonly expected: string
  readonly got: string
}

export function measureKubeHoundRbac(): readonly Row[] {
  const terrain = kubeHoundTerrain()
  return [
    ...permissionRows(terrain),
    ...nodeRows(terrain),
    ...podRows('POD_PATCH', podRewrite, terrain),
    ...podRows('POD_EXEC', podExec, terrain),
    ...creationRows(terrain),
    ...tokenRows('TOKEN_BRUTEFORCE', terrain),
    ...tokenRows('TOKEN_LIST', terrain),
    ...bindingRows(terrain),
    ...negativeRows(terrain),
  ]
}

/** KubeHound's permission set: a role and what binds it, `read-secrets::pod-get-secrets`. */
function permissionSet({ binding }: Grant): string {
  return `${valueOf(binding.roleName) ?? ''}::${binding.name}`
}

/** Somebody who has the one permission set, be it a user, a group or a service account that is bound. */
function holderOf(name: string, { platform }: Terrain): Account {
  const grants = platform
    .all('role-binding')
    .map((binding): Grant => ({ binding, role: platform.roleOf(binding), match: 'yes' }))
    .filter((grant) => permissionSet(grant) === name)
  return {
    kind: 'service-account',
    namespace: 'default',
    name,
    position: accountPosition('default', name),
    pods: [],
    grants,
  }
}

/** What is open at worst: the suite declares no namespaces, so that Pod Security may stand and is not seen to. */
function keysOf(openings: readonly Opening[]): readonly string[] {
  return openings
    .filter(
      ({ barriers, assumes }) =>
        assumes === undefined && barriers.every((barrier) => barrier.assumes !== undefined),
    )
    .map(({ to }) => to.key)
}

/** Every position that follows from some, by what a whole namespace holds. */
function closure(keys: readonly string[], terrain: Terrain): ReadonlySet<string> {
  const steps = Map.groupBy(namespaceSteps(terrain), ({ from }) => from.key)
  const reached = new Set(keys)
  for (const key of reached) for (const { to } of steps.get(key) ?? []) reached.add(to.key)
  return reached
}

function rows(edge: string, expected: readonly string[], got: readonly string[]): Row[] {
  return [...new Set([...expected, ...got])].map((each) => ({
    id: `${edge} ${each}`,
    expected: expected.includes(each) ? 'there' : 'not there',
    got: got.includes(each) ? 'there' : 'not there',
  }))
}

function pairsOf(edge: string): readonly string[] {
  return edgesCalled(edge).flatMap(({ pairs }) => pairs.map(([src, dst]) => `${src} → ${dst}`))
}

function permissionRows({ accounts }: Terrain): Row[] {
  const got = accounts
    .filter(({ kind }) => kind === 'service-account')
    .flatMap(({ name, grants }) => grants.map((grant) => `${name} → ${permissionSet(grant)}`))
  return rows('PERMISSION_DISCOVER', pairsOf('PERMISSION_DISCOVER'), got)
}

/** Which node it is nobody can tell from manifests: any stands for all. */
function nodeRows(terrain: Terrain): Row[] {
  const expected = edgesCalled('IDENTITY_ASSUME').find(({ src }) => src === 'Node')?.pairs ?? []
  const bound = new Map(
    terrain.accounts.filter(({ kind }) => kind === 'node').map((each) => [each.position.key, each] as const),
  )
  const isHeld = terrain.pools.all.every((pool) =>
    nodeCredential
      .find(pool, terrain)
      .some(({ to }) => bound.get(to.key)?.grants.some(({ role }) => role?.name === 'node-api-access')),
  )
  return expected.map(([src, dst]) => ({
    id: `IDENTITY_ASSUME ${src} → ${dst}`,
    expected: 'there',
    got: isHeld ? 'there' : 'not there',
  }))
}

function podRows(edge: string, technique: Technique<'account'>, terrain: Terrain): Row[] {
  const expected = pairsOf(edge)
  const sources = new Set(edgesCalled(edge).flatMap(({ pairs }) => pairs.map(([src]) => src)))
  const got = [...sources].flatMap((source) =>
    [...closure(keysOf(technique.find(holderOf(source, terrain), terrain)), terrain)]
      .filter((key) => key.startsWith('pod:'))
      .map((key) => `${source} → ${key.slice(key.lastIndexOf('/') + 1)}`),
  )
  return rows(edge, expected, got)
}

function creationRows(terrain: Terrain): Row[] {
  return edgesCalled('POD_CREATE').flatMap(({ pairs }) =>
    pairs.map(([source, node]) => {
      const started = keysOf(podCreation.find(holderOf(source, terrain), terrain))
      const isOnNode = keysOf(podOfChoice.find('default', terrain)).some((key) => key.startsWith('node:'))
      return {
        id: `POD_CREATE ${source} → ${node}`,
        expected: 'there',
        got: started.includes('workloads:default') && isOnNode ? 'there' : 'not there',
      }
    }),
  )
}

/** KubeHound expects every account; no account of this cluster has a token in a secret. */
function tokenRows(edge: string, terrain: Terrain): Row[] {
  return edgesCalled(edge).flatMap(({ pairs }) =>
    pairs.map(([source, account]) => {
      const reached = closure(keysOf(secretRead.find(holderOf(source, terrain), terrain)), terrain)
      return {
        id: `${edge} ${source} → ${account}`,
        expected: 'secrets, no account',
        got: describeSecrets(reached, account),
      }
    }),
  )
}

function describeSecrets(reached: ReadonlySet<string>, account: string): string {
  const [secrets, taken] = [
    reached.has('secrets:default'),
    reached.has(accountPosition('default', account).key),
  ]
  return `${secrets ? 'secrets' : 'no secrets'}, ${taken ? 'the account' : 'no account'}`
}

/**
 * KubeHound leads to permission sets that exist; ours to the cluster or the namespace, in which all of them are. A
 * RoleBinding gives a ClusterRole inside namespaces only, whatever KubeHound says.
 */
const bindingTruth: Readonly<Record<string, string>> = {
  'rolebind-crb-cr-crb-cr::pod-bind-role-crb-cr-crb-cr': 'cluster:cluster',
  'rolebind-crb-cr-rb-cr::pod-bind-role-crb-cr-rb-cr': 'workloads:*',
  'rolebind-crb-cr-rb-r::pod-bind-rola-crb-cr-rb-r': 'workloads:default workloads:vault',
  'rolebind-rb-cr-rb-r::pod-bind-role-rb-cr-rb-r': 'workloads:default',
  'rolebind-rb-r-rb-r::pod-bind-role-rb-r-rb-r': 'workloads:default',
  'rolebind-rb-r-rb-r::pod-bind-role-rb-r-rb-r-g': 'workloads:default',
  'rolebind-rb-r-rb-r::pod-bind-role-rb-r-rb-r-u': 'workloads:default',
  // KubeHound's case 4, which it has not: a RoleBinding to a ClusterRole.
  'rolebind-rb-cr-rb-cr::pod-bind-role-rb-cr-rb-cr': 'workloads:default',
  'rolebind-rb-r-rb-crb::pod-bind-role-rb-r-rb-crb': 'workloads:default',
}

function bindingRows(terrain: Terrain): Row[] {
  const got = (source: string): string =>
    [
      ...new Set(
        keysOf(roleBinding.find(holderOf(source, terrain), terrain)).filter(
          (key) => !key.startsWith('switch:'),
        ),
      ),
    ]
      .sort()
      .join(' ')
  const expected = edgesCalled('ROLE_BIND').flatMap(({ pairs }) => pairs)
  const unlisted = Object.keys(bindingTruth).filter((source) => expected.every(([src]) => src !== source))
  return [...expected, ...unlisted.map((source) => [source, 'every right'] as const)].map(
    ([source, target]) => ({
      id: `ROLE_BIND ${source} → ${target}`,
      expected: bindingTruth[source] ?? 'nothing known',
      got: got(source),
    }),
  )
}

const without: readonly (readonly [string, Technique<'account'>])[] = [
  ['rolebind-rb-cr-crb-cr-fail::pod-bind-role-rb-cr-crb-cr-fail', roleBinding],
  ['rolebind-rb-r-crb-cr-fail::pod-bind-role-rb-r-crb-cr-fail', roleBinding],
  ['rolebind-crb-cr-crb-r-fail::pod-bind-role-crb-cr-crb-r-fail', roleBinding],
  ['impersonate::pod-impersonate', impersonation],
]

function negativeRows(terrain: Terrain): Row[] {
  const closed = without.map(([source, technique]) => ({
    id: `negative ${source}: ${technique.id}`,
    expected: 'nothing',
    got: keysOf(technique.find(holderOf(source, terrain), terrain)).join(' ') || 'nothing',
  }))
  const own = terrain.accounts.find(({ position }) => position.key === 'account:default/default')
  return [
    ...closed,
    {
      id: 'negative control-pod: its account has no rights',
      expected: '0 grants',
      got: `${own?.grants.length ?? 'no account,'} grants`,
    },
  ]
}
