import { rights } from '../../../controls/identity/abilities.ts'
import {
  binding,
  granted,
  grantedInNamespace,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import type { Barrier } from '../../../knowledge/barriers.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import type { Permission } from '../../steps/permission.ts'
import { everywhere, type Position } from '../../steps/position.ts'
import { clusterSwitch, namespaceSwitch } from '../../ways/switches.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const policyRemoval: Technique<'account'> = {
  id: 'K8S_POLICY_OFF',
  name: 'policy-removal',
  title: 'An account takes the barriers of a namespace away',
  from: 'account',
  to: ['switch'],
  guarantees: ['containment', 'isolation', 'fair-share'],
  attack: ['T1562.001'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: [
    'untrusted-pod-switches-admission-off',
    'untrusted-pod-changes-network',
    'untrusted-pod-lifts-quotas',
  ],
  rationale:
    'A policy holds as long as its object is there. A label of the namespace is its Pod Security level and what webhooks select by; network policies add up, so that one more opens what the others close; a quota is gone with one request. A RoleBinding in a namespace is enough for the namespace itself.',
  find: byRights((held, terrain) =>
    switches.flatMap((each) =>
      held
        .anyOf(each.rights)
        .flatMap((permission) =>
          openingsBy(permission, { to: positionsOf(each, permission, terrain), deed: `change ${each.what}` }),
        ),
    ),
  ),
  examples: {
    open: [
      withPod(granted(rule('patch', 'namespaces'))),
      withPod(grantedInNamespace(rule('patch', 'namespaces'))),
      withPod(grantedInNamespace(rule('create', 'networkpolicies', 'networking.k8s.io'))),
      withPod(grantedInNamespace(rule('delete', 'resourcequotas'))),
      withPod(granted(rule('delete', 'validatingadmissionpolicybindings', 'admissionregistration.k8s.io'))),
      withPod(binding('ClusterRole', 'admin', modelAccount)),
      withPod(
        granted("{ apiGroups: [''], resources: [namespaces], resourceNames: [models], verbs: [patch] }"),
      ),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('get, list, create', 'namespaces'))),
      withPod(grantedInNamespace(rule('create', 'resourcequotas, limitranges'))),
      withPod(grantedInNamespace(rule('delete', 'networkpolicies'))),
      withPod(grantedInNamespace(rule('delete', '*', 'admissionregistration.k8s.io'))),
      withPod(binding('ClusterRole', 'view', modelAccount)),
    ],
    unknown: [withPod(grantedInNamespace(rule('{{ .Values.verb }}', 'namespaces')))],
  },
}

interface Switch {
  readonly what: string
  readonly rights: readonly Right[]
  readonly barriers: readonly Barrier[]
  /** Of each namespace; else one for the cluster, of what all namespaces have. */
  readonly isOfNamespace: boolean
}

const modify = ['update', 'patch'] as const
const remove = ['delete', 'deletecollection'] as const
const change = ['create', ...modify, ...remove] as const

const switches: readonly Switch[] = [
  {
    what: 'labels of namespaces',
    rights: rights(modify, '', 'namespaces'),
    barriers: ['A.psa', 'A.policy'],
    isOfNamespace: true,
  },
  {
    what: 'network policies',
    rights: [
      ...rights(change, 'networking.k8s.io', 'networkpolicies'),
      ...rights(change, 'cilium.io', 'ciliumnetworkpolicies'),
      ...rights(change, 'crd.projectcalico.org', 'networkpolicies'),
    ],
    barriers: ['N.in', 'N.eg'],
    isOfNamespace: true,
  },
  {
    what: 'quotas and limits',
    rights: rights([...modify, ...remove], '', 'resourcequotas', 'limitranges'),
    barriers: ['A.quota'],
    isOfNamespace: true,
  },
  {
    what: 'admission policies',
    rights: [
      ...rights(
        [...modify, ...remove],
        'admissionregistration.k8s.io',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
        'validatingwebhookconfigurations',
      ),
      ...rights([...modify, ...remove], 'kyverno.io', 'clusterpolicies'),
      ...rights([...modify, ...remove], 'templates.gatekeeper.sh', 'constrainttemplates'),
    ],
    barriers: ['A.policy', 'I.sig', 'I.allow'],
    isOfNamespace: false,
  },
  {
    what: 'cluster-wide network policies',
    rights: [
      ...rights(change, 'cilium.io', 'ciliumclusterwidenetworkpolicies'),
      ...rights(change, 'crd.projectcalico.org', 'globalnetworkpolicies'),
      ...rights(
        change,
        'policy.networking.k8s.io',
        'adminnetworkpolicies',
        'baselineadminnetworkpolicies',
        'clusternetworkpolicies',
      ),
    ],
    barriers: ['N.adm', 'N.in', 'N.eg'],
    isOfNamespace: false,
  },
]

function positionsOf(each: Switch, permission: Permission, terrain: Terrain): readonly Position[] {
  const { what, barriers, isOfNamespace } = each
  if (!isOfNamespace) return [clusterSwitch(what, barriers, terrain)]
  return placesOf(each, permission, terrain).map((scope) =>
    namespaceSwitch(what, { scope, barriers }, terrain),
  )
}

/** Names of namespaces are places themselves; a named policy may be in any namespace that has one of the name. */
function placesOf({ what }: Switch, { names, scope }: Permission, { platform }: Terrain): readonly string[] {
  if (names === undefined) return [scope]
  if (what === 'labels of namespaces') return names.filter((name) => [name, everywhere].includes(scope))
  const holders = (['network-policy', 'extended-network-policy', 'resource-quota', 'limit-range'] as const)
    .flatMap((kind) => platform.all(kind))
    .filter((object) => names.includes(object.name) && [object.namespace, everywhere].includes(scope))
  return [...new Set(holders.map(({ namespace }) => namespace))]
}
