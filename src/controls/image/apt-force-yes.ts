import type { Control } from '../control.ts'
import { forbidInCommands, option } from './build.ts'

export const aptForceYes: Control<'image-build'> = {
  id: 'BH-0666',
  name: 'apt-force-yes',
  title: 'apt-get is forced',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_11', 'cis-docker-1.6-docker-bench:4.11'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => (command.name === 'apt-get' ? option(command, ['--force-yes']) : undefined),
      `${build.name} forces apt-get, which then takes unsigned and older packages.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN apt-get --force-yes install x'],
    pass: ['FROM a:1\nRUN apt-get install x', 'FROM a:1\nRUN apt-get update && echo --force-yes'],
    unknown: [],
  },
}
