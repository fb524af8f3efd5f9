import type { Control } from '../control.ts'
import { forbidVariable } from './build.ts'

export const pipTrustedHostVariable: Control<'image-build'> = {
  id: 'BH-0657',
  name: 'pip-trusted-host-variable',
  title: 'PIP_TRUSTED_HOST is set',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_16'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidVariable(
      build,
      (name, value) => name === 'PIP_TRUSTED_HOST' && value !== '',
      `${build.name} switches certificate verification off for pip.`,
    ),
  examples: {
    fail: ['FROM a:1\nENV PIP_TRUSTED_HOST=x', 'FROM a:1\nRUN PIP_TRUSTED_HOST=x pip install y'],
    pass: ['FROM a:1\nENV XPIP_TRUSTED_HOST=x', 'FROM a:1\nRUN pip install y'],
    unknown: [],
  },
}
