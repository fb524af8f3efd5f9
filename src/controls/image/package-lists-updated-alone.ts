import type { ShellCommand } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { commandPlace, instructionsOf } from './build.ts'

const managers: readonly (readonly string[])[] = [['apt-get', 'apt'], ['yum'], ['apk'], ['dnf'], ['zypper']]
const installActions = [
  'upgrade',
  'install',
  'source-install',
  'reinstall',
  'groupinstall',
  'localinstall',
  'add',
]

function positions(
  commands: readonly ShellCommand[],
  names: readonly string[],
  actions: readonly string[],
): number[] {
  return commands.flatMap(({ name, words }, index) =>
    names.includes(name) && words.slice(1).some(({ text }) => actions.includes(text)) ? [index] : [],
  )
}

export const packageListsUpdatedAlone: Control<'image-build'> = {
  id: 'BH-0642',
  name: 'package-lists-updated-alone',
  title: 'Package lists are updated alone',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'vulnerable-application',
  references: ['cis-docker-1.6-docker-bench:4.7', 'checkov:CKV_DOCKER_5', 'trivy:DS-0017'],
  rationale:
    'The layer of an `update` alone stays in the build cache: later builds install from old lists, versions with known flaws included.',
  remediation: 'Update and install in one RUN.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'RUN'), (run) =>
      every(managers, (names) => {
        const updates = positions(run.commands, names, ['update', 'up'])
        const installs = positions(run.commands, names, installActions)
        const [first] = updates
        if (first === undefined || installs.some((at) => at > first)) return pass()
        const command = run.commands[first]
        return fail(
          `${build.name} updates package lists without installing from them in the same RUN.`,
          command === undefined ? run.origin : commandPlace(run, command),
        )
      }),
    ),
  examples: {
    fail: ['FROM a:1\nRUN apt-get update', 'FROM a:1\nRUN apt install x && apt update'],
    pass: [
      'FROM a:1\nRUN apt-get update && apt-get install -y x',
      'FROM a:1\nRUN apk --update add x',
      'FROM a:1\nRUN update-locale x',
    ],
    unknown: [],
  },
}
