import { parseImageReference } from '../../../model/image-reference.ts'
import { valueOf } from '../../../model/known.ts'
import { tenantPosition } from '../../position.ts'
import type { Technique } from '../../technique.ts'
import type { Pod } from '../../../model/pod.ts'

export const registryToTenants: Technique<'registry'> = {
  id: 'SUP_IMAGE_READ',
  name: 'registry-to-tenants',
  title: 'Images of a tenant hold its code, weights and secrets',
  from: 'registry',
  to: ['tenant'],
  guarantees: ['isolation'],
  attack: ['T1530'],
  matrix: ['MS-TA9037'],
  vector: 'supply-chain',
  barriers: ['I.pull'],
  controls: [],
  rationale:
    'A private image is data: who pulls it reads the tenant’s code, the weights that are baked in and whatever credential a layer forgot.',
  find: (_, { pods, tenants }) =>
    tenants.names.flatMap((tenant) => {
      const owner = pods.find((pod) => tenants.of(pod) === tenant && privateImageOf(pod) !== undefined)
      const image = owner === undefined ? undefined : privateImageOf(owner)
      if (image === undefined) return []
      return [
        {
          to: tenantPosition(tenant),
          how: `Tenant ${tenant} runs an image of a private registry.`,
          evidence: [image],
          barriers: [],
        },
      ]
    }),
  examples: {
    open: [pod('models.azurecr.io/acme/llm:1')],
    barred: [],
    closed: [pod('vllm/vllm-openai:v0.11')],
    unknown: [],
  },
}

/** Registries where anybody pulls what tenants usually run. */
const publicRegistries = new Set([
  'docker.io',
  'ghcr.io',
  'quay.io',
  'nvcr.io',
  'gcr.io',
  'registry.k8s.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
])

function privateImageOf(pod: Pod): Pod['origin'] | undefined {
  for (const { image } of pod.containers) {
    const reference = parseImageReference(valueOf(image) ?? '')
    if (reference !== undefined && !publicRegistries.has(reference.registry) && image.state === 'stated')
      return image.origin
  }
  return undefined
}

function pod(image: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ name: server, image: '${image}' }] }`
}
