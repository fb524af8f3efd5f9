import { cloudRegistries } from '../../knowledge/registries.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import type { Control } from '../control.ts'
import { forbidImage, imageName } from './images.ts'

export const imageOutsideOwnRegistry: Control<'container'> = {
  id: 'BH-0217',
  name: 'image-outside-own-registry',
  title: 'Image comes past your own registry',
  layer: 'workload',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['I.allow'],
  vector: 'supply-chain',
  references: [
    'trivy:KSV-0125',
    'krol3-container-security-checklist:KROL3-registry-2',
    'cis-aks-1.8:5.1.4',
    'cis-aks-1.7:5.1.4',
    'owasp-kubernetes:OWASP-K8S-6.2',
    'defender-for-containers:8d244d29-fa00-4332-b935-c3a51d525417',
    'aks-baseline:33',
  ],
  differs: {
    'trivy:KSV-0125':
      'Google’s Artifact Registry, the successor of gcr.io, counts as an own registry too, and so do the sovereign clouds of Azure and newer regions of AWS.',
  },
  rationale:
    'An image that nodes fetch from outside passes no scan, no signature check and no quarantine of yours, and nodes need a way out to the internet, which hostile code can use as well.',
  remediation:
    'Import the image into your own registry (`az acr import`), scan it there, and admit images from there only.',
  applies: 'container',
  check: (container) =>
    forbidImage(
      container,
      (image) => image.includes('/') && !isOwn(image),
      `Container ${container.name} takes its image ${imageName(container)} from outside your own registry.`,
    ),
  examples: {
    fail: ['image: vllm/vllm-openai:v0.9', 'image: ghcr.io/a/llm:v1', 'image: azurecr.io.example/llm'],
    pass: [
      'image: example.azurecr.io/llm:v1',
      'image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/llm:v1',
      'image: europe-west1-docker.pkg.dev/p/r/llm:v1',
      'image: nginx',
    ],
    unknown: ['image: "{{ .Values.registry }}/llm"'],
  },
}

function isOwn(image: string): boolean {
  const registry = parseImageReference(image)?.registry ?? image.slice(0, image.indexOf('/'))
  return cloudRegistries.names.some((name) => name.test(registry))
}
