import type { Control } from '../control.ts'
import { forbidVariable } from './build.ts'

export const gitVerificationOff: Control<'image-build'> = {
  id: 'BH-0661',
  name: 'git-verification-off',
  title: 'GIT_SSL_NO_VERIFY is set',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_14'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidVariable(
      build,
      (name, value) => name === 'GIT_SSL_NO_VERIFY' && value !== '',
      `${build.name} switches certificate verification off for Git.`,
    ),
  examples: {
    fail: ['FROM a:1\nENV GIT_SSL_NO_VERIFY=1', 'FROM a:1\nRUN GIT_SSL_NO_VERIFY=0 git clone x'],
    pass: ['FROM a:1\nENV XGIT_SSL_NO_VERIFY=1', 'FROM a:1\nRUN git clone x'],
    unknown: [],
  },
}
