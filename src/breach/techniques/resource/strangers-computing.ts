import { openWays } from '../../ways/fact-openings.ts'
import { drainPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const strangersComputing: Technique<'outside'> = {
  id: 'RES_MINING',
  name: 'strangers-computing',
  title: 'Code with a way out computes for strangers',
  from: 'outside',
  to: ['drain'],
  guarantees: ['fair-share'],
  attack: ['T1496.001'],
  matrix: ['MS-TA9039'],
  vector: 'insecure-networking',
  barriers: [],
  controls: ['pod-egress-open', 'job-without-deadline'],
  rationale:
    'Limits say how much a container may compute, not for whom. What it needs to mine or to serve somebody else’s requests is a way to fetch the work and to hand in the result: only what bars the way out bars that.',
  find: () =>
    openWays({
      to: [drainPosition('computing for strangers')],
      how: 'Work comes in and results go out the same way.',
    }),
  examples: { open: ['{}'], barred: [], closed: [], unknown: [] },
}
