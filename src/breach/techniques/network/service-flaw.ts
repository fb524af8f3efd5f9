import { serviceFlaws } from '../../service-openings.ts'
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
  controls: [],
  rationale:
    'Whoever talks to a service needs one flaw in it to run code there. One flaw opens every container of the same image.',
  find: ({ pods }) => serviceFlaws(pods),
  examples: { open: [], barred: ['{}', 'image: "{{ .Values.image }}"'], closed: [], unknown: [] },
}
