import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

const programs = /^(?:curl|wget|git|aria2c)$/
const plain = /^(?:http|ftp|git):\/\/(?!localhost|127\.|\[::1\]|0\.0\.0\.0|\$)/

function find({ name, words }: ShellCommand): ShellWord | undefined {
  return programs.test(name) ? words.slice(1).find(({ text }) => plain.test(text)) : undefined
}

export const downloadOverHttp: Control<'image-build'> = {
  id: 'BH-0675',
  name: 'download-over-http',
  title: 'Build downloads over plain HTTP',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Over plain HTTP or git:// whoever stands between the build machine and the server chooses the file.',
  remediation: 'Use https, and compare a checksum.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      find,
      `${build.name} downloads over a connection that anyone on the way can change.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN curl -O http://x.example/y.tgz', 'FROM a:1\nRUN git clone git://x.example/y'],
    pass: [
      'FROM a:1\nRUN curl -O https://x.example/y.tgz',
      'FROM a:1\nRUN curl -f http://localhost:8000/health',
      'FROM a:1\nRUN curl http://127.0.0.1/x',
    ],
    unknown: [],
  },
}
