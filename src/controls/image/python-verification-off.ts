import type { Control } from '../control.ts'
import { forbidVariable } from './build.ts'

export const pythonVerificationOff: Control<'image-build'> = {
  id: 'BH-0658',
  name: 'python-verification-off',
  title: 'PYTHONHTTPSVERIFY is 0',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_5'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidVariable(
      build,
      (name, value) => name === 'PYTHONHTTPSVERIFY' && value === '0',
      `${build.name} switches certificate verification off for Python.`,
    ),
  examples: {
    fail: ['FROM a:1\nENV PYTHONHTTPSVERIFY=0', 'FROM a:1\nRUN PYTHONHTTPSVERIFY=0 python x'],
    pass: ['FROM a:1\nENV PYTHONHTTPSVERIFY=1'],
    unknown: [],
  },
}
