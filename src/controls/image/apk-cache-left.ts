import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { option, runs } from './build.ts'
import { forbidShipped, packageCaches } from './shipping.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!runs(command, /^apk$/, ['add'])) return undefined
  return option(command, ['--no-cache']) === undefined ? command.words[0] : undefined
}

export const apkCacheLeft: Control<'image-build'> = {
  id: 'BH-0646',
  name: 'apk-cache-left',
  title: 'apk leaves its cache in the image',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0025', 'hadolint:DL3019'],
  differs: {
    'trivy:DS-0025': 'Only what ends up in the image counts: other stages are thrown away.',
    'hadolint:DL3019': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'Package lists in the image are ballast that scanners and attackers read alike, and hostile code installs from them without asking the network first.',
  remediation: 'Add `--no-cache`.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, find, {
      message: `${build.name} installs with apk without --no-cache.`,
      files: () => packageCaches,
    }),
  examples: {
    fail: ['FROM a:1\nRUN apk add x', 'FROM a:1\nRUN apk update && apk --update add x'],
    pass: [
      'FROM a:1 AS x\nRUN apk add y\nFROM b:1\nCOPY --from=x /app /app',
      'FROM a:1\nRUN apk add --no-cache x',
      'FROM a:1\nRUN apk --no-cache add x',
    ],
    unknown: [],
  },
}
