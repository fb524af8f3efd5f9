import { tokenOf } from '../../../controls/identity/grants.ts'
import { originOf, valueOf } from '../../../model/known.ts'
import type { Pod } from '../../../model/pod.ts'
import { apiServerBarriers } from '../../barriers/network.ts'
import { accountPosition } from '../../position.ts'
import type { Opening, Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const accountToken: Technique<'pod'> = {
  id: 'CTR_SA_TOKEN',
  name: 'account-token',
  title: 'Code in a pod acts as its service account',
  from: 'pod',
  to: ['account'],
  guarantees: ['containment'],
  attack: ['T1528'],
  matrix: ['MS-TA9016'],
  vector: 'exposed-secrets',
  barriers: ['A.token', 'N.eg', 'N.adm'],
  controls: ['service-account-token-mounted', 'account-mounts-token'],
  rationale:
    'The token of the pod’s service account lies at a known path, for every process. With it and a way to the API server code has whatever the account may do.',
  find: openings,
  examples: {
    open: ['{}', 'automountServiceAccountToken: true'],
    barred: [],
    closed: ['automountServiceAccountToken: false'],
    unknown: ['automountServiceAccountToken: "{{ .Values.token }}"'],
  },
}

function openings(pod: Pod, terrain: Terrain): readonly Opening[] {
  const token = tokenOf(pod, terrain.platform)
  if (valueOf(token) === false) return []
  const name = valueOf(pod.serviceAccountName) ?? 'default'
  const origin = originOf(token)
  const question = `whether ${pod.kind} ${pod.namespace}/${pod.name} gets a token of its service account`
  return [
    {
      to: accountPosition(pod.namespace, name),
      how: `The token of service account ${name} is mounted into ${pod.kind} ${pod.name}.`,
      evidence: origin === undefined ? [pod.specOrigin] : [origin],
      barriers: apiServerBarriers(pod, terrain),
      ...(token.state === 'hidden' ? { assumes: { question, origin: token.origin } } : {}),
    },
  ]
}
