import type { Control } from '../control.ts'
import { forbidVariable } from './build.ts'

export const nodeVerificationOff: Control<'image-build'> = {
  id: 'BH-0659',
  name: 'node-verification-off',
  title: 'NODE_TLS_REJECT_UNAUTHORIZED is 0',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_6'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidVariable(
      build,
      (name, value) => name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0',
      `${build.name} switches certificate verification off for Node.js.`,
    ),
  examples: {
    fail: [
      'FROM a:1\nENV NODE_TLS_REJECT_UNAUTHORIZED 0',
      'FROM a:1\nRUN export NODE_TLS_REJECT_UNAUTHORIZED=0 && npm ci',
    ],
    pass: ['FROM a:1\nENV NODE_TLS_REJECT_UNAUTHORIZED=1'],
    unknown: [],
  },
}
