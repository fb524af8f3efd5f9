import { tokenOf } from '../../../controls/identity/grants.ts'
import { originOf } from '../../../model/known.ts'
import type { Pod } from '../../../model/pod.ts'
import { apiServerBarriers } from '../../barriers/network.ts'
import { conditionOn, openWhere } from '../../steps/condition.ts'
import { plainPod } from '../../examples/example-objects.ts'
import { podWith } from '../../examples/example-pods.ts'
import { accountPosition, accountsPosition, podLabel, type Position } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const accountToken: Technique<'pod'> = {
  id: 'CTR_SA_TOKEN',
  name: 'account-token',
  title: 'Code in a pod acts as its service account',
  from: 'pod',
  to: ['account', 'accounts'],
  guarantees: ['containment'],
  attack: ['T1528'],
  matrix: ['MS-TA9016'],
  vector: 'exposed-secrets',
  barriers: ['A.token', 'N.eg', 'N.adm'],
  controls: ['service-account-token-mounted', 'account-mounts-token', 'service-account-token-asked-for'],
  rationale:
    'The token of the pod’s service account lies at a known path, for every process. With it and a way to the API server code has whatever the account may do.',
  find: openings,
  examples: {
    open: [
      '{}',
      'automountServiceAccountToken: true',
      projecting('{ path: token }', true),
      withAccount('automountServiceAccountToken: true', false),
    ],
    barred: [
      {
        manifest: withPolicy('{ podSelector: {}, policyTypes: [Egress] }'),
        facts: { networkPolicy: 'cilium' },
      },
    ],
    closed: [
      'automountServiceAccountToken: false',
      // Nobody mounts it, or it is for somebody else.
      projecting('{ path: token }', false),
      projecting('{ path: token, audience: "api://AzureADTokenExchange" }', true),
      withAccount('', false),
    ],
    unknown: [
      'automountServiceAccountToken: "{{ .Values.token }}"',
      'serviceAccountName: "{{ .Values.account }}"',
      projecting('{ path: token, audience: "{{ .Values.audience }}" }', true),
      projecting('{ path: token, audience: "https://kubernetes.default.svc" }', true),
    ],
  },
}

function openings(pod: Pod, terrain: Terrain): readonly Opening[] {
  const subject = podLabel(pod)
  const { serviceAccountName: name } = pod
  const token = tokenOf(pod, terrain.platform)
  const conditions = [
    conditionOn(token, (on) => on !== false, `whether ${subject} gets a token of its service account`),
    conditionOn(name, () => true, `which service account ${subject} runs as`),
  ]
  return openWhere(conditions, () => ({
    to: [accountOf(pod)],
    how: `The token of ${accountOf(pod).label} is mounted into ${pod.kind} ${pod.name}.`,
    barriers: apiServerBarriers(pod, terrain),
  })).map((opening) => ({
    ...opening,
    evidence: [originOf(token) ?? originOf(pod.serviceAccountName) ?? pod.origin],
  }))
}

/** Any of its namespace where the name cannot be read. */
function accountOf({ namespace, serviceAccountName: name }: Pod): Position {
  return name.state === 'hidden' ? accountsPosition(namespace) : accountPosition(namespace, name.value)
}

function projecting(source: string, isMounted: boolean): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  automountServiceAccountToken: false
  containers:
    - name: server
      image: model
      volumeMounts: [${isMounted ? '{ name: token, mountPath: /token }' : ''}]
  volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: ${source} }] } }]`
}

function withAccount(spec: string, isMounting: boolean): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata: { name: model, namespace: acme }
automountServiceAccountToken: ${isMounting}
---
${podWith(`serviceAccountName: model\n${spec}`)}`
}

function withPolicy(spec: string): string {
  return `${plainPod('acme')}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: acme }
spec: ${spec}`
}
