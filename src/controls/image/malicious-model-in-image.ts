import type { Control } from '../control.ts'
import { fail, unknown, type Verdict } from '../verdict.ts'
import type { Container } from '../../model/pod.ts'
import type { ImageModel } from '../../model/image-facts.ts'
import type { Origin } from '../../model/origin.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage, listed, notFound } from './opened.ts'

export const maliciousModelInImage: Control<'container'> = {
  id: 'BH-1322',
  name: 'malicious-model-in-image',
  title: 'Model file in the image runs code when it is loaded',
  layer: 'image',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['D.fmt'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'The file is a program that calls what no model needs: it starts processes, opens connections or writes files as soon as it is loaded. Whoever made it runs code in the container without any flaw.',
  remediation:
    'Do not start the image. Find out who put the file there, and take weights as safetensors; `bulkhead model-file` tells what the file calls.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ models, gaps }, place) => {
      const malicious = pathsOf(models, 'malicious')
      if (malicious.length === 0) return undecided(container, { models, place, gap: gaps.files })
      return fail(`${imageOfContainer(container)} holds malicious models: ${listed(malicious)}.`, place)
    }),
  examples: {
    fail: [opened({ models: [{ path: 'models/llm.pkl', verdict: 'malicious' }] })],
    pass: [opened({})],
    unknown: [
      unopened(),
      opened({ models: [{ path: 'models/llm.pkl', verdict: 'suspicious' }] }),
      opened({ models: [{ path: 'models/llm.bin', verdict: 'unknown' }] }),
      opened({ gaps: { files: 'The layer is no whole tar archive.' } }),
    ],
  },
}

function pathsOf(models: readonly ImageModel[], wanted: ImageModel['verdict']): readonly string[] {
  return models.filter(({ verdict }) => verdict === wanted).map(({ path }) => path)
}

interface Left {
  readonly models: readonly ImageModel[]
  readonly place: Origin
  readonly gap: string | undefined
}

/** What is suspicious or was not read to its end may be malicious. */
function undecided(container: Container, { models, place, gap }: Left): Verdict {
  const paths = models.map(({ path }) => path)
  if (paths.length === 0) return notFound(container, gap, 'a malicious model')
  const subject = imageOfContainer(container)
  return unknown(`${subject} holds models that may run code when they are loaded: ${listed(paths)}.`, place)
}
