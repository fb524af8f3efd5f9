import type { Control } from '../control.ts'
import { forbidImage, imageName } from './images.ts'

export const imageShortName: Control<'container'> = {
  id: 'BH-0216',
  name: 'image-short-name',
  title: 'Node decides which registry the image comes from',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.allow'],
  vector: 'supply-chain',
  references: ['kubescape:C-0001'],
  rationale:
    'A short name says nothing of the registry: containerd takes the public Docker Hub, other runtimes search a list, and who registers the name in an earlier registry of that list delivers the code.',
  remediation: 'Write the registry out, best your own: `example.azurecr.io/model:1.4.2@sha256:…`.',
  applies: 'container',
  when: (container) => container.role === 'main',
  check: (container) =>
    forbidImage(
      container,
      (image) => !image.includes('/'),
      `Container ${container.name} leaves to the node which registry ${imageName(container)} comes from.`,
    ),
  examples: {
    fail: ['image: nginx', 'image: nginx:1.27.1'],
    pass: ['image: docker.io/library/nginx', 'image: example.azurecr.io/llm:v1'],
    unknown: ['image: "{{ .Values.image }}"'],
  },
}
