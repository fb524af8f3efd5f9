import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { isAbout, together } from '../../steps/permission.ts'
import { clusterPosition, nodeAccountPosition, type Position } from '../../steps/position.ts'
import type { Rights } from '../../accounts/rights.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

const group = 'certificates.k8s.io'

const approval = [
  rule('create', 'certificatesigningrequests', group),
  rule('update', 'certificatesigningrequests/approval', group),
]

export const certificateApproval: Technique<'account'> = {
  id: 'K8S_CSR',
  name: 'certificate-approval',
  title: 'An account approves its own client certificate',
  from: 'account',
  to: ['cluster', 'account'],
  guarantees: ['containment'],
  attack: ['T1552.004'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-approves-certificates', 'binding-approves-requests', 'untrusted-pod-raises-its-rights'],
  rationale:
    'A certificate names its user, and whoever approves the request decides whom. Nobody gets `system:masters`, but the users of the control plane are as good; the kubelets’ signer makes the attacker any node. The certificate outlives the account.',
  find: byRights(openings),
  examples: {
    open: [
      withPod(granted(...approval, rule('approve', 'signers', group))),
      withPod(granted(rule('*', '*', group))),
      withPod(granted(...approval, signer('kubernetes.io/*'))),
      withPod(granted(...approval, signer('kubernetes.io/kube-apiserver-client-kubelet'))),
    ],
    barred: [],
    closed: [
      withPod(granted(...approval)),
      withPod(
        granted(rule('create', 'certificatesigningrequests', group), rule('approve', 'signers', group)),
      ),
      withPod(grantedInNamespace(...approval, rule('approve', 'signers', group))),
      withPod(granted(...approval, signer('kubernetes.io/kubelet-serving'))),
      withPod(granted(...approval, rule('approve', 'signers'))),
    ],
    unknown: [withPod(granted(...approval, signer('{{ .Values.signer }}')))],
  },
}

const approveSigners = rights(['approve'], group, 'signers')

const needs = [
  rights(['create'], group, 'certificatesigningrequests'),
  rights(['update', 'patch'], group, 'certificatesigningrequests/approval'),
]

interface Signer {
  readonly name: string
  readonly subjects: (terrain: Terrain) => readonly Position[]
}

const signers: readonly Signer[] = [
  { name: 'kubernetes.io/kube-apiserver-client', subjects: () => [clusterPosition] },
  {
    name: 'kubernetes.io/kube-apiserver-client-kubelet',
    subjects: ({ pools }) => pools.all.map(({ name }) => nodeAccountPosition(name)),
  },
]

/** A signer is named as a whole, or by its domain (Kubernetes documentation, Certificate Signing Requests). */
function openings(held: Rights, terrain: Terrain): readonly Opening[] {
  const approve = held.anyOf(approveSigners)
  return signers.flatMap(({ name, subjects }) => {
    const domain = name.replace(/\/.*/, '/*')
    const meant = approve.filter((each) => isAbout(each, name) || isAbout(each, domain))
    return together(held.allOf(needs), meant).flatMap((permission) =>
      openingsBy(permission, {
        to: subjects(terrain),
        deed: `approve certificates of ${name}`,
        isOutsideNamespaces: true,
      }),
    )
  })
}

function signer(name: string): string {
  return `{ apiGroups: [${group}], resources: [signers], resourceNames: ['${name}'], verbs: [approve] }`
}
