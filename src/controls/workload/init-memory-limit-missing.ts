import type { Control } from '../control.ts'
import { isInitContainer, limitVerdict } from './limits.ts'

export const initMemoryLimitMissing: Control<'container'> = {
  id: 'BH-0205',
  name: 'init-memory-limit-missing',
  title: 'Init container may take all memory of its node',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_K8S_13', 'trivy:KSV-0018'],
  rationale:
    'Init containers and sidecars run the same hostile image or download. Without a limit of their own they can fill the memory of the node before, or while, the model runs.',
  remediation:
    'Set `resources.limits.memory` on the init container, or a LimitRange default in the namespace.',
  applies: 'container',
  when: (container) => isInitContainer(container),
  check: (container, platform) => limitVerdict(container, 'memory', platform),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n  containers: [{ name: server, image: llm }]',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { limits: { cpu: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { resources: { limits: { memory: 8Gi } }, initContainers: [{ name: fetch, image: fetch }], containers: [{ name: server, image: llm }] }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: { limits: { memory: 1 } }\n  containers: [{ name: server, image: llm }]',
    ],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers:\n    - name: fetch\n      image: fetch\n      resources: {{ toYaml .Values.resources }}\n  containers: [{ name: server, image: llm }]',
    ],
  },
}
