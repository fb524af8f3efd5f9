import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { type OperatorResource, operatorResources } from '../../../knowledge/operators.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { installedGroups } from '../../facts/installed-groups.ts'
import type { Permission } from '../../steps/permission.ts'
import { cloudPosition, clusterPosition, type Position, workloadsPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const operatorResource: Technique<'account'> = {
  id: 'K8S_OPERATOR',
  name: 'operator-resource',
  title: 'An account has an operator act for it',
  from: 'account',
  to: ['workloads', 'cluster', 'cloud'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1078'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: [],
  rationale:
    'Who may write a RayCluster, a workflow or an inference service starts pods without any right over pods. Who may write an Argo CD application or a Flux kustomization has the controller apply whatever he writes, with the controller’s rights: usually all.',
  find: byRights((held, { platform }) =>
    operators
      .filter(({ group }) => installedGroups(platform).has(group))
      .flatMap((operator) =>
        held.anyOf(operator.rights).flatMap((permission) =>
          openingsBy(doubted(operator, permission), {
            to: [targetOf(operator, permission)],
            deed: `write ${operator.resources.join(', ')}`,
          }),
        ),
      ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create', 'rayclusters', 'ray.io'))),
      withPod(grantedInNamespace(rule('patch', '*', 'argoproj.io'))),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('get, list, watch', 'rayclusters', 'ray.io'))),
      withPod(grantedInNamespace(rule('update', 'rayclusters/status', 'ray.io'))),
      withPod(granted(rule('create', 'configmaps', '*'))),
    ],
    unknown: [
      withPod(grantedInNamespace(rule('create', 'kustomizations', 'kustomize.toolkit.fluxcd.io'))),
      withPod(granted(rule('update', 'applications', 'argoproj.io'))),
      withPod(granted(rule('create', 'roleassignments', 'authorization.azure.com'))),
    ],
  },
}

function targetOf({ gives }: OperatorResource, { scope }: Permission): Position {
  if (gives === 'pods') return workloadsPosition(scope)
  return gives === 'cloud' ? cloudPosition : clusterPosition
}

/** With which rights a controller acts its manifests tell, and the cloud. */
function doubted({ gives, resources }: OperatorResource, permission: Permission): Permission {
  const [origin] = permission.evidence
  if (gives === 'pods' || permission.assumes !== undefined || origin === undefined) return permission
  const question = `which rights the controller of ${resources.join(' and ')} acts with`
  return { ...permission, assumes: { question, origin } }
}

const operators = operatorResources.map((operator) => ({
  ...operator,
  rights: rights(['create', 'update', 'patch'], operator.group, ...operator.resources),
}))
