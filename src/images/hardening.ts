import type { CredentialName } from '../knowledge/credentials.ts'
import { plural } from '../kernel/text.ts'
import type { Severity } from '../knowledge/guarantees.ts'
import { folderOf, nameOf } from './archive/member-path.ts'
import type { FileMark } from './layers/layer.ts'
import type { LaidSecrets, MergedLayers } from './layers/merge.ts'
import type { ContainerConfig, ImageConfig } from './open/schema.ts'
import { isWindows } from './windows.ts'
import { findSecretsInConfig } from './secrets/image-config.ts'
import { openedByConfig, openedByFile } from './secrets/opens.ts'

/** What makes an image more useful to whoever breaks into a container of it than it has to be. */
export interface Weakness {
  readonly name: WeaknessName
  readonly severity: Severity
  readonly message: string
  readonly remediation: string
  /** Files, or places in the configuration. */
  readonly places: readonly string[]
  /** Of a secret that code in a container reads: what it may open beyond the data of its owner. */
  readonly opens?: readonly CredentialName['opens'][]
}

type WeaknessName =
  | 'base-not-approved'
  | 'base-unproven'
  | 'base-moved'
  | 'base-move-unproven'
  | 'image-old'
  | 'packages-unpinned'
  | 'packages-upgraded'
  | 'lists-updated-alone'
  | 'models-above-packages'
  | 'machine-id'
  | 'left-by-build'
  | 'secret-in-config'
  | 'secret-in-file'
  | 'runs-as-root'
  | 'writable-by-all'
  | 'set-id-program'
  | 'package-manager'
  | 'shell'
  | 'nothing-started'
  | 'no-healthcheck'

/** What is built from the cache, or on a base that was pulled long ago, is as old as before. */
const rebuild =
  'Build it anew, with docker build --no-cache --pull, and push it; where FROM names a digest, raise that first.'

const kinds: Readonly<Record<WeaknessName, Pick<Weakness, 'severity' | 'remediation'>>> = {
  'base-not-approved': {
    severity: 'high',
    remediation: 'Build it on an approved base, or have the base hardened and listed in bulkhead.yaml.',
  },
  'base-unproven': {
    severity: 'low',
    remediation:
      'Name the base with --base, let registries be asked with --ask-registries, or list its layers in bulkhead.yaml.',
  },
  'base-moved': { severity: 'medium', remediation: rebuild },
  'base-move-unproven': {
    severity: 'low',
    remediation:
      'List the base in bulkhead.yaml, so that its registry may be asked, and do not flatten what is built on it.',
  },
  'image-old': { severity: 'medium', remediation: rebuild },
  'packages-unpinned': {
    severity: 'info',
    remediation:
      'Name versions, install from a lock file with hashes, or build on a snapshot of the archive.',
  },
  'packages-upgraded': {
    severity: 'info',
    remediation: 'Build on a base that has them (docker build --pull), and leave the upgrade out.',
  },
  'lists-updated-alone': { severity: 'low', remediation: 'Update and install in one RUN.' },
  'models-above-packages': {
    severity: 'info',
    remediation:
      'Copy models before anything is installed, copy them with COPY --link, or mount them when the container starts.',
  },
  'machine-id': {
    severity: 'low',
    remediation: 'Empty the file in the instruction that fills it: a machine makes its own when it starts.',
  },
  'left-by-build': {
    severity: 'info',
    remediation:
      'Remove them in the instruction that makes them, or keep them out: RUN --mount=type=cache, pip --no-cache-dir --no-compile.',
  },
  'secret-in-config': {
    severity: 'critical',
    remediation:
      'Revoke it, and hand it to the container when it starts: whoever may pull the image reads it.',
  },
  'secret-in-file': {
    severity: 'high',
    remediation:
      'Revoke it, and leave it out of the build: mount it (RUN --mount=type=secret) or hand it to the container when it starts.',
  },
  'runs-as-root': {
    severity: 'medium',
    remediation: 'Name another user by its number: USER 10001.',
  },
  'writable-by-all': {
    severity: 'medium',
    remediation: 'Take the right to write from others (chmod o-w), or set the sticky bit of shared folders.',
  },
  'set-id-program': {
    severity: 'low',
    remediation:
      'Take the bit away in the build (chmod a-s, or setcap -r where the file has capabilities), or forbid it to count: allowPrivilegeEscalation: false.',
  },
  'package-manager': {
    severity: 'low',
    remediation: 'Copy what is needed into a base image without one: it installs an attacker’s tools.',
  },
  shell: { severity: 'info', remediation: 'Use a base image without a shell where nothing needs one.' },
  'nothing-started': { severity: 'info', remediation: 'Say with ENTRYPOINT what the image is for.' },
  'no-healthcheck': {
    severity: 'info',
    remediation: 'Nothing to do for Kubernetes, which asks probes of its own; Docker needs HEALTHCHECK.',
  },
}

const programFolders = /^(?:usr\/(?:local\/)?)?s?bin$/
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'fish', 'busybox'])
const managers: ReadonlySet<string> = new Set([
  'apt',
  'apt-get',
  'dpkg',
  'apk',
  'yum',
  'dnf',
  'microdnf',
  'tdnf',
  'rpm',
  'zypper',
  'pip',
  'pip3',
  'conda',
  'npm',
  'gem',
])

/** What is weak about an image, by its configuration and by the files that matter whatever they hold. */
export function findWeaknesses(
  config: ImageConfig | undefined,
  { marks, secrets }: Pick<MergedLayers, 'marks' | 'secrets'>,
): Weakness[] {
  return [
    ...(config === undefined ? [] : ofConfig(config)),
    ...secrets.map(inFile),
    ...ofFiles([...marks].sort(([a], [b]) => (a < b ? -1 : 1))),
  ]
}

export function weakness(name: WeaknessName, message: string, places: readonly string[]): Weakness {
  return { name, ...kinds[name], message, places }
}

function ofConfig(image: ImageConfig): Weakness[] {
  const config = image.config ?? {}
  const user = isWindows(image) ? windowsUserOf(config) : userOf(config)
  return [...secretsIn(image), ...user, ...startOf(config)]
}

function secretsIn(image: ImageConfig): Weakness[] {
  const { secrets } = findSecretsInConfig(image)
  return secrets.map((secret) => {
    const { what, name, place, redacted } = secret
    const where = name === undefined ? '' : ` in ${name}`
    return {
      ...weakness('secret-in-config', `The configuration holds ${what}${where}: ${redacted}.`, [place]),
      ...openedByConfig(secret),
    }
  })
}

/** Layers are kept whole: what a later one takes away is still pulled. */
function inFile({ layer, path, secrets, isGone }: LaidSecrets): Weakness {
  const [first] = secrets
  const others = secrets.length > 1 ? ` and ${plural(secrets.length - 1, 'more secret')}` : ''
  const gone = isGone
    ? ' A later layer takes the file away, but whoever pulls the image gets this one, too.'
    : ''
  return {
    ...weakness(
      'secret-in-file',
      `File ${path} holds ${first?.what ?? 'a secret'}${others}: ${first?.redacted ?? ''}.${gone}`,
      secrets.map(({ line }) => `layer ${layer}: ${path}:${line}`),
    ),
    ...(isGone ? {} : openedByFile(path, secrets)),
  }
}

function userOf({ User: user }: ContainerConfig): Weakness[] {
  const [name = ''] = (user ?? '').split(':')
  if (name !== '' && name !== 'root' && !/^0+$/.test(name)) return []
  const why = name === '' ? 'names no user, so that it' : `names the user ${name}, so that it`
  return [
    weakness('runs-as-root', `The image ${why} runs as root unless the workload says otherwise.`, [
      'config.User',
    ]),
  ]
}

const administrators = /^(?:|.*\\)(?:ContainerAdministrator|Administrator|SYSTEM)$/i

/** Images of Nano Server name ContainerUser; without a name Windows takes the administrator. */
function windowsUserOf({ User }: ContainerConfig): Weakness[] {
  const user = User ?? ''
  if (user !== '' && !administrators.test(user)) return []
  const why = user === '' ? 'names no user, so that it' : `names the user ${user}, so that it`
  const message = `The image ${why} runs as administrator unless the workload says otherwise.`
  return [
    {
      ...weakness('runs-as-root', message, ['config.User']),
      remediation: 'Name the other user: USER ContainerUser.',
    },
  ]
}

function startOf({ Entrypoint, Cmd, Healthcheck }: ContainerConfig): Weakness[] {
  const isStarted = (Entrypoint ?? []).length + (Cmd ?? []).length > 0
  const test = Healthcheck?.Test ?? []
  const isAsked = test.length > 0 && test[0] !== 'NONE'
  return [
    ...(isStarted
      ? []
      : [weakness('nothing-started', 'The image does not say what it runs.', ['config.Entrypoint'])]),
    ...(isAsked
      ? []
      : [
          weakness('no-healthcheck', 'The image does not say how its health is asked.', [
            'config.Healthcheck',
          ]),
        ]),
  ]
}

type Marked = readonly (readonly [path: string, mark: FileMark])[]

function ofFiles(marks: Marked): Weakness[] {
  const programs = marks.filter(([path]) => programFolders.test(folderOf(path)))
  const named = (names: ReadonlySet<string>): Marked => programs.filter(([path]) => names.has(nameOf(path)))
  const privileged = marks.filter(([, mark]) => hasOwnRights(mark))
  const orCapabilities = privileged.some(([, mark]) => mark.hasCapabilities) ? ', or with capabilities' : ''
  return [
    ...listed(
      'writable-by-all',
      marks.filter(([, mark]) => isWritableByAll(mark)),
      (count) => `Everybody may write to ${plural(count, 'file or folder')} of the image.`,
    ),
    ...listed('set-id-program', privileged, (count) =>
      count === 1
        ? `A program runs with the rights of its owner or group${orCapabilities}.`
        : `${count} programs run with the rights of their owner or group${orCapabilities}.`,
    ),
    ...listed('package-manager', named(managers), () => 'The image can install packages.'),
    ...listed('shell', named(shells), () => 'The image has a shell.'),
  ]
}

function hasOwnRights({ kind, mode, hasCapabilities }: FileMark): boolean {
  return kind === 'file' && ((mode & 0o6000) !== 0 || hasCapabilities === true)
}

function isWritableByAll({ kind, mode }: FileMark): boolean {
  return kind !== 'symlink' && (mode & 0o002) !== 0
}

function listed(name: WeaknessName, marks: Marked, message: (count: number) => string): Weakness[] {
  return marks.length === 0
    ? []
    : [
        weakness(
          name,
          message(marks.length),
          marks.map(([path]) => path),
        ),
      ]
}
