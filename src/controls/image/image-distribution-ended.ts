import type { Control } from '../control.ts'
import { fail } from '../verdict.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage, notFound } from './opened.ts'

const name = 'Debian GNU/Linux 10 (buster)'

export const imageDistributionEnded: Control<'container'> = {
  id: 'BH-1324',
  name: 'image-distribution-ended',
  title: 'Distribution of the image gets no more fixes',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['X.app'],
  vector: 'vulnerable-application',
  references: [],
  rationale:
    'Flaws that are found in it from now on stay in it: no rebuild takes them away, and advisories do not tell of them any more.',
  remediation: 'Build the image on a release of its distribution that still gets fixes.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ distribution, gaps }, place) => {
      if (distribution?.isOver === true) {
        const since = distribution.end === undefined ? '' : ` since ${distribution.end}`
        return fail(`${imageOfContainer(container)} is ${distribution.name}, without fixes${since}.`, place)
      }
      // Without a distribution there is nothing that could end, where all files were looked at.
      if (distribution === undefined) return notFound(container, gaps.files, 'a distribution')
      if (distribution.isOver === false) return notFound(container, gaps.layers, 'another distribution')
      return notFound(
        container,
        `nobody tells until when ${distribution.name} gets fixes`,
        'a distribution without fixes',
      )
    }),
  examples: {
    fail: [opened({ distribution: { name, isOver: true, end: '2024-06-30' } })],
    pass: [opened({ distribution: { name, isOver: false, end: '2028-06-30' } }), opened({})],
    unknown: [
      unopened(),
      opened({ distribution: { name, isOver: false, end: undefined }, gaps: { layers: 'A layer is torn.' } }),
      opened({ distribution: { name, isOver: undefined, end: undefined } }),
    ],
  },
}
