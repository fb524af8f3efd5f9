import type { Control } from '../control.ts'
import { forbid, worst } from '../verdict.ts'

export const terminalAttached: Control<'container'> = {
  id: 'BH-0294',
  name: 'terminal-attached',
  title: 'Container keeps a terminal open',
  layer: 'workload',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'An open standard input is a channel to the process for everybody who may attach to pods; a model server needs none.',
  remediation: 'Remove `stdin` and `tty`.',
  applies: 'container',
  when: (container, platform) =>
    platform.trustOf(container) === 'untrusted' && container.role !== 'ephemeral',
  check: (container) =>
    worst(
      [container.stdin, container.tty].map((known) =>
        forbid(known, (on) => on, `Container ${container.name} keeps a terminal open.`),
      ),
    ),
  fix: { safe: true, set: { stdin: false, tty: false } },
  examples: {
    fail: ['stdin: true', 'tty: true', 'stdin: true\ntty: true'],
    pass: ['{}', 'tty: false'],
    unknown: ['tty: {{ .Values.tty }}'],
  },
}
