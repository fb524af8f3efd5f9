import { openByFact } from '../../ways/fact-openings.ts'
import { registryPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const registryPull: Technique<'cloud-identity'> = {
  id: 'AZ_ACR_PULL',
  name: 'registry-pull',
  title: 'A cloud identity pulls every image of the registry',
  from: 'cloud-identity',
  to: ['registry'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1530'],
  matrix: ['MS-TA9037'],
  vector: 'supply-chain',
  barriers: ['I.pull'],
  controls: [],
  rationale:
    'AcrPull on a whole registry reads every repository: the images of all tenants, with the code, the weights and the secrets in them. Repository permissions (ABAC) keep an identity to its own.',
  find: ({ name, isOfNodes, rights }, terrain) =>
    openByFact(isOfNodes ? 'imagePull' : rights, terrain, {
      whose: name,
      to: [registryPosition],
      how: `Identity ${name} has AcrPull on the whole registry.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { imagePull: 'all' } }],
    barred: [],
    closed: [
      { manifest: '{}', facts: { imagePull: 'scoped' } },
      { manifest: '{}', facts: { imagePull: 'none' } },
    ],
    unknown: ['{}'],
  },
}
