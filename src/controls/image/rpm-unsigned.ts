import type { Control } from '../control.ts'
import { forbidInCommands, option } from './build.ts'

export const rpmUnsigned: Control<'image-build'> = {
  id: 'BH-0665',
  name: 'rpm-unsigned',
  title: 'rpm installs unverified packages',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_10', 'cis-docker-1.6-docker-bench:4.11'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) =>
        command.name === 'rpm'
          ? option(command, ['--nodigest', '--nosignature', '--noverify', '--nofiledigest'])
          : undefined,
      `${build.name} installs packages with rpm without verifying them.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN rpm -i --nosignature x.rpm'],
    pass: ['FROM a:1\nRUN rpm -i x.rpm', 'FROM a:1\nRUN rpm -i x || echo --nodigest'],
    unknown: [],
  },
}
