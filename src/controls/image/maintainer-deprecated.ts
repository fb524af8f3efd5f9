import type { Control } from '../control.ts'
import { every, fail } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const maintainerDeprecated: Control<'image-build'> = {
  id: 'BH-0640',
  name: 'maintainer-deprecated',
  title: 'MAINTAINER is deprecated',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['checkov:CKV_DOCKER_6', 'trivy:DS-0022', 'hadolint:DL4000'],
  rationale:
    'An image without readable labels has no owner who can be asked when hostile code is found in it; builders may drop MAINTAINER at any time.',
  remediation: 'Write `LABEL org.opencontainers.image.authors="…"`.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'MAINTAINER'), ({ origin }) =>
      fail(`${build.name} uses MAINTAINER.`, origin),
    ),
  examples: {
    fail: ['FROM a:1\nMAINTAINER x'],
    pass: ['FROM a:1\nLABEL maintainer=x'],
    unknown: [],
  },
}
