import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

import { isPip } from './pip.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!isPip(command)) return undefined
  return command.words.find(({ text }, index) => {
    const [name = '', value = command.words[index + 1]?.text ?? ''] = text.split(/=(.*)/s)
    return /^(?:-i|-f|--index-url|--extra-index-url|--find-links)$/.test(name) && value.startsWith('http://')
  })
}

export const pythonIndexOverHttp: Control<'image-build'> = {
  id: 'BH-0674',
  name: 'python-index-over-http',
  title: 'Python packages come over plain HTTP',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale: 'Over plain HTTP whoever stands between gives any package, and its setup code runs at once.',
  remediation: 'Use https, in `--index-url`, `--extra-index-url` and PIP_INDEX_URL.',
  applies: 'image-build',
  check: (build) => forbidInCommands(build, find, `${build.name} installs Python packages over plain HTTP.`),
  examples: {
    fail: [
      'FROM a:1\nRUN pip install --index-url http://x/simple y==1',
      'FROM a:1\nRUN pip install -i http://x y==1',
    ],
    pass: ['FROM a:1\nRUN pip install --index-url https://x/simple y==1'],
    unknown: [],
  },
}
