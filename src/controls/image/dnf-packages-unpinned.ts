import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'
import { dnfOptionsWithValue, type Installer, openRpmName, unpinnedPackage } from './unpinned.ts'

const dnf: Installer = {
  programs: /^(?:micro)?dnf5?$/,
  actions: /^install$/,
  withValue: dnfOptionsWithValue,
  open: openRpmName,
}

export const dnfPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0690',
  name: 'dnf-packages-unpinned',
  title: 'dnf installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3041'],
  differs: { 'hadolint:DL3041': 'Groups and modules, which have no version or one of their own, pass.' },
  rationale:
    'The same Dockerfile gives another image tomorrow: what an attacker managed to publish in between comes with it, and nobody can say from which build on.',
  remediation: 'Name versions: `dnf install -y curl-7.76.1`. Rebuild regularly, on purpose.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => unpinnedPackage(command, dnf),
      `${build.name} installs packages with dnf without a version.`,
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN dnf install -y python3-devel',
      'FROM a:1\nRUN microdnf --setopt install_weak_deps=0 install curl-7.76.1 tar',
    ],
    pass: [
      'FROM a:1\nRUN dnf install -y curl-7.76.1 ./x.rpm @development https://x/y.rpm',
      'FROM a:1\nRUN dnf install -y --repo cuda nvcc-$VERSION',
      'FROM a:1\nRUN dnf module install -y nodejs:22',
      'FROM a:1\nRUN dnf clean all',
    ],
    unknown: [],
  },
}
