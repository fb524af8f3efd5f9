import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'

export const autoscalerUnbounded: Control<'autoscaler'> = {
  id: 'BH-0267',
  name: 'autoscaler-unbounded',
  title: 'Autoscaler has no bound of its own',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Hostile code, or a client that it serves, drives the metric up and the autoscaler pays: without a bound KEDA goes to 100 replicas, each with its GPU.',
  remediation:
    'Set `maxReplicaCount` (KEDA) or `maxReplicas` to what you are ready to pay for, and a ResourceQuota below it.',
  applies: 'autoscaler',
  check: (autoscaler) =>
    demand(
      autoscaler.maxReplicas,
      (maximum) => maximum !== undefined,
      `${autoscaler.kind} ${autoscaler.name} states no greatest number of replicas.`,
    ),
  examples: {
    fail: [
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: llm, namespace: models }\nspec: { scaleTargetRef: { name: llm }, minReplicaCount: 0 }',
    ],
    pass: [
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: llm, namespace: models }\nspec: { scaleTargetRef: { name: llm }, maxReplicaCount: 4 }',
    ],
    unknown: [
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: llm, namespace: models }\nspec: { scaleTargetRef: { name: llm }, maxReplicaCount: {{ .Values.max }} }',
    ],
  },
}
