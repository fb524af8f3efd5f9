import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'

export const imageMissing: Control<'container'> = {
  id: 'BH-0219',
  name: 'image-missing',
  title: 'Container names no image',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest', 'I.allow'],
  vector: 'supply-chain',
  references: [
    'checkov:CKV_K8S_14',
    'checkov:CKV_K8S_15',
    'checkov:CKV_K8S_43',
    'trivy:KSV-0013',
    'polaris:tagNotSpecified',
  ],
  rationale:
    'Whoever fills in the image later decides which code runs, and nothing in this file says that it is the code that was reviewed.',
  remediation: 'Name the image, with its digest.',
  applies: 'container',
  // A custom resource may leave the image to its operator.
  when: (container) =>
    container.pod.orchestrator === 'kubernetes' && container.pod.confidence === 'confirmed',
  check: (container) =>
    demand(
      container.image,
      (image) => image !== undefined && image.trim() !== '',
      `Container ${container.name} names no image.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { containers: [{ name: server }] }',
    ],
    pass: ['image: nginx'],
    unknown: ['image: "{{ .Values.image }}"'],
  },
}
