import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { opened } from '../image-examples.ts'
import { imageOfContainer, judgeImage } from './opened.ts'

const [pinned, moved] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]

export const tagMovedFromDigest: Control<'container'> = {
  id: 'BH-1327',
  name: 'tag-moved-from-digest',
  title: 'Tag beside the digest stands for another image by now',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'The digest decides what runs, the tag what people believe: fixes that were pushed under the tag since then do not run here, and who looks at the tag looks at another image.',
  remediation: 'Look at what was pushed, and name the digest of today; a bot does both.',
  applies: 'container',
  when: (container, platform) => {
    const look = platform.imageOf(container)
    return look.is === 'opened' && look.image.tagDigest !== undefined && look.image.digest !== undefined
  },
  check: (container, platform) =>
    judgeImage(container, platform, ({ tagDigest, digest }, place) =>
      tagDigest === digest
        ? pass()
        : fail(`${imageOfContainer(container)} is pinned, and its tag is ${tagDigest ?? ''} by now.`, place),
    ),
  examples: {
    fail: [opened({ digest: pinned, tagDigest: moved })],
    pass: [opened({ digest: pinned, tagDigest: pinned })],
    unknown: [],
  },
}
