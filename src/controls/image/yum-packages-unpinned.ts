import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'
import { dnfOptionsWithValue, type Installer, openRpmName, unpinnedPackage } from './unpinned.ts'

const yum: Installer = {
  programs: /^yum$/,
  actions: /^(?:local)?install$/,
  withValue: dnfOptionsWithValue,
  open: openRpmName,
}

export const yumPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0691',
  name: 'yum-packages-unpinned',
  title: 'yum installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3033'],
  differs: {
    'hadolint:DL3033': 'A hyphen in a name, as in `python3-devel`, is no version; groups and modules pass.',
  },
  rationale:
    'The same Dockerfile gives another image tomorrow: what an attacker managed to publish in between comes with it, and nobody can say from which build on.',
  remediation: 'Name versions: `yum install -y curl-7.76.1`. Rebuild regularly, on purpose.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => unpinnedPackage(command, yum),
      `${build.name} installs packages with yum without a version.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN yum install -y curl', 'FROM a:1\nRUN yum -y install python3-devel'],
    pass: [
      'FROM a:1\nRUN yum install -y curl-7.76.1 https://x/epel.rpm',
      'FROM a:1\nRUN yum install -y --enablerepo epel jq-1.6',
      'FROM a:1\nRUN yum update -y',
    ],
    unknown: [],
  },
}
