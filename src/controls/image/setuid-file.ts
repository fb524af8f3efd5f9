import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { operands } from './build.ts'
import { forbidShipped } from './shipping.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (command.name !== 'chmod') return undefined
  return operands(command)
    .slice(0, 1)
    .find(({ text }) => /^0?[2467][0-7]{3}$|^[ugoa]*\+[rwx]*s/.test(text))
}

export const setuidFile: Control<'image-build'> = {
  id: 'BH-0677',
  name: 'setuid-file',
  title: 'Build makes a file setuid or setgid',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot', 'K.nnp'],
  vector: 'escape',
  references: ['cis-docker-1.6-docker-bench:4.8'],
  rationale:
    'A setuid program runs as its owner, whoever starts it: one flaw in it, and hostile code that runs as an unprivileged user is root in the container.',
  remediation: 'Remove the bit, and run the container without new privileges.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, find, {
      message: `${build.name} makes a file setuid or setgid.`,
      files: (command) =>
        operands(command)
          .slice(1)
          .map(({ text }) => text),
    }),
  examples: {
    fail: [
      'FROM a:1 AS x\nRUN chmod u+s /app/x\nFROM b:1\nCOPY --from=0 /app/ /app/',
      'FROM a:1\nRUN chmod u+s /bin/x',
      'FROM a:1\nRUN chmod 4755 /bin/x',
      'FROM a:1\nRUN chmod -R 02755 /x',
    ],
    pass: [
      'FROM a:1 AS x\nRUN chmod u+s /bin/x\nFROM b:1\nCOPY --from=x /app /app',
      'FROM a:1\nRUN chmod 755 /bin/x',
      'FROM a:1\nRUN chmod u-s /bin/x',
      'FROM a:1\nRUN find / -perm /6000 -exec chmod a-s {} +',
    ],
    unknown: [],
  },
}
