import type { ShellCommand } from '../../kernel/shell-command.ts'
import type { Instruction } from '../../model/image-build.ts'
import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict } from '../verdict.ts'
import { commandPlace } from './build.ts'

/** Shells that are none of POSIX's stop otherwise. */
function isSafe(shell: readonly string[]): boolean {
  return shell.includes('pipefail') || /^(?:pwsh|powershell|cmd)/i.test(shell[0] ?? '')
}

function setsPipefail({ name, words }: ShellCommand): boolean {
  return name === 'set' && words.some(({ text }) => text === 'pipefail')
}

function judgeRun(name: string): (run: Instruction) => Verdict {
  return (run) => {
    if (run.commands.some(setsPipefail)) return pass()
    const piped = run.commands.find(
      (command, index) => run.commands[index + 1]?.pipeline === command.pipeline,
    )
    return piped === undefined
      ? pass()
      : fail(`${name} pipes commands whose failure goes unseen.`, commandPlace(run, piped))
  }
}

export const pipeHidesFailure: Control<'image-build'> = {
  id: 'BH-0687',
  name: 'pipe-hides-failure',
  title: 'Failed download does not stop the build',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'supply-chain',
  references: ['hadolint:DL4006'],
  rationale:
    'In a pipe only the last command’s result counts: where a download or a check before it fails, the build goes on, with half a file or with none.',
  remediation: 'Put `set -o pipefail &&` before the pipe, or `SHELL ["/bin/bash", "-o", "pipefail", "-c"]`.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages, ({ instructions }) =>
      instructions.some(
        ({ keyword, words }) => keyword === 'SHELL' && isSafe(words.map((word) => valueOf(word) ?? '')),
      )
        ? pass()
        : every(
            instructions.filter(({ keyword }) => keyword === 'RUN'),
            judgeRun(build.name),
          ),
    ),
  examples: {
    fail: ['FROM a:1\nRUN curl x | tar xz'],
    pass: [
      'FROM a:1\nRUN set -o pipefail && curl x | tar xz',
      'FROM a:1\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl x | tar xz',
      'FROM a:1\nRUN set -eux -o pipefail; a | b',
      'FROM a:1\nRUN curl x',
    ],
    unknown: [],
  },
}
