import { byDefault } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { isUntrustedPod } from './grants.ts'

export const untrustedPodHasCloudIdentity: Control<'pod'> = {
  id: 'BH-0382',
  name: 'untrusted-pod-has-cloud-identity',
  title: 'Untrusted code holds a cloud identity',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Workload identity gives the pod a token that Entra ID exchanges for one of the managed identity: code in the container acts in the cloud with all its role assignments.',
  remediation:
    'Remove the label, fetch what the model needs before it starts, or give it an identity that may read that and nothing else.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod) =>
    forbid(
      pod.podLabels.get('azure.workload.identity/use') ?? byDefault('false'),
      (use) => use === 'true',
      `Code in ${pod.kind} ${pod.name} holds a cloud identity.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models, labels: { azure.workload.identity/use: "true" } }\nspec: { containers: [{ name: main, image: llm }] }',
    ],
    pass: ['{}'],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models, labels: { azure.workload.identity/use: "{{ .Values.identity }}" } }\nspec: { containers: [{ name: main, image: llm }] }',
    ],
  },
}
