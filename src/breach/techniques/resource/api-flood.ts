import { openByFact } from '../../ways/fact-openings.ts'
import { drainPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const apiFlood: Technique<'account'> = {
  id: 'RES_API_FLOOD',
  name: 'api-flood',
  title: 'A service account floods the API server',
  from: 'account',
  to: ['drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.002'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.apf', 'A.token'],
  controls: ['service-account-token-mounted', 'account-mounts-token'],
  rationale:
    'Every account may send requests, whether or not they are allowed; lists and watches are the dear ones. Unless flow schemas give each tenant a level of its own, all accounts queue at one, and the loudest decides how long controllers and neighbours wait.',
  find: ({ position }, terrain) =>
    openByFact('apiFairness', terrain, {
      to: [drainPosition('the API server')],
      how: `Requests by ${position.label} share one level with everybody’s.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { apiFairness: 'shared' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { apiFairness: 'isolated' } }],
    unknown: ['{}'],
  },
}
