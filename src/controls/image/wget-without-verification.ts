import type { Control } from '../control.ts'
import { forbidInCommands, option } from './build.ts'

export const wgetWithoutVerification: Control<'image-build'> = {
  id: 'BH-0655',
  name: 'wget-without-verification',
  title: 'wget does not verify certificates',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_3'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => (command.name === 'wget' ? option(command, ['--no-check-certificate']) : undefined),
      `${build.name} downloads with wget without verifying certificates.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN wget --no-check-certificate https://x'],
    pass: ['FROM a:1\nRUN wget https://x', 'FROM a:1\nRUN wget x && echo --no-check-certificate'],
    unknown: [],
  },
}
