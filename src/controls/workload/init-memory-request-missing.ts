import type { Control } from '../control.ts'
import { isInitContainer, requestVerdict } from './limits.ts'

export const initMemoryRequestMissing: Control<'container'> = {
  id: 'BH-0207',
  name: 'init-memory-request-missing',
  title: 'Init container reserves no memory',
  layer: 'workload',
  severity: 'info',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_K8S_12', 'trivy:KSV-0016'],
  rationale:
    'A pod’s reservation is the largest of its init containers and the sum of the others. An init container without a request makes the node overbooked while hostile code in it runs.',
  remediation: 'Set `resources.requests.memory` on the init container.',
  applies: 'container',
  when: (container) => isInitContainer(container) && container.pod.orchestrator === 'kubernetes',
  check: (container, platform) => requestVerdict(container, 'memory', platform),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n  containers: [{ name: server, image: llm }]',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { requests: { cpu: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { requests: { memory: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: {{ toYaml .Values.resources }}\n  containers: [{ name: server, image: llm }]',
    ],
  },
}
