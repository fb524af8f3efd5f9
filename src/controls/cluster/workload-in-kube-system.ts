import { isKnown, unset, valueOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const workloadInKubeSystem: Control<'pod'> = {
  id: 'BH-0283',
  name: 'workload-in-kube-system',
  title: 'Workload of yours stands in kube-system',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0037'],
  differs: { 'trivy:KSV-0037': 'What AKS itself deploys and repairs, by its labels, belongs there.' },
  rationale:
    'Admission, quotas and policies spare kube-system, and its secrets and accounts rule the cluster: code that runs there is past most barriers.',
  remediation: 'Give the workload a namespace of its own, with Pod Security at its strictest that works.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) !== 'managed',
  check: (pod) =>
    pod.namespace === 'kube-system' && !isControlPlane(pod)
      ? fail(`${pod.kind} ${pod.name} stands in kube-system.`, pod.origin)
      : pass(),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: kube-system }\nspec: { containers: [{ name: a, image: a }] }',
    ],
    pass: [
      '{}',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: etcd, namespace: kube-system, labels: { tier: control-plane, component: etcd } }\nspec: { priorityClassName: system-node-critical, containers: [{ name: a, image: a }] }',
    ],
    unknown: [],
  },
}

/** Static pods of the control plane, by the labels that kubeadm gives them. */
const components = new Set(['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler'])

function isControlPlane(pod: Pod): boolean {
  const label = (name: string): string => valueOf(pod.labels.get(name) ?? unset()) ?? ''
  return (
    label('tier') === 'control-plane' &&
    components.has(label('component')) &&
    isKnown(pod.priorityClassName, 'system-node-critical')
  )
}
