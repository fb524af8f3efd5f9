import { type Known, originOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { instructionsOf } from './build.ts'

/** What ADD does and COPY does not: archives, addresses, Git. */
function needsAdd(words: readonly Known<string>[]): boolean {
  return /\.tar|https?:\/\/|git@/.test(words.map(written).join(' '))
}

/** As the file has it: an archive's ending shows also where a variable is part of the name. */
function written(word: Known<string>): string {
  const origin = originOf(word)
  return origin === undefined ? '' : origin.document.text.slice(origin.start, origin.end)
}

export const addDownloadsOrUnpacks: Control<'image-build'> = {
  id: 'BH-0623',
  name: 'add-downloads-or-unpacks',
  title: 'ADD downloads or unpacks',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['cis-docker-1.6-docker-bench:4.9', 'checkov:CKV_DOCKER_4'],
  rationale:
    'ADD takes files from a network or out of an archive in one step, and no step in between can check them: a hostile archive writes where it likes in the image.',
  remediation:
    'Download with a check in a stage of its own and COPY the result; keep ADD only with `--checksum`.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'ADD'), ({ words, origin }) =>
      needsAdd(words) ? fail(`${build.name} downloads or unpacks with ADD.`, origin) : pass(),
    ),
  examples: {
    fail: ['FROM a:1\nADD x.tar.gz /x', 'FROM a:1\nADD http://x/y.zip /y'],
    pass: ['FROM a:1\nCOPY app /app', 'FROM a:1\nADD x /x'],
    unknown: [],
  },
}
