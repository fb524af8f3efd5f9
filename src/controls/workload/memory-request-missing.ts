import type { Control } from '../control.ts'
import { requestVerdict } from './limits.ts'

export const memoryRequestMissing: Control<'container'> = {
  id: 'BH-0203',
  name: 'memory-request-missing',
  title: 'Container reserves no memory',
  layer: 'workload',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_12',
    'trivy:KSV-0016',
    'kubescape:C-0269',
    'kubescape:C-0004',
    'kubernetes-application-security-checklist:K8S-APP-design-2',
    'polaris:memoryRequestsMissing',
    'kube-linter:unset-memory-requirements',
    'azure-policy:03a4ecdb-0684-4039-be91-2762979e1bc8',
  ],
  rationale:
    'The scheduler packs nodes by requests. A container without one is placed as if it needed nothing, so that hostile code and its neighbours together need more memory than the node has, and the neighbours are killed.',
  remediation: 'Set `resources.requests.memory`, best equal to the limit.',
  applies: 'container',
  when: (container) => container.role === 'main' && container.pod.orchestrator === 'kubernetes',
  check: (container, platform) => requestVerdict(container, 'memory', platform),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { memory: 4 } }, containers: [{ name: a, image: a }, { name: b, image: b, resources: { requests: { memory: 1 } } }] }',
      'resources: { requests: { cpu: 1 } }',
      '{}',
      'resources: { requests: { memory: 0 } }',
    ],
    pass: [
      'resources: { requests: { memory: 1 } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { requests: { memory: 1 } }, containers: [{ name: server, image: llm }] }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { memory: 1 } }, containers: [{ name: server, image: llm }] }',
    ],
    unknown: [
      'resources: { requests: { memory: "{{ .Values.amount }}" } }',
      'resources: {{ toYaml .Values.resources }}',
    ],
  },
}
