import { valueOf } from '../../model/known.ts'
import type { Instruction } from '../../model/image-build.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

export const wholeStageCopied: Control<'image-build'> = {
  id: 'BH-0695',
  name: 'whole-stage-copied',
  title: 'Whole file system of another stage or image is copied',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['hadolint:DL3067'],
  differs: { 'hadolint:DL3067': 'Only what ends up in the image counts: other stages are thrown away.' },
  rationale:
    'All that the other stage needed comes along: compilers, shells, caches, and credentials that a build left. Hostile code finds its tools ready, and the layers no longer tell where they come from.',
  remediation: 'Copy the folders that the program needs: `COPY --from=build /app /app`.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'COPY'), (copy) =>
      copiesRoot(copy)
        ? fail(`${build.name} copies a whole file system into the image.`, copy.origin)
        : pass(),
    ),
  examples: {
    fail: [
      'FROM a:1 AS x\nRUN make\nFROM scratch\nCOPY --from=x / /',
      'FROM b:1\nCOPY --from=debian:13 ["/", "/"]',
    ],
    pass: [
      'FROM a:1 AS x\nFROM scratch\nCOPY --from=x /app /',
      'FROM a:1 AS x\nFROM scratch\nCOPY --from=x / /rootfs/',
      'FROM a:1 AS x\nFROM a:1 AS y\nCOPY --from=x / /\nFROM scratch\nCOPY --from=y /app /app',
      'FROM a:1\nCOPY / /',
    ],
    unknown: [],
  },
}

function copiesRoot({ words, flags }: Instruction): boolean {
  const paths = words.map((word) => valueOf(word))
  return flags.some(({ name }) => name === 'from') && paths.at(-1) === '/' && paths.slice(0, -1).includes('/')
}
