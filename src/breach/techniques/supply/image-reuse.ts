import { inNamespace } from '../../examples/example-objects.ts'
import { openByFact } from '../../ways/fact-openings.ts'
import { tenantsWithImages } from '../../ways/own-images.ts'
import { imageCopiesPosition, registryPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const imageReuse: Technique<'workloads'> = {
  id: 'SUP_IMAGE_REUSE',
  name: 'image-reuse',
  title: 'Pods of one’s choice run other tenants’ images',
  from: 'workloads',
  to: ['registry', 'image-copies'],
  guarantees: ['isolation'],
  attack: ['T1530'],
  matrix: [],
  vector: 'supply-chain',
  barriers: ['I.pull', 'V.node'],
  controls: ['pull-policy-not-always'],
  rationale:
    'Where the nodes pull with their own identity, a pod may name any image that this identity may pull, and read it from inside. Where tenants pull with secrets of their own, a pod that names another tenant’s image still gets the copy on the node: until Kubernetes 1.35 the kubelet does not ask whether it may.',
  find: (namespace, terrain) => [...pulled(namespace, terrain), ...copied(namespace, terrain)],
  examples: {
    open: [
      { manifest: twoTenants(), facts: { imagePull: 'all', placement: 'enforced' } },
      { manifest: twoTenants(), facts: { imagePull: 'scoped', placement: 'free' } },
    ],
    barred: [],
    closed: [
      { manifest: twoTenants(), facts: { imagePull: 'scoped', placement: 'enforced' } },
      {
        manifest: twoTenants().replaceAll('models.azurecr.io', 'docker.io'),
        facts: { imagePull: 'none', placement: 'free' },
      },
    ],
    unknown: [twoTenants(), { manifest: twoTenants(), facts: { imagePull: 'none' } }],
  },
}

function pulled(namespace: string, terrain: Terrain): readonly Opening[] {
  return openByFact('imagePull', terrain, {
    to: [registryPosition],
    how: `A pod of one’s choice in namespace ${namespace} runs whatever image the nodes may pull.`,
  })
}

/** Kubernetes 1.35 asks by default (KEP-2535, KubeletEnsureSecretPulledImages). */
const firstVersionThatAsks = 35

function copied(namespace: string, terrain: Terrain): readonly Opening[] {
  const { platform, tenants } = terrain
  const [, minor = 0] = platform.kubernetesVersion.split('.').map(Number)
  if (minor >= firstVersionThatAsks) return []
  const own = tenants.ofNamespace(namespace)
  if (tenantsWithImages(terrain).every((tenant) => tenant === own)) return []
  return openByFact('placement', terrain, {
    to: [imageCopiesPosition],
    how: `A pod of one’s choice in namespace ${namespace} gets the copy of an image that lies on the node.`,
  })
}

function twoTenants(): string {
  return ['acme', 'globex']
    .map((tenant) =>
      inNamespace(
        tenant,
        `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${tenant} }
spec: { containers: [{ name: server, image: models.azurecr.io/${tenant}/llm }] }`,
      ),
    )
    .join('\n---\n')
}
