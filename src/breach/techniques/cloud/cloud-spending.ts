import { openByFact } from '../../ways/fact-openings.ts'
import { drainPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const cloudSpending: Technique<'cloud-identity'> = {
  id: 'AZ_SPEND',
  name: 'cloud-spending',
  title: 'A cloud identity buys machines',
  from: 'cloud-identity',
  to: ['drain'],
  guarantees: ['fair-share'],
  attack: ['T1496.001'],
  matrix: ['MS-TA9039'],
  vector: 'misconfigured-container',
  barriers: ['Z.scope'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'Write rights on scale sets, virtual machines, node pools or ML compute start machines that somebody else pays for, until a quota of the subscription is used up.',
  find: ({ name, rights }, terrain) =>
    openByFact(rights, terrain, {
      whose: name,
      to: [drainPosition('spending in Azure')],
      how: `Identity ${name} may start machines of its choice.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { nodeIdentity: 'wide' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { nodeIdentity: 'scoped' } }],
    unknown: ['{}'],
  },
}
