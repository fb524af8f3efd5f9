import { originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

export const wholeContextCopied: Control<'image-build'> = {
  id: 'BH-0686',
  name: 'whole-context-copied',
  title: 'Whole build context is copied',
  layer: 'image',
  severity: 'info',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['hadolint:DL4007'],
  differs: {
    'hadolint:DL4007':
      'Only what ends up in the image counts, from the build context; `ADD`, `/` and `*` take as much.',
  },
  rationale:
    '`COPY .` takes whatever lies in the folder on the day of the build: keys, `.git` with its history, notebooks with tokens. Whoever may pull the image has them.',
  remediation: 'Copy the folders that the program needs, and list the rest in `.dockerignore`.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'COPY', 'ADD'), ({ words, flags }) =>
      flags.some(({ name }) => name === 'from')
        ? pass()
        : every(words.slice(0, -1), (word) =>
            /^\.?\/?$|^\.?\/?\*$/.test(valueOf(word) ?? 'x')
              ? fail(`${build.name} copies the whole build context into the image.`, originOf(word))
              : pass(),
          ),
    ),
  examples: {
    fail: ['FROM a:1\nCOPY . /app', 'FROM a:1\nADD ./ /app/'],
    pass: ['FROM a:1\nCOPY src/ /app/', 'FROM a:1 AS x\nCOPY . .\nFROM b:1\nCOPY --from=x /a /a'],
    unknown: [],
  },
}
