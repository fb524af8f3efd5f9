import type { Control } from '../control.ts'
import { forbidInCommands, option } from './build.ts'

export const apkUntrusted: Control<'image-build'> = {
  id: 'BH-0662',
  name: 'apk-untrusted',
  title: 'apk installs unsigned packages',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_7', 'cis-docker-1.6-docker-bench:4.11'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => (command.name === 'apk' ? option(command, ['--allow-untrusted']) : undefined),
      `${build.name} installs packages with apk without checking signatures.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN apk add --allow-untrusted x'],
    pass: ['FROM a:1\nRUN apk add x'],
    unknown: [],
  },
}
