import type { Control } from '../control.ts'
import { forbidInCommands, option } from './build.ts'

export const yumUnsigned: Control<'image-build'> = {
  id: 'BH-0664',
  name: 'yum-unsigned',
  title: 'yum or dnf installs unsigned packages',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_9', 'cis-docker-1.6-docker-bench:4.11'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => (/^(?:yum|dnf|tdnf)$/.test(command.name) ? option(command, ['--nogpgcheck']) : undefined),
      `${build.name} installs packages without checking signatures.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN yum install -y --nogpgcheck x', 'FROM a:1\nRUN dnf --nogpgcheck install x'],
    pass: ['FROM a:1\nRUN yum install x'],
    unknown: [],
  },
}
