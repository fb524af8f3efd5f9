import type { Control } from '../control.ts'
import { requestVerdict } from './limits.ts'

export const cpuRequestMissing: Control<'container'> = {
  id: 'BH-0204',
  name: 'cpu-request-missing',
  title: 'Container reserves no processor time',
  layer: 'workload',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.cpu'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_10',
    'trivy:KSV-0015',
    'kubescape:C-0268',
    'kubescape:C-0050',
    'kubernetes-application-security-checklist:K8S-APP-design-2',
    'polaris:cpuRequestsMissing',
    'kube-linter:unset-cpu-requirements',
    'azure-policy:03a4ecdb-0684-4039-be91-2762979e1bc8',
  ],
  rationale:
    'Requests become the shares by which the kernel divides a busy processor. A container without one is starved by hostile neighbours, and its node is overbooked.',
  remediation: 'Set `resources.requests.cpu`, best equal to the limit.',
  applies: 'container',
  when: (container) => container.role === 'main' && container.pod.orchestrator === 'kubernetes',
  check: (container, platform) => requestVerdict(container, 'cpu', platform),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { cpu: 4 } }, containers: [{ name: a, image: a }, { name: b, image: b, resources: { requests: { cpu: 1 } } }] }',
      'resources: { requests: { memory: 1 } }',
      '{}',
      'resources: { requests: { cpu: 0 } }',
    ],
    pass: [
      'resources: { requests: { cpu: 1 } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { requests: { cpu: 1 } }, containers: [{ name: server, image: llm }] }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { cpu: 1 } }, containers: [{ name: server, image: llm }] }',
    ],
    unknown: [
      'resources: { requests: { cpu: "{{ .Values.amount }}" } }',
      'resources: {{ toYaml .Values.resources }}',
    ],
  },
}
