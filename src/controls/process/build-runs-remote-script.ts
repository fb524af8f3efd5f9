import type { ShellCommand } from '../../kernel/shell-command.ts'
import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { allSteps, commandOrigin } from './image-steps.ts'

export const buildRunsRemoteScript: Control<'pipeline'> = {
  id: 'BH-0713',
  name: 'build-runs-remote-script',
  title: 'Build runs a script straight from the network',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: ['krol3-container-security-checklist:KROL3-image-scanning-3'],
  rationale:
    'Whoever controls that server, or the way to it, runs code in the build and so in every image made by it.',
  remediation: 'Download to a file, compare its checksum with one in the repository, then run it.',
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).some(({ commands }) => commands.length > 0),
  check: (pipeline) =>
    every(allSteps(pipeline), (step) => {
      const command = downloadIntoShell(step)
      return command === undefined
        ? pass()
        : fail('The build pipes a download into a shell.', commandOrigin(command, step))
    }),
  examples: {
    fail: ['steps: [{ script: "curl -sSL https://get.example.com | bash" }]'],
    pass: ['steps: [{ script: "curl -o x.sh https://get.example.com && sha256sum -c sums && bash x.sh" }]'],
    unknown: [],
  },
}

const downloads = new Set(['curl', 'wget'])
const interpreters = /^(?:ba|da|a|z|k)?sh$|^(?:python|perl|ruby|node)[0-9.]*$/

function downloadIntoShell({ commands }: PipelineStep): ShellCommand | undefined {
  return commands.find(
    (command, index) =>
      interpreters.test(command.name) &&
      (commands.some(
        (other, at) => at < index && other.pipeline === command.pipeline && downloads.has(other.name),
      ) ||
        command.inner.some(({ name }) => downloads.has(name))),
  )
}
