import type { Control } from '../control.ts'

import { demandClean } from './package-cache.ts'

export const zypperCacheLeft: Control<'image-build'> = {
  id: 'BH-0649',
  name: 'zypper-cache-left',
  title: 'zypper leaves its cache in the image',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0020'],
  differs: {
    'trivy:DS-0020': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'Packages and lists in the image are ballast that scanners and attackers read alike, and hostile code installs from them without asking the network first.',
  remediation: 'End the RUN with `zypper clean`.',
  applies: 'image-build',
  check: (build) =>
    demandClean(
      build,
      {
        program: 'zypper',
        actions: ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
        clean: ['clean', 'cc'],
      },
      `${build.name} leaves the cache of zypper in a layer.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN zypper install -y x', 'FROM a:1\nRUN zypper clean && zypper install x'],
    pass: ['FROM a:1\nRUN zypper install x && zypper clean', 'FROM a:1\nRUN zypper search x'],
    unknown: [],
  },
}
