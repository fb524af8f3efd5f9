import type { Control } from '../control.ts'
import { forbidInCommands, option } from './build.ts'

import { isPip } from './pip.ts'

export const pipTrustedHost: Control<'image-build'> = {
  id: 'BH-0656',
  name: 'pip-trusted-host',
  title: 'pip does not verify certificates',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_4'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => (isPip(command) ? option(command, ['--trusted-host']) : undefined),
      `${build.name} installs with pip from a host that is not verified.`,
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN pip install --trusted-host x y',
      'FROM a:1\nRUN python3 -m pip install y --trusted-host=x',
    ],
    pass: ['FROM a:1\nRUN pip install y', 'FROM a:1\nRUN pip install x | grep --trusted-host'],
    unknown: [],
  },
}
