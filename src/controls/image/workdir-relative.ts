import type { Control } from '../control.ts'
import { demand, every } from '../verdict.ts'
import { instructionsOf } from './build.ts'

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:)/.test(path)
}

export const workdirRelative: Control<'image-build'> = {
  id: 'BH-0635',
  name: 'workdir-relative',
  title: 'WORKDIR is relative',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['checkov:CKV_DOCKER_10', 'trivy:DS-0009', 'hadolint:DL3000'],
  rationale:
    'A relative folder depends on the base image: when that changes, files of yours land in a folder that others may write, or in one that is searched for programs.',
  remediation: 'Write an absolute path.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'WORKDIR'), ({ words }) =>
      every(words.slice(0, 1), (path) => demand(path, isAbsolute, `${build.name} sets a relative WORKDIR.`)),
    ),
  examples: {
    fail: ['FROM a:1\nWORKDIR app', 'FROM a:1\nWORKDIR "../x"'],
    pass: ['FROM a:1\nWORKDIR /app', 'FROM a:1\nWORKDIR c:\\\\windows', 'FROM a:1\nARG D=/x\nWORKDIR $D'],
    unknown: ['FROM a:1\nWORKDIR $HOME/x'],
  },
}
