import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { doubted } from '../../steps/doubt.ts'
import type { Holding } from '../../accounts/holding.ts'
import { isAbout, join, type Permission } from '../../steps/permission.ts'
import { everywhere } from '../../steps/position.ts'
import type { Rights } from '../../accounts/rights.ts'
import { rulePositions } from '../../ways/switches.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

const group = 'rbac.authorization.k8s.io'

export const roleEscalation: Technique<'account'> = {
  id: 'K8S_RBAC_ESCALATE',
  name: 'role-escalation',
  title: 'An account writes every right into its own role',
  from: 'account',
  to: ['cluster', 'workloads', 'switch'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1098.006'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-escalates', 'binding-escalates', 'untrusted-pod-raises-its-rights'],
  rationale:
    'The API server lets nobody write rights into a role that he does not hold himself, unless he holds `escalate`. With it a role that is already bound to the account takes every right, wherever its binding counts.',
  find: byRights(openings),
  examples: {
    open: [
      withPod(granted(rule('escalate, update', 'clusterroles', group))),
      withPod(granted(rule('*', '*', group))),
      withPod(grantedInNamespace(rule('escalate, patch', 'roles', group))),
      withPod(granted(onlyRole('example'))),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('escalate', 'clusterroles', group))),
      withPod(granted(rule('update, patch', 'clusterroles', group))),
      withPod(grantedInNamespace(rule('escalate, patch', 'clusterroles', group))),
      withPod(granted(rule('escalate, patch', 'roles', group))),
      withPod(granted(onlyRole('other'))),
      withPod(granted(rule('escalate', 'clusterroles', group), rule('patch', 'clusterroles'))),
    ],
    unknown: [withPod(granted(rule('escalate, {{ .Values.verb }}', 'clusterroles', group)))],
  },
}

const ofClusterRoles = {
  escalate: rights(['escalate'], group, 'clusterroles'),
  write: rights(['update', 'patch'], group, 'clusterroles'),
}

const ofRoles = {
  escalate: rights(['escalate'], group, 'roles'),
  write: rights(['update', 'patch'], group, 'roles'),
}

/** Only a role that is bound to the account gives it anything; one is enough for each place. */
function openings(held: Rights, terrain: Terrain): readonly Opening[] {
  const reached = new Set<string>()
  return held.holdings.flatMap((holding) => {
    const permission = rewriting(holding, held)
    const place = `${holding.scope} ${holding.isClusterWide} ${permission?.assumes === undefined}`
    if (permission === undefined || reached.has(place)) return []
    reached.add(place)
    return openingsBy(permission, {
      to: rulePositions(holding, terrain),
      deed: `write every right into ${holding.role.kind} ${holding.role.name}`,
      isOutsideNamespaces: true,
    })
  })
}

function rewriting(holding: Holding, held: Rights): Permission | undefined {
  const { escalate, write } = holding.role.isClusterRole ? ofClusterRoles : ofRoles
  const [one, other] = [over(holding, held.anyOf(escalate)), over(holding, held.anyOf(write))]
  if (one === undefined || other === undefined) return undefined
  const both = join(holding.scope, one, other)
  return { ...both, ...doubted(both.assumes ?? holding.assumes) }
}

/** The surest permission over one role, where the role is. */
function over({ role }: Holding, permissions: readonly Permission[]): Permission | undefined {
  const found = permissions.filter(
    (each) =>
      isAbout(each, role.name) &&
      (each.scope === everywhere || (!role.isClusterRole && each.scope === role.namespace)),
  )
  return found.find(({ assumes }) => assumes === undefined) ?? found[0]
}

function onlyRole(name: string): string {
  return `{ apiGroups: [${group}], resources: [clusterroles], resourceNames: [${name}], verbs: [escalate, patch] }`
}
