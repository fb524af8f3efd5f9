import type { Control } from '../control.ts'

import { demandClean } from './package-cache.ts'

export const dnfCacheLeft: Control<'image-build'> = {
  id: 'BH-0648',
  name: 'dnf-cache-left',
  title: 'dnf leaves its cache in the image',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0019'],
  differs: {
    'trivy:DS-0019': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'Packages and lists in the image are ballast that scanners and attackers read alike, and hostile code installs from them without asking the network first.',
  remediation: 'End the RUN with `dnf clean all`.',
  applies: 'image-build',
  check: (build) =>
    demandClean(
      build,
      {
        program: 'dnf',
        actions: ['install', 'in', 'reinstall', 'rei', 'install-n', 'install-na', 'install-nevra'],
        clean: ['all'],
      },
      `${build.name} leaves the cache of dnf in a layer.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN dnf install -y x', 'FROM a:1\nRUN dnf clean all && dnf install x'],
    pass: [
      'FROM a:1 AS x\nRUN dnf install y\nFROM b:1\nCOPY --from=x /usr/bin/y /y',
      'FROM a:1\nRUN dnf install x && dnf clean all',
      'FROM a:1\nRUN dnf search x',
    ],
    unknown: [],
  },
}
