import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const copiedImageWithoutDigest: Control<'image-build'> = {
  id: 'BH-0607',
  name: 'copied-image-without-digest',
  title: 'Files are copied from an unpinned image',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Files copied from another image run in yours. By tag, whoever may push that tag chooses them at the next build.',
  remediation:
    'Pin the image by digest in `COPY --from=` and `RUN --mount=from=`, or name it once as a stage.',
  applies: 'image-build',
  check: (build) => {
    const names = new Set(build.stages.map(({ alias }) => alias?.toLowerCase()))
    return every(instructionsOf(build, 'COPY', 'ADD'), ({ flags }) =>
      every(
        flags.filter(({ name }) => name === 'from'),
        ({ value }) =>
          forbid(
            value,
            (from) =>
              !names.has(from.toLowerCase()) &&
              !/^\d+$/.test(from) &&
              from !== 'scratch' &&
              !from.includes('@sha256:'),
            `${build.name} copies files from an image by tag, which can be moved.`,
          ),
      ),
    )
  },
  examples: {
    fail: ['FROM a:1\nCOPY --from=ghcr.io/astral-sh/uv:0.9 /uv /uv'],
    pass: [
      'FROM a:1 AS x\nFROM b:1\nCOPY --from=X /a /b\nCOPY --from=0 /a /b',
      'FROM a:1\nCOPY --from=uv@sha256:00 /uv /uv',
    ],
    unknown: ['FROM a:1\nARG I\nCOPY --from=$I a b'],
  },
}
