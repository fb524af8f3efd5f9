import { flaw, opened, unopened } from '../../../controls/image-examples.ts'
import { serviceFlaws } from '../../ways/service-openings.ts'
import type { Technique } from '../../technique.ts'

export const serviceFlaw: Technique<'port'> = {
  id: 'NET_SERVICE_FLAW',
  name: 'service-flaw',
  title: 'A flaw of what listens runs the caller’s code',
  from: 'port',
  to: ['container'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210'],
  matrix: [],
  vector: 'vulnerable-application',
  barriers: ['X.app'],
  controls: ['image-lets-callers-in'],
  rationale:
    'Whoever talks to a service needs one flaw in it to run code there. One flaw opens every container of the same image. Where images are opened and one has a known flaw that hands it to callers, nothing has to fail any more.',
  find: ({ pods }, { platform }) => serviceFlaws(pods, platform),
  examples: {
    open: [
      opened({ flaws: [flaw], ports: [8000] }),
      opened({ flaws: [flaw] }, 'ports: [{ containerPort: 8000 }]'),
    ],
    barred: [
      '{}',
      'image: "{{ .Values.image }}"',
      opened({}),
      opened({ flaws: [{ ...flaw, letsIn: 'no' }], ports: [8000] }),
    ],
    closed: [],
    unknown: [
      unopened(),
      opened({ flaws: [flaw] }),
      opened({ flaws: [{ ...flaw, letsIn: 'perhaps' }], ports: [8000] }),
      opened({ gaps: { flaws: '3 packages were not matched.' } }),
    ],
  },
}
