import type { Control } from '../control.ts'
import { forbidImage, imageName } from './images.ts'

export const imageWithoutDigest: Control<'container'> = {
  id: 'BH-0211',
  name: 'image-without-digest',
  title: 'Image is not pinned by its digest',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [
    'checkov:CKV_K8S_43',
    'kubescape:C-0306',
    'krol3-container-security-checklist:KROL3-image-hardening-10',
    'kubernetes-security-checklist:K8S-SEC-images-3',
  ],
  rationale:
    'A tag can be moved to other content by anyone who may push. Only a digest makes the node run the very image that was scanned, signed and approved.',
  remediation: 'Append the digest: `registry/model:1.4.2@sha256:…`, and let a bot move it with the tag.',
  applies: 'container',
  check: (container) =>
    forbidImage(
      container,
      (image) => !image.includes('@'),
      `Container ${container.name} names its image ${imageName(container)} without a digest.`,
    ),
  examples: {
    fail: ['image: nginx', 'image: ghcr.io/a/llm:1.4.2', 'image: registry:5000/llm'],
    pass: ['{}'],
    unknown: ['image: "{{ .Values.image }}"'],
  },
}
