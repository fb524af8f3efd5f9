import { openByFact } from '../../ways/fact-openings.ts'
import { cloudPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const roleAssignment: Technique<'cloud-identity'> = {
  id: 'AZ_ROLE_WRITE',
  name: 'role-assignment',
  title: 'A cloud identity gives itself roles in Azure',
  from: 'cloud-identity',
  to: ['cloud'],
  guarantees: ['containment'],
  attack: ['T1098.003'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Z.scope'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'Owner, User Access Administrator, or any role that writes role assignments without a condition has whatever it assigns to itself: everything in its scope.',
  find: ({ name, rights }, terrain) =>
    openByFact(rights, terrain, {
      whose: name,
      to: [cloudPosition],
      how: `Identity ${name} may write role assignments.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { nodeIdentity: 'wide' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { nodeIdentity: 'scoped' } }],
    unknown: ['{}'],
  },
}
