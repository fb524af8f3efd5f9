import { isKnown, valueOf } from '../../model/known.ts'
import type { Grant, Platform } from '../../model/platform.ts'
import { reachOf } from '../../model/rbac-match.ts'
import type { Subject } from '../../model/rbac.ts'
import type { Account } from './account.ts'
import type { Pool } from '../nodes/pools.ts'
import { accountPosition, anonymousPosition, nodeAccountPosition } from '../steps/position.ts'

type Meant = (subject: Subject) => boolean

/**
 * Who is no service account and has rights by bindings: kubelets, requests without a credential, and the users and groups
 * whose names roles allow others to take.
 */
export function otherAccounts(platform: Platform, pools: readonly Pool[]): readonly Account[] {
  return [...kubelets(platform, pools), ...anonymous(platform), ...impersonated(platform)]
}

/** The node authorizer gives a kubelet what its pods use; bindings may give it more. */
function kubelets(platform: Platform, pools: readonly Pool[]): readonly Account[] {
  const grants = grantsOf(platform, isKubelet)
  if (grants.length === 0) return []
  return pools.map(({ name }) => ({
    kind: 'node',
    namespace: '',
    name: `system:node:${name}`,
    position: nodeAccountPosition(name),
    pods: [],
    grants: grantsOf(platform, (subject) => isKubelet(subject) || isEverybody(subject)),
  }))
}

function isKubelet({ kind, name }: Subject): boolean {
  if (isKnown(kind, 'Group')) return isKnown(name, 'system:nodes')
  return isKnown(kind, 'User') && (valueOf(name) ?? '').startsWith('system:node:')
}

function isEverybody({ kind, name }: Subject): boolean {
  return (
    isKnown(kind, 'Group') && ['system:authenticated', 'system:unauthenticated'].includes(valueOf(name) ?? '')
  )
}

function anonymous(platform: Platform): readonly Account[] {
  const grants = grantsOf(
    platform,
    ({ kind, name }) =>
      (isKnown(kind, 'User') && isKnown(name, 'system:anonymous')) ||
      (isKnown(kind, 'Group') && isKnown(name, 'system:unauthenticated')),
  )
  if (grants.length === 0) return []
  return [
    {
      kind: 'anonymous',
      namespace: '',
      name: 'system:anonymous',
      position: anonymousPosition,
      pods: [],
      grants,
    },
  ]
}

const impersonable = [
  { kind: 'user', resource: 'users', subject: 'User' },
  { kind: 'group', resource: 'groups', subject: 'Group' },
] as const

function impersonated(platform: Platform): readonly Account[] {
  return impersonable.flatMap(({ kind, resource, subject }) => {
    const right = { verb: 'impersonate', group: '', resource }
    const rules = platform.all('role').flatMap((role) => role.rules)
    const named = rules.filter((rule) => rule.resourceNames.length > 0 && reachOf(rule, right) !== 'none')
    const names = new Set(named.flatMap((rule) => rule.resourceNames.flatMap((name) => valueOf(name) ?? [])))
    return [...names].flatMap((name): readonly Account[] => {
      const grants = grantsOf(platform, (each) => isKnown(each.kind, subject) && isKnown(each.name, name))
      const position = { ...accountPosition(kind, name), label: `${kind} ${name}` }
      return grants.length === 0 ? [] : [{ kind, namespace: '', name, position, pods: [], grants }]
    })
  })
}

/** Grants to users and groups. */
function grantsOf(platform: Platform, isMeant: Meant): readonly Grant[] {
  return platform
    .all('role-binding')
    .filter(({ subjects }) => subjects.some(isMeant))
    .map((binding) => ({ binding, role: platform.roleOf(binding), match: 'yes' }))
}
