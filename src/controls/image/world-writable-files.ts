import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { every, forbid, worst } from '../verdict.ts'
import { operands } from './build.ts'
import { forbidShipped, shippedCopies } from './shipping.ts'

/** The sticky bit keeps folders such as /tmp apart. */
const writable = /^0?[0-7][0-7][2367]$|^(?=[ug]*[oa])[ugoa]+[+=][rx]*w/
function find(command: ShellCommand): ShellWord | undefined {
  if (command.name !== 'chmod') return undefined
  return operands(command)
    .slice(0, 1)
    .find(({ text }) => writable.test(text))
}

export const worldWritableFiles: Control<'image-build'> = {
  id: 'BH-0678',
  name: 'world-writable-files',
  title: 'Build makes files writable for everybody',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.rofs'],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'Files that everybody may write are code that hostile code may change: it waits in them for a process with more rights, or for the next start.',
  remediation: 'Give the one user that has to write the folder: `COPY --chown=10001 --chmod=750`.',
  applies: 'image-build',
  check: (build) => {
    const message = `${build.name} makes files writable for everybody.`
    const copies = every(shippedCopies(build), ({ flags }) =>
      every(
        flags.filter(({ name }) => name === 'chmod'),
        ({ value }) => forbid(value, (mode) => writable.test(mode), message),
      ),
    )
    const files = (command: ShellCommand): string[] =>
      operands(command)
        .slice(1)
        .map(({ text }) => text)
    return worst([copies, forbidShipped(build, find, { message, files })])
  },
  examples: {
    fail: [
      'FROM a:1\nRUN chmod -R 777 /app',
      'FROM a:1\nRUN chmod o+w /x',
      'FROM a:1\nRUN chmod a+rwx /x',
      'FROM a:1\nCOPY --chmod=777 a b',
      'FROM a:1 AS x\nRUN chmod -R 777 /app\nFROM b:1\nCOPY --from=x /app/bin /bin',
    ],
    pass: [
      'FROM a:1\nRUN chmod 755 /x',
      'FROM a:1\nRUN chmod 1777 /tmp',
      'FROM a:1\nRUN chmod o-w /x',
      'FROM a:1\nRUN chmod +x /x',
      'FROM a:1\nRUN chmod g+w /x',
      'FROM a:1 AS x\nRUN chmod -R 777 /build\nFROM b:1\nCOPY --from=x /app /app',
    ],
    unknown: ['FROM a:1\nARG M\nCOPY --chmod=$M a b'],
  },
}
