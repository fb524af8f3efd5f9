import { openByFact } from '../../ways/fact-openings.ts'
import { registryPosition, registryPushPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const registryPush: Technique<'cloud-identity'> = {
  id: 'AZ_ACR_PUSH',
  name: 'registry-push',
  title: 'A cloud identity pushes images to the registry',
  from: 'cloud-identity',
  to: ['registry-push', 'registry'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1525'],
  matrix: ['MS-TA9002'],
  vector: 'supply-chain',
  barriers: ['I.push'],
  controls: [],
  rationale:
    'AcrPush, Contributor or the right to import replace what a tag stands for: whoever pulls it next, on any node and in any tenant, runs the attacker’s image. Each of these roles reads images, too.',
  find: ({ name, isOfNodes, rights }, terrain) =>
    openByFact(isOfNodes ? 'imagePush' : rights, terrain, {
      whose: name,
      to: [registryPushPosition, registryPosition],
      how: `Identity ${name} may push to the registry.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { imagePush: 'allowed' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { imagePush: 'none' } }],
    unknown: ['{}'],
  },
}
