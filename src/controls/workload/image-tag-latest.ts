import type { Control } from '../control.ts'
import { forbidImage, imageName, isLatest } from './images.ts'

export const imageTagLatest: Control<'container'> = {
  id: 'BH-0210',
  name: 'image-tag-latest',
  title: 'Image is whatever is newest',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [
    'checkov:CKV_K8S_14',
    'trivy:KSV-0013',
    'kube-linter:latest-tag',
    'polaris:tagNotSpecified',
    'krol3-container-security-checklist:KROL3-image-hardening-10',
    'azure-policy:021f8078-41a0-40e6-81b6-c6597da9f3ee',
  ],
  rationale:
    'Whoever can push to the repository, or sits between it and the node, replaces the code that runs at the next restart: what was scanned and approved is not what runs.',
  remediation: 'Name the version, and best its digest: `registry/model:1.4.2@sha256:…`.',
  applies: 'container',
  check: (container) =>
    forbidImage(
      container,
      isLatest,
      `Container ${container.name} runs whatever ${imageName(container)} is at the time.`,
    ),
  examples: {
    fail: ['image: nginx', 'image: nginx:latest', 'image: registry:5000/llm', 'image: ghcr.io/a/llm:latest'],
    pass: [
      'image: nginx:1.27.1',
      'image: registry:5000/llm:v1',
      'image: llm:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000',
    ],
    unknown: ['image: "{{ .Values.image }}"', 'image: llm:${TAG}'],
  },
}
