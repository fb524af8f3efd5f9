import type { Control } from '../control.ts'
import { isInitContainer, limitVerdict } from './limits.ts'

export const initCpuLimitMissing: Control<'container'> = {
  id: 'BH-0206',
  name: 'init-cpu-limit-missing',
  title: 'Init container may take all processor time of its node',
  layer: 'workload',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.cpu'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_K8S_11', 'trivy:KSV-0011'],
  rationale:
    'Init containers and sidecars run the same hostile image or download. Without a limit of their own they take every idle cycle of the node for as long as they like.',
  remediation: 'Set `resources.limits.cpu` on the init container, or a LimitRange default in the namespace.',
  applies: 'container',
  when: (container) => isInitContainer(container),
  check: (container, platform) => limitVerdict(container, 'cpu', platform),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n  containers: [{ name: server, image: llm }]',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { limits: { memory: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { cpu: 4 } }, initContainers: [{ name: fetch, image: fetch }], containers: [{ name: server, image: llm }] }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { limits: { cpu: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: {{ toYaml .Values.resources }}\n  containers: [{ name: server, image: llm }]',
    ],
  },
}
