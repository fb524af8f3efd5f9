import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const copyFromOwnStage: Control<'image-build'> = {
  id: 'BH-0638',
  name: 'copy-from-own-stage',
  title: 'COPY takes files from its own stage',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'supply-chain',
  references: ['trivy:DS-0006', 'hadolint:DL3023'],
  rationale:
    'A stage cannot copy from itself: the builder then looks for an image of that name in a registry, where anyone may have put one.',
  remediation: 'Name an earlier stage.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages, ({ alias, instructions }) =>
      every(
        instructions.filter(({ keyword }) => keyword === 'COPY'),
        ({ flags, origin }) =>
          flags.some(
            ({ name, value }) =>
              name === 'from' && alias !== undefined && valueOf(value)?.toLowerCase() === alias.toLowerCase(),
          )
            ? fail(`${build.name} copies from the stage that it is in.`, origin)
            : pass(),
      ),
    ),
  examples: {
    fail: ['FROM a:1 AS x\nCOPY --from=X a b'],
    pass: ['FROM a:1 AS x\nFROM b:1 AS y\nCOPY --from=x a b'],
    unknown: [],
  },
}
