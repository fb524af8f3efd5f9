import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { clusterPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

const group = 'apiregistration.k8s.io'

export const apiService: Technique<'account'> = {
  id: 'K8S_APISERVICE',
  name: 'api-service',
  title: 'An account takes over a group of the API',
  from: 'account',
  to: ['cluster'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1557'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: [],
  rationale:
    'An APIService sends every request for a group to a service of the attacker’s: he answers the controllers, and reads and forges what they work on, roles and deployments of other groups’ names among it.',
  find: byRights((held) =>
    held.anyOf(writeServices).flatMap((permission) =>
      openingsBy(permission, {
        to: [clusterPosition],
        deed: 'answer for groups of the API',
        isOutsideNamespaces: true,
      }),
    ),
  ),
  examples: {
    open: [withPod(granted(rule('create', 'apiservices', group))), withPod(granted(rule('*', '*', group)))],
    barred: [],
    closed: [
      withPod(granted(rule('get, list, watch', 'apiservices', group))),
      withPod(granted(rule('update', 'apiservices/status', group))),
      withPod(grantedInNamespace(rule('create', 'apiservices', group))),
    ],
    unknown: [withPod(granted(rule('{{ .Values.verb }}', 'apiservices', group)))],
  },
}

const writeServices = rights(['create', 'update', 'patch'], group, 'apiservices')
