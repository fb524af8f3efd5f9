import { registryPosition } from '../../position.ts'
import type { Technique } from '../../technique.ts'

export const registryPull: Technique<'cloud-identity'> = {
  id: 'AZ_ACR_PULL',
  name: 'registry-pull',
  title: 'The nodes’ identity pulls every image of the registry',
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
  find: (_, { facts }) => {
    const { is, assumes } = facts.ask('imagePull')
    if (is === 'good') return []
    return [
      {
        to: registryPosition,
        how: 'The kubelet’s identity has AcrPull on the whole registry.',
        evidence: [],
        barriers: [],
        ...(assumes === undefined ? {} : { assumes }),
      },
    ]
  },
  examples: {
    open: [{ manifest: '{}', facts: { imagePull: 'all' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { imagePull: 'scoped' } }],
    unknown: ['{}'],
  },
}
