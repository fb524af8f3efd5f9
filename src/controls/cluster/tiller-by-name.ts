import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { isTillerByLabels } from './tillers.ts'

export const tillerByName: Control<'pod'> = {
  id: 'BH-0289',
  name: 'tiller-by-name',
  title: 'Workload is named as Tiller of Helm 2',
  layer: 'cluster',
  severity: 'critical',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'insecure-networking',
  references: ['trivy:KSV-0102'],
  rationale:
    'Tiller, the server of Helm 2, acts as cluster administrator for everybody who reaches its port, without asking who they are. It gets no fixes since 2020.',
  remediation:
    'Remove Tiller, its service and its account, and use Helm 3 or later, which acts with the rights of whoever runs it.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes' && !isTillerByLabels(pod.podLabels),
  check: (pod) =>
    pod.name.includes('tiller') || isTillerByLabels(pod.labels)
      ? fail(`${pod.kind} ${pod.name} is named as Tiller.`, pod.origin)
      : pass(),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: tiller-deploy, namespace: ops }\nspec: { containers: [{ name: a, image: a }] }',
    ],
    pass: ['{}'],
    unknown: [],
  },
}
