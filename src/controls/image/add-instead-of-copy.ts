import { type Known, originOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { instructionsOf, isHistoryLine } from './build.ts'

/** What ADD does and COPY does not: archives, addresses, Git. */
function needsAdd(words: readonly Known<string>[]): boolean {
  return /\.tar|https?:\/\/|git@/.test(words.map(written).join(' '))
}

/** As the file has it: an archive's ending shows also where a variable is part of the name. */
function written(word: Known<string>): string {
  const origin = originOf(word)
  return origin === undefined ? '' : origin.document.text.slice(origin.start, origin.end)
}

export const addInsteadOfCopy: Control<'image-build'> = {
  id: 'BH-0622',
  name: 'add-instead-of-copy',
  title: 'ADD copies local files',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['cis-docker-1.6-docker-bench:4.9', 'checkov:CKV_DOCKER_4', 'trivy:DS-0005', 'hadolint:DL3020'],
  rationale:
    'ADD also downloads and unpacks: a name that turns out to be an address or an archive puts files into the image that nobody looked at. COPY only copies.',
  remediation: 'Use COPY.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'ADD'), ({ words, origin }) =>
      needsAdd(words) || isHistoryLine(words)
        ? pass()
        : fail(`${build.name} uses ADD where COPY does.`, origin),
    ),
  examples: {
    fail: ['FROM a:1\nADD app /app'],
    pass: [
      'FROM a:1\nCOPY app /app',
      'FROM a:1\nADD x.tar.gz /x',
      'FROM a:1\nADD $X.tar.gz /x',
      'FROM a:1\nADD https://x /y',
    ],
    unknown: [],
  },
}
