import type { Control } from '../control.ts'
import { forbidVariable } from './build.ts'

export const npmVerificationOff: Control<'image-build'> = {
  id: 'BH-0660',
  name: 'npm-verification-off',
  title: 'NPM_CONFIG_STRICT_SSL is false',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_12'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidVariable(
      build,
      (name, value) => /^npm_config_strict_ssl$/i.test(name) && value === 'false',
      `${build.name} switches certificate verification off for npm.`,
    ),
  examples: {
    fail: ['FROM a:1\nENV NPM_CONFIG_STRICT_SSL=false', 'FROM a:1\nRUN npm_config_strict_ssl=false npm ci'],
    pass: ['FROM a:1\nENV NPM_CONFIG_STRICT_SSL=true'],
    unknown: [],
  },
}
