import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { instructionsOf, placeOf } from './build.ts'

const trusts =
  /^--trust[-_]remote[-_]code(?:=(?:true|1))?$|trust_remote_code\s*=\s*True|"trust_remote_code"\s*:\s*true/i

function find({ words }: ShellCommand): ShellWord | undefined {
  return words.find(({ text }) => trusts.test(text))
}

export const imageRunsModelCode: Control<'image-build'> = {
  id: 'BH-0683',
  name: 'image-runs-model-code',
  title: 'Code that comes with a model is run',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['D.fmt'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'With trust_remote_code the repository of the model decides what Python runs, at the build and at every start: it is the shortest way for hostile code into the container.',
  remediation:
    'Remove it: use a model whose code is part of the library, or review the code, copy it into the image and pin its commit.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'RUN', 'CMD', 'ENTRYPOINT'), (instruction) =>
      every(instruction.commands, (command) => {
        const found = find(command)
        return found === undefined
          ? pass()
          : fail(`${build.name} runs code that comes with a model.`, placeOf(instruction, found))
      }),
    ),
  examples: {
    fail: [
      'FROM a:1\nCMD ["vllm", "serve", "x/y", "--trust-remote-code"]',
      "FROM a:1\nRUN python -c \"AutoModel.from_pretrained('x', revision='1', trust_remote_code=True)\"",
    ],
    pass: [
      'FROM a:1\nCMD ["vllm", "serve", "x/y"]',
      "FROM a:1\nRUN python -c \"AutoModel.from_pretrained('x', revision='1', trust_remote_code=False)\"",
      'FROM a:1\nCMD ["serve", "--trust-remote-code=false"]',
    ],
    unknown: [],
  },
}
