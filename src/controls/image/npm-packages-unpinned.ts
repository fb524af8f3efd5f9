import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'
import { type Installer, unpinnedPackage } from './unpinned.ts'

/** A package by its name or with a tag that moves, a repository of GitHub, or one of git without a commit. */
const npm: Installer = {
  programs: /^npm$/,
  actions: /^(?:install|i|add)$/,
  withValue: /^(?:-[Cw]|--(?:cache|loglevel|omit|prefix|registry|tag|userconfig|workspace))$/,
  open: /^(?!.*\.(?:tar|tar\.gz|tgz)$)(?:(?:@[\w.-]+\/)?\w[\w.-]*(?:@(?:latest|next|\*|x))?|\w[\w.-]*\/[\w.-]+|git(?:\+\w+)?:[^#]+)$/,
}

export const npmPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0693',
  name: 'npm-packages-unpinned',
  title: 'npm installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3016'],
  differs: { 'hadolint:DL3016': 'Tags that move, such as `latest`, are no versions.' },
  rationale:
    'Whoever publishes a newer version, or a package of a name that you mistyped, puts code into the next build without any change of yours: npm runs its scripts at once.',
  remediation: 'Name versions, `npm install -g typescript@5.9.3`, or install from a lock file with `npm ci`.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => unpinnedPackage(command, npm),
      `${build.name} installs packages with npm without a version.`,
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN npm install -g typescript',
      'FROM a:1\nRUN npm i --prefix /app @angular/cli@latest',
      'FROM a:1\nRUN npm install git+https://github.com/a/b.git',
      'FROM a:1\nRUN npm install a/b',
    ],
    pass: [
      'FROM a:1\nRUN npm install',
      'FROM a:1\nRUN npm ci --omit dev',
      'FROM a:1\nRUN npm install -g typescript@5.9.3 @angular/cli@20.1.0',
      'FROM a:1\nRUN npm install git+https://github.com/a/b.git#0123456 ./local x.tgz',
      'FROM a:1\nRUN npm install -g npm@$NPM_VERSION',
      'FROM a:1\nRUN npm run install',
    ],
    unknown: [],
  },
}
