import type { Control } from '../control.ts'
import { forbidImage, hasDigest, imageName } from './images.ts'

export const imageDigestInvalid: Control<'container'> = {
  id: 'BH-0212',
  name: 'image-digest-invalid',
  title: 'Digest of the image pins nothing',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: ['kubescape:C-0306'],
  differs: {
    'kubescape:C-0306':
      'Kubescape counts 32 characters as enough. A digest whose length does not fit its algorithm is refused by every runtime.',
  },
  rationale:
    'A digest that is cut short or misspelt is refused by the runtime, and the quick repair is to drop it: the pin then protects nothing.',
  remediation: 'Take the digest from the registry: `sha256:` and 64 hexadecimal digits.',
  applies: 'container',
  check: (container) =>
    forbidImage(
      container,
      (image) => image.includes('@') && !hasDigest(image),
      `Container ${container.name} names its image ${imageName(container)} with a digest that no runtime accepts.`,
    ),
  examples: {
    fail: ['image: llm@sha256:1234', 'image: llm@latest'],
    pass: ['{}', 'image: llm'],
    unknown: ['image: llm@{{ .Values.digest }}'],
  },
}
