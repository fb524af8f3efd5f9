import type { Control } from '../control.ts'

import { demandClean } from './package-cache.ts'

export const yumCacheLeft: Control<'image-build'> = {
  id: 'BH-0647',
  name: 'yum-cache-left',
  title: 'yum leaves its cache in the image',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0015', 'hadolint:DL3032'],
  differs: {
    'trivy:DS-0015': 'Only what ends up in the image counts: other stages are thrown away.',
    'hadolint:DL3032': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'Packages and lists in the image are ballast that scanners and attackers read alike, and hostile code installs from them without asking the network first.',
  remediation: 'End the RUN with `yum clean all`.',
  applies: 'image-build',
  check: (build) =>
    demandClean(
      build,
      { program: 'yum', actions: ['install'], clean: ['all'] },
      `${build.name} leaves the cache of yum in a layer.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN yum install -y x', 'FROM a:1\nRUN yum clean all && yum install x'],
    pass: ['FROM a:1\nRUN yum install x && yum clean all', 'FROM a:1\nRUN yum search x'],
    unknown: [],
  },
}
