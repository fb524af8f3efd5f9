import { unset, valueOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { every, fail, forbid, worst, pass } from '../verdict.ts'

export const kubernetesDashboard: Control<'pod'> = {
  id: 'BH-0285',
  name: 'kubernetes-dashboard',
  title: 'Kubernetes dashboard is deployed',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac', 'A.api'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_33', 'owasp-kubernetes:OWASP-K8S-5.1'],
  rationale:
    'The dashboard acts with its own account for whoever reaches it and gets past its login; it is archived and gets no fixes.',
  remediation: 'Remove it, and use the Azure portal, Headlamp or kubectl with your own rights.',
  applies: 'pod',
  // A pod of which no image can be read shows nothing of what it is.
  when: (pod) =>
    pod.orchestrator === 'kubernetes' &&
    (isLabelled(pod) || pod.containers.some(({ image }) => image.state !== 'hidden')),
  check: (pod) => {
    const message = `${pod.kind} ${pod.name} is the Kubernetes dashboard.`
    return worst([
      isLabelled(pod) ? fail(message, pod.origin) : pass(),
      every(pod.containers, ({ image }) =>
        forbid(image, (text) => /kubernetes-dashboard|kubernetesui/.test(text ?? ''), message),
      ),
    ])
  },
  examples: {
    fail: [
      'containers: [{ name: a, image: kubernetesui/dashboard:v2.7.0 }]',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: ops, labels: { k8s-app: kubernetes-dashboard } }\nspec: { containers: [{ name: a, image: a }] }',
    ],
    pass: ['{}'],
    unknown: ['containers: [{ name: a, image: a }, { name: b, image: "{{ .Values.image }}" }]'],
  },
}

function isLabelled({ podLabels }: Pod): boolean {
  return valueOf(podLabels.get('app') ?? podLabels.get('k8s-app') ?? unset()) === 'kubernetes-dashboard'
}
