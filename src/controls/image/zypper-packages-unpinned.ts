import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'
import { type Installer, unpinnedPackage } from './unpinned.ts'

const zypper: Installer = {
  programs: /^zypper$/,
  actions: /^in(?:stall)?$/,
  withValue: /^(?:-[crtx]|--(?:config|from|repo|root|type))$/,
  open: /^(?!.*\.rpm$)[A-Za-z0-9][\w+.-]*$/,
}

export const zypperPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0692',
  name: 'zypper-packages-unpinned',
  title: 'zypper installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3037'],
  rationale:
    'The same Dockerfile gives another image tomorrow: what an attacker managed to publish in between comes with it, and nobody can say from which build on.',
  remediation: 'Name versions: `zypper install -y curl=8.14.1`. Rebuild regularly, on purpose.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => unpinnedPackage(command, zypper),
      `${build.name} installs packages with zypper without a version.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN zypper install -y curl', 'FROM a:1\nRUN zypper -n in python311-devel'],
    pass: [
      'FROM a:1\nRUN zypper install -y curl=8.14.1 "jq>=1.7" ./x.rpm',
      'FROM a:1\nRUN zypper -n in --from main curl=8.14.1',
      'FROM a:1\nRUN zypper refresh',
    ],
    unknown: [],
  },
}
