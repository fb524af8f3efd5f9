import type { ShellCommand } from '../../kernel/shell-command.ts'
import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { commandPlace } from './build.ts'

const logins: readonly (readonly string[])[] = [
  ['aws', 'configure', 'set', 'aws_access_key_id'],
  ['aws', 'configure', 'set', 'aws_secret_access_key'],
  ['gcloud', 'auth', 'activate-service-account'],
  ['az', 'login'],
]

function wordsOf(command: ShellCommand): string[] {
  return command.words.slice(0, 4).map(({ text }) => text)
}

export const cloudLoginInBuild: Control<'image-build'> = {
  id: 'BH-0615',
  name: 'cloud-login-in-build',
  title: 'Build logs in to a cloud',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['trivy:DS-0031'],
  rationale:
    'A login in RUN leaves its token in the layer’s home folder, and its secret in the history: hostile code in the container becomes that cloud identity.',
  remediation:
    'Log in where the pipeline runs, or within one `RUN --mount=type=secret` step that leaves nothing behind.',
  applies: 'image-build',
  check: (build) =>
    every(
      build.stages.slice(-1).flatMap(({ instructions }) => instructions),
      (run) =>
        run.keyword !== 'RUN' ||
        run.flags.some(({ name, value }) => name === 'mount' && /type=secret/.test(valueOf(value) ?? ''))
          ? pass()
          : every(run.commands, (command) =>
              logins.some((login) => login.every((word, index) => wordsOf(command)[index] === word))
                ? fail(
                    `${build.name} logs in to a cloud, and the image keeps what that leaves.`,
                    commandPlace(run, command),
                  )
                : pass(),
            ),
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN az login --service-principal -u x -p y',
      'FROM a:1\nRUN x && aws configure set aws_secret_access_key x',
    ],
    pass: ['FROM a:1\nRUN --mount=type=secret,id=x az login', 'FROM a:1\nRUN aws configure set region x'],
    unknown: [],
  },
}
