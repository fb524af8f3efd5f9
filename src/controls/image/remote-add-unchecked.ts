import type { Control } from '../control.ts'
import { every, forbid, pass } from '../verdict.ts'
import { instructionsOf } from './build.ts'

/** A Git source at a commit is its own checksum. */
function isCommit(source: string): boolean {
  return /\.git#[0-9a-f]{40}(?::|$)/.test(source)
}

export const remoteAddUnchecked: Control<'image-build'> = {
  id: 'BH-0621',
  name: 'remote-add-unchecked',
  title: 'Build adds a remote file without checksum',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'ADD takes whatever the server gives at build time: whoever takes the server over puts code into the image.',
  remediation: 'Add `--checksum=sha256:…`; for Git sources name a commit.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'ADD'), ({ words, flags }) =>
      flags.some(({ name }) => name === 'checksum')
        ? pass()
        : every(words.slice(0, -1), (source) =>
            forbid(
              source,
              (from) => /^(?:https?|ftp):\/\//i.test(from) && !isCommit(from),
              `${build.name} adds a remote file without a checksum.`,
            ),
          ),
    ),
  examples: {
    fail: ['FROM a:1\nADD https://x.example/y.tgz /y'],
    pass: [
      'FROM a:1\nADD --checksum=sha256:00 https://x.example/y.tgz /y',
      'FROM a:1\nADD y.tgz /y',
      'FROM a:1\nADD https://github.com/x/y.git#0123456789abcdef0123456789abcdef01234567 /y',
    ],
    unknown: ['FROM a:1\nARG U\nADD $U /y'],
  },
}
