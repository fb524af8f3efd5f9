import type { Control } from '../control.ts'
import { every, fail, forbid, pass, worst } from '../verdict.ts'
import { isTillerByLabels } from './tillers.ts'

export const tiller: Control<'pod'> = {
  id: 'BH-0286',
  name: 'tiller',
  title: 'Tiller of Helm 2 is deployed',
  layer: 'cluster',
  severity: 'critical',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_34', 'trivy:KSV-0102'],
  rationale:
    'Tiller, the server of Helm 2, acts as cluster administrator for everybody who reaches its port, without asking who they are. It gets no fixes since 2020.',
  remediation:
    'Remove Tiller, its service and its account, and use Helm 3 or later, which acts with the rights of whoever runs it.',
  applies: 'pod',
  // A pod of which no image can be read shows nothing of what it is.
  when: (pod) =>
    pod.orchestrator === 'kubernetes' &&
    (isTillerByLabels(pod.podLabels) || pod.containers.some(({ image }) => image.state !== 'hidden')),
  check: (pod) => {
    const message = `${pod.kind} ${pod.name} is Tiller.`
    return worst([
      isTillerByLabels(pod.podLabels) ? fail(message, pod.origin) : pass(),
      every(
        pod.containers.filter(({ role }) => role !== 'ephemeral'),
        ({ image }) => forbid(image, (text) => text?.includes('tiller') === true, message),
      ),
    ])
  },
  examples: {
    fail: [
      'containers: [{ name: a, image: "gcr.io/kubernetes-helm/tiller:v2.16.9" }]',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: ops, labels: { app: helm } }\nspec: { containers: [{ name: a, image: a }] }',
    ],
    pass: ['{}'],
    unknown: ['containers: [{ name: a, image: a }, { name: b, image: "{{ .Values.image }}" }]'],
  },
}
