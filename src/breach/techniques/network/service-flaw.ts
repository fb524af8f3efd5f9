import type { Container } from '../../../model/container.ts'
import { originOf, valueOf } from '../../../model/known.ts'
import { barrierAt } from '../../barriers/make.ts'
import { containerPosition, workloadName } from '../../position.ts'
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
  find: ({ pods }) =>
    pods.flatMap(({ containers }) =>
      containers
        .filter(({ role }) => role !== 'init')
        .map((container) => ({
          to: containerPosition(container),
          how: `Container ${container.name} of ${container.pod.namespace}/${container.pod.name} answers whoever connects.`,
          evidence: [container.origin],
          barriers: [
            barrierAt('X.app', {
              at: applicationOf(container),
              domainOf: applicationOf(container),
              label: `${applicationOf(container)} has no known flaw`,
              evidence: [originOf(container.image)],
            }),
          ],
        })),
    ),
  examples: { open: [], barred: ['{}', 'image: "{{ .Values.image }}"'], closed: [], unknown: [] },
}

/** The software by its image; where that cannot be read, every container may be another. */
function applicationOf(container: Container): string {
  return valueOf(container.image) ?? `${workloadName(container.pod)}/${container.name}`
}
