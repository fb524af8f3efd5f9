import type { Control } from '../control.ts'
import { demand, every, pass } from '../verdict.ts'
import { instructionsOf, isHistoryLine } from './build.ts'

export const copyTargetNoFolder: Control<'image-build'> = {
  id: 'BH-0639',
  name: 'copy-target-no-folder',
  title: 'COPY of several files names no folder',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0011', 'hadolint:DL3021'],
  differs: {
    'trivy:DS-0011': 'A dot is a folder, and BuildKit takes it as one.',
    'hadolint:DL3021': 'A dot is a folder, and BuildKit takes it as one.',
  },
  rationale:
    'Several sources need a folder as target; without the slash the build fails or, where only one source is left, a file takes the folder’s place.',
  remediation: 'End the target with a slash.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'COPY'), ({ words, heredocs }) => {
      const target = words.at(-1)
      return words.length <= 2 || heredocs.length > 0 || target === undefined || isHistoryLine(words)
        ? pass()
        : demand(
            target,
            (path) => /(?:^|\/)\.{0,2}$/.test(path),
            `${build.name} copies several files to a target without a slash.`,
          )
    }),
  examples: {
    fail: ['FROM a:1\nCOPY a b c'],
    pass: ['FROM a:1\nCOPY a b c/', 'FROM a:1\nCOPY a b', 'FROM a:1\nCOPY a b .', 'FROM a:1\nCOPY a b ./..'],
    unknown: ['FROM a:1\nCOPY a b $X'],
  },
}
