import type { Control } from '../control.ts'

import { demandClean } from './package-cache.ts'

export const microdnfCacheLeft: Control<'image-build'> = {
  id: 'BH-0650',
  name: 'microdnf-cache-left',
  title: 'microdnf leaves its cache in the image',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0027'],
  differs: {
    'trivy:DS-0027': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'Packages and lists in the image are ballast that scanners and attackers read alike, and hostile code installs from them without asking the network first.',
  remediation: 'End the RUN with `microdnf clean all`.',
  applies: 'image-build',
  check: (build) =>
    demandClean(
      build,
      { program: 'microdnf', actions: ['install', 'reinstall'], clean: ['all'] },
      `${build.name} leaves the cache of microdnf in a layer.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN microdnf install -y x', 'FROM a:1\nRUN microdnf clean all && microdnf install x'],
    pass: ['FROM a:1\nRUN microdnf install x && microdnf clean all', 'FROM a:1\nRUN microdnf search x'],
    unknown: [],
  },
}
