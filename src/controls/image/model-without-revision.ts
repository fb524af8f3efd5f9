import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { instructionsOf, option, placeOf } from './build.ts'

const inPython = /(?:snapshot_download|hf_hub_download|from_pretrained)\(/

function find(command: ShellCommand): ShellWord | undefined {
  const { name, words } = command
  const texts = words.map(({ text }) => text)
  if (/^(?:huggingface-cli|hf)$/.test(name) && texts[1] === 'download') {
    return option(command, ['--revision']) === undefined ? words[0] : undefined
  }
  if (name === 'git' && texts.includes('clone')) {
    return words.find(({ text }) => /^https?:\/\/(?:[^/@]*@)?(?:huggingface\.co|hf\.co)\//.test(text))
  }
  return words.find(({ text }) => inPython.test(text) && !/revision\s*=/.test(text))
}

export const modelWithoutRevision: Control<'image-build'> = {
  id: 'BH-0682',
  name: 'model-without-revision',
  title: 'Model is fetched without a revision',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.digest', 'D.fmt'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Whoever may push to the model’s repository, or took it over, gives other weights and other code at the next build: a model is a program.',
  remediation: 'Name the commit: `hf download ORG/MODEL --revision 0123abcd…`.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'RUN', 'CMD', 'ENTRYPOINT'), (instruction) =>
      every(instruction.commands, (command) => {
        const found = find(command)
        return found === undefined
          ? pass()
          : fail(`${build.name} fetches a model without naming its revision.`, placeOf(instruction, found))
      }),
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN huggingface-cli download meta-llama/Llama-3',
      'FROM a:1\nRUN hf download x/y --local-dir /m',
      'FROM a:1\nRUN git clone https://huggingface.co/x/y',
      'FROM a:1\nRUN python -c "from huggingface_hub import snapshot_download; snapshot_download(\'x/y\')"',
    ],
    pass: [
      'FROM a:1\nRUN hf download x/y --revision 0123abc',
      'FROM a:1\nRUN git clone https://github.com/x/y',
      'FROM a:1\nRUN hf auth whoami',
    ],
    unknown: [],
  },
}
