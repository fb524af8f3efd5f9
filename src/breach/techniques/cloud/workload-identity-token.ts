import { originOf } from '../../../model/known.ts'
import type { Pod } from '../../../model/pod.ts'
import { workloadIdentityOf } from '../../facts/cloud-identities.ts'
import { doubted } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { cloudIdentityPosition, workloadLabel } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const workloadIdentityToken: Technique<'pod'> = {
  id: 'AZ_WI_TOKEN',
  name: 'workload-identity-token',
  title: 'Code in a pod acts in Azure as its workload identity',
  from: 'pod',
  to: ['cloud-identity'],
  guarantees: ['containment'],
  attack: ['T1550.001'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: [],
  controls: ['untrusted-pod-has-cloud-identity', 'projected-token-for-others'],
  rationale:
    'The webhook of workload identity puts a token into every pod with its label, even where the account’s own token is not mounted. Entra exchanges it for a token of the identity that trusts this account, and from then on the code has all its role assignments.',
  find: openings,
  examples: {
    open: [
      labelled('"true"'),
      projected('api://AzureADTokenExchange'),
      labelled('"true"').replace('containers:', 'automountServiceAccountToken: false\n  containers:'),
    ],
    barred: [],
    closed: ['{}', labelled('"false"'), labelled('"True"'), projected('vault'), annotatedOnly()],
    unknown: [labelled('"{{ .Values.identity }}"'), projected('"{{ .Values.audience }}"')],
  },
}

function openings(pod: Pod, { platform }: Terrain): readonly Opening[] {
  const token = workloadIdentityOf(pod, platform)
  if (token === undefined) return []
  const { identities, evidence } = token
  const origin = originOf(evidence) ?? pod.specOrigin
  return identities.flatMap(({ name, assumes }) => {
    const to = [cloudIdentityPosition(name)]
    const how = `${pod.kind} ${workloadLabel(pod)} gets a token that Entra exchanges for one of identity ${name}.`
    return openWays({ to, how, evidence: [origin], ...doubted(assumes) })
  })
}

function account(): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: model
  namespace: acme
  annotations: { azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555 }
---
`
}

function pod(metadata: string, spec: string): string {
  return `${account()}apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme, ${metadata} }
spec:
  serviceAccountName: model
  containers: [{ name: server, image: model }]
${spec}`
}

function labelled(use: string): string {
  return pod(`labels: { azure.workload.identity/use: ${use} }`, '')
}

/** An annotated account gives nothing to a pod without the label. */
function annotatedOnly(): string {
  return pod('', '')
}

function projected(audience: string): string {
  return pod(
    '',
    `  volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: ${audience} } }] } }]`,
  )
}
