import type { Control } from '../control.ts'
import { isInitContainer, requestVerdict } from './limits.ts'

export const initCpuRequestMissing: Control<'container'> = {
  id: 'BH-0208',
  name: 'init-cpu-request-missing',
  title: 'Init container reserves no processor time',
  layer: 'workload',
  severity: 'info',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.cpu'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_K8S_10', 'trivy:KSV-0015'],
  rationale:
    'A pod’s reservation is the largest of its init containers and the sum of the others. An init container without a request makes the node overbooked while hostile code in it runs.',
  remediation: 'Set `resources.requests.cpu` on the init container.',
  applies: 'container',
  when: (container) => isInitContainer(container) && container.pod.orchestrator === 'kubernetes',
  check: (container, platform) => requestVerdict(container, 'cpu', platform),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n  containers: [{ name: server, image: llm }]',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { requests: { memory: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { requests: { cpu: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: {{ toYaml .Values.resources }}\n  containers: [{ name: server, image: llm }]',
    ],
  },
}
