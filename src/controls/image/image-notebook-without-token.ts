import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { shippedInstructions, placeOf } from './build.ts'

function find({ words }: ShellCommand): ShellWord | undefined {
  return words.find(({ text }) =>
    /^--(?:NotebookApp|ServerApp|IdentityProvider)\.(?:token|password)=$/.test(text),
  )
}

export const imageNotebookWithoutToken: Control<'image-build'> = {
  id: 'BH-0685',
  name: 'image-notebook-without-token',
  title: 'Notebook server asks nobody who calls',
  layer: 'image',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'vulnerable-application',
  references: [],
  rationale:
    'A notebook server runs whatever its callers send: without token and password, hostile code in any container that reaches it takes this one over.',
  remediation: 'Leave the token on, and bind to 127.0.0.1.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'RUN', 'CMD', 'ENTRYPOINT'), (instruction) =>
      every(instruction.commands, (command) => {
        const found = find(command)
        return found === undefined
          ? pass()
          : fail(
              `${build.name} starts a notebook server without authentication.`,
              placeOf(instruction, found),
            )
      }),
    ),
  examples: {
    fail: [
      "FROM a:1\nCMD jupyter lab --ip=0.0.0.0 --NotebookApp.token=''",
      'FROM a:1\nENTRYPOINT ["jupyter","notebook","--ServerApp.token="]',
    ],
    pass: [
      'FROM a:1\nCMD jupyter lab',
      "FROM a:1 AS x\nCMD jupyter lab --NotebookApp.token=''\nFROM b:1",
      'FROM a:1\nCMD jupyter lab --ServerApp.token=$TOKEN',
    ],
    unknown: [],
  },
}
