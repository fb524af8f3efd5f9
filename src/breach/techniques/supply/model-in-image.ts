import { opened, unopened } from '../../../controls/image-examples.ts'
import { maliciousModelInImage } from '../../../controls/image/malicious-model-in-image.ts'
import type { Container } from '../../../model/pod.ts'
import { containerPosition, workloadLabel } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'
import { openByVerdict } from '../../ways/verdict-openings.ts'

const model = 'models/llm.pkl'

export const modelInImage: Technique<'outside'> = {
  id: 'SUP_MODEL_IN_IMAGE',
  name: 'model-in-image',
  title: 'Who made a model in an image runs code with it',
  from: 'outside',
  to: ['container'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1204.003'],
  matrix: ['MS-TA9002'],
  vector: 'supply-chain',
  barriers: ['D.fmt'],
  controls: ['malicious-model-in-image'],
  rationale:
    'A model file that calls what no model needs is a program of whoever made it. Its maker is a stranger, and has code in every container that loads it: no flaw is needed, and no way in past policies, since it was carried in. What a model does that nobody could read to its end is not known.',
  find: (_, terrain) =>
    terrain.pods.flatMap(({ containers }) => containers.flatMap((container) => openings(container, terrain))),
  examples: {
    open: [opened({ models: [{ path: model, verdict: 'malicious' }] })],
    barred: [],
    // Of an image that was not opened no model is known: it is as with all that nobody asked to open.
    closed: ['{}', opened({}), unopened()],
    unknown: [
      opened({ models: [{ path: model, verdict: 'suspicious' }] }),
      opened({ models: [{ path: model, verdict: 'unknown' }] }),
    ],
  },
}

function openings(container: Container, { platform }: Terrain): readonly Opening[] {
  const look = platform.imageOf(container)
  if (look.is !== 'opened' || look.image.models.length === 0) return []
  return openByVerdict(maliciousModelInImage.check(container, platform), {
    to: [containerPosition(container)],
    question: `whether a model in the image of container ${container.name} of ${workloadLabel(container.pod)} runs code`,
    closedBy: maliciousModelInImage.name,
  })
}
