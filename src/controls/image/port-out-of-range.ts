import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const portOutOfRange: Control<'image-build'> = {
  id: 'BH-0626',
  name: 'port-out-of-range',
  title: 'Exposed port does not exist',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['trivy:DS-0008', 'hadolint:DL3011'],
  rationale:
    'A port that cannot exist hides which one the service listens on: network policies written from it let the wrong traffic through.',
  remediation: 'Write the port that the service listens on.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'EXPOSE'), ({ words }) =>
      every(words, (word) =>
        forbid(
          word,
          (port) => Number(port.split('/')[0]) > 65_535,
          `${build.name} exposes a port above 65535.`,
        ),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nEXPOSE 65536', 'FROM a:1\nEXPOSE 80000/tcp'],
    pass: ['FROM a:1\nEXPOSE 65535'],
    unknown: [],
  },
}
