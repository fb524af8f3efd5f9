import { openByFact } from '../../ways/fact-openings.ts'
import { registryPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const anonymousPull: Technique<'outside'> = {
  id: 'SUP_ANON_PULL',
  name: 'anonymous-pull',
  title: 'The registry hands out images without a login',
  from: 'outside',
  to: ['registry'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1530'],
  matrix: [],
  vector: 'supply-chain',
  barriers: ['I.pull', 'Z.pe'],
  controls: [],
  rationale:
    'Anonymous pull opens every repository of the registry to whoever reaches it, code in any container with a way out among them. No pull right, scope or rotated secret matters then.',
  find: (_, terrain) =>
    openByFact('anonymousPull', terrain, {
      to: [registryPosition],
      how: 'The registry answers pulls without a login.',
    }),
  examples: {
    open: [{ manifest: '{}', facts: { anonymousPull: 'allowed' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { anonymousPull: 'denied' } }],
    unknown: ['{}'],
  },
}
