import type { Pod } from '../../../model/pod.ts'
import { isOwnImage } from '../../ways/own-images.ts'
import { tenantPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

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
  find: (_, { pods, tenants }) => {
    const podsOf = Map.groupBy(pods, (pod) => tenants.of(pod))
    return tenants.names.flatMap((tenant) => {
      const image = (podsOf.get(tenant) ?? []).flatMap(ownImagesOf).at(0)
      if (image === undefined) return []
      return [
        {
          to: tenantPosition(tenant),
          how: `Tenant ${tenant} runs an image of a private registry.`,
          evidence: [image],
          barriers: [],
        },
      ]
    })
  },
  examples: {
    open: [pod('models.azurecr.io/acme/llm:1')],
    barred: [],
    closed: [pod('vllm/vllm-openai:v0.11')],
    unknown: [],
  },
}

function ownImagesOf({ containers }: Pod): readonly Pod['origin'][] {
  return containers
    .filter(isOwnImage)
    .flatMap(({ image }) => (image.state === 'stated' ? [image.origin] : []))
}

function pod(image: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ name: server, image: '${image}' }] }`
}
