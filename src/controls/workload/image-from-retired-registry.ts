import { retiredRegistries, stillFed } from '../../knowledge/registries.ts'
import type { Control } from '../control.ts'
import { forbidImage, imageName } from './images.ts'

export const imageFromRetiredRegistry: Control<'container'> = {
  id: 'BH-0218',
  name: 'image-from-retired-registry',
  title: 'Image comes from a registry that nobody feeds',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.allow', 'R.patch'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A registry that is frozen gets no fixes: its images keep every flaw that was found since, for hostile code beside them to use.',
  remediation: 'Take the image from the registry that took its place: registry.k8s.io for k8s.gcr.io.',
  applies: 'container',
  check: (container) =>
    forbidImage(
      container,
      isRetired,
      `Container ${container.name} takes its image ${imageName(container)} from a registry that nobody feeds any more.`,
    ),
  examples: {
    fail: [
      'image: k8s.gcr.io/pause:3.2',
      'image: gcr.io/google_containers/kubernetes-kafka:1.0',
      'image: quay.io/coreos/flannel:v0.12.0',
    ],
    pass: [
      'image: registry.k8s.io/pause:3.10',
      'image: example.io/k8s.gcr.io/pause',
      'image: quay.io/coreos/etcd:v3.5.18',
    ],
    unknown: ['image: "{{ .Values.image }}"'],
  },
}

const prefixes: readonly string[] = Object.keys(retiredRegistries).map((registry) => `${registry}/`)

function isRetired(image: string): boolean {
  const name = (image.split('@', 1)[0] ?? '').replace(/:[^/:]*$/, '')
  return !stillFed.has(name) && prefixes.some((prefix) => image.startsWith(prefix))
}
