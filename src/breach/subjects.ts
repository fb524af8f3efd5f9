import { remember } from '../kernel/remember.ts'
import { valueOf } from '../model/known.ts'
import type { Asset } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { RoleBinding } from '../model/rbac.ts'
import type { AnyControl } from '../controls/any-control.ts'
import { groundsOf } from './map/grounds.ts'
import { podNetworkPosition, lastingWorkloadName, workloadName } from './steps/position.ts'
import type { GroundKind } from './technique.ts'
import type { Terrain } from './terrain.ts'

/** What a control did not pass on: the judgement of one asset. */
export interface Shortfall {
  readonly control: AnyControl
  readonly asset: Asset
}

/** Names of what positions and assets are about, so that a control's asset finds the steps that it bears on. */
type Subjects = ReadonlySet<string>

/** The whole cluster: a control on a thing that no workload owns bears on every step. */
const everything = '*'

/** The subjects of each position from which steps lead. */
export const subjectsOfPositions: (terrain: Terrain) => (key: string) => Subjects = remember(
  (terrain: Terrain) => {
    const grounds = new Map<string, object>()
    for (const kind of kinds) {
      for (const { position, ground } of groundsOf(kind, terrain)) grounds.set(position.key, ground)
    }
    grounds.set(podNetworkPosition.key, { pods: terrain.pods })
    return (key) => subjectsOf(grounds.get(key) ?? nothing)
  },
)

const nothing = {}
const kinds = [
  'container',
  'pod',
  'network',
  'port',
  'service',
  'account',
] as const satisfies readonly GroundKind[]

/** A pod and its containers share theirs. */
const subjectsOf = remember((ground: object): Subjects => {
  const pods = podsOf(ground)
  const [first] = pods
  return first !== undefined && pods.length === 1 ? subjectsOfPod(first) : new Set(pods.flatMap(namesOfPod))
})

const subjectsOfPod = remember((pod: Pod): Subjects => new Set(namesOfPod(pod)))

/** The pods that a ground is about. */
export function podsOf(about: unknown): readonly Pod[] {
  const ground = about as Partial<Record<'pod' | 'pods' | 'asset', unknown>>
  if (ground.pod !== undefined) return [ground.pod as Pod]
  if (ground.pods !== undefined) return ground.pods as readonly Pod[]
  return ground.asset === 'pod' ? [ground as unknown as Pod] : []
}

function namesOfPod(pod: Pod): string[] {
  return [
    `workload:${workloadName(pod)}`,
    `workload:${lastingWorkloadName(pod)}`,
    `namespace:${pod.namespace}`,
    `account:${pod.namespace}/${valueOf(pod.serviceAccountName) ?? ''}`,
  ]
}

/** What an asset of a control is about. */
export function subjectOfAsset(asset: Asset): readonly string[] {
  switch (asset.asset) {
    case 'container':
      return [`workload:${workloadName(asset.pod)}`]
    case 'pod':
      return [`workload:${workloadName(asset)}`]
    case 'namespace':
      return [`namespace:${asset.name}`]
    case 'service-account':
      return [`account:${asset.namespace}/${asset.name}`]
    case 'role-binding':
      return accountsOf(asset)
    default:
      return asset.namespace === '' ? [everything] : [`namespace:${asset.namespace}`]
  }
}

function accountsOf({ subjects, namespace }: RoleBinding): readonly string[] {
  const accounts = subjects
    .filter(({ kind }) => valueOf(kind) === 'ServiceAccount')
    .map((subject) => `account:${valueOf(subject.namespace) ?? namespace}/${valueOf(subject.name) ?? ''}`)
  return accounts.length < subjects.length ? [...accounts, everything] : accounts
}

/** Whether what a control falls short on bears on a step from a position. */
export function bearsOn(shortfalls: Subjects, position: Subjects): boolean {
  if (shortfalls.has(everything)) return true
  for (const name of position) if (shortfalls.has(name)) return true
  return false
}
