import { statSync } from 'node:fs'
import { resolve } from 'node:path'

import { assumedKubernetesVersion } from '../knowledge/kubernetes-versions.ts'
import { defaultMaxFileBytes } from '../sources/files/read.ts'
import { parseQuantity } from '../model/quantity.ts'
import type { CollectOptions } from './collect.ts'
import type { Flags, FlagValues } from './flags.ts'
import { findProgram, isExecutable, runProgram } from './programs.ts'
import { UsageError, type World } from './world.ts'

/** Half of what one string can hold. */
const maxTextBytes = 256 * 2 ** 20

/** Options of every command that reads a platform. */
export const sourceFlags: Flags = {
  kubernetes: {
    type: 'string',
    value: 'VERSION',
    summary:
      'Lowest Kubernetes that the platform may run, such as 1.35 (default: the configuration’s, else that of the declared clusters)',
  },
  'allow-incomplete': { type: 'boolean', summary: 'Let what was not analysed not change the exit code' },
  exclude: {
    type: 'string',
    isList: true,
    value: 'GLOB',
    summary: 'Leave out what matches, written as in .gitignore; repeatable',
  },
  'max-file-size': { type: 'string', value: 'SIZE', summary: 'Largest file that is read (default 64Mi)' },
  'changed-since': {
    type: 'string',
    value: 'REF',
    summary: 'Judge everything, report only findings in files that changed since this branch left REF',
  },
  helm: {
    type: 'string',
    value: 'FILE',
    summary: 'The helm that renders charts (default: BULKHEAD_HELM, PATH)',
  },
  kustomize: {
    type: 'string',
    value: 'FILE',
    summary: 'The kustomize that renders kustomizations (default: BULKHEAD_KUSTOMIZE, PATH)',
  },
  kubectl: {
    type: 'string',
    value: 'FILE',
    summary: 'A kubectl that renders them where there is no kustomize (default: BULKHEAD_KUBECTL, PATH)',
  },
  values: { type: 'string', value: 'FILE', summary: 'Values that amend those of every chart; repeatable' },
  'release-name': {
    type: 'string',
    value: 'NAME',
    summary: 'Release that charts render as (default release-name)',
  },
  'release-namespace': {
    type: 'string',
    value: 'NAME',
    summary: 'Namespace that charts are installed into (default default)',
  },
}

/** The version that a flag states. @throws UsageError for what is no version */
export function kubernetesOf(flags: FlagValues): string | undefined {
  const text = flags.text('kubernetes')
  if (text === undefined || /^1\.[0-9]{1,2}$/.test(text)) return text
  throw new UsageError(`Option --kubernetes takes a minor version such as 1.35, not '${text}'.`)
}

/** @throws UsageError for a file that does not exist or a name that is none */
export function collectOptions(
  flags: FlagValues,
  world: World,
  kubernetesVersion: string = assumedKubernetesVersion,
): CollectOptions {
  return {
    cwd: world.cwd,
    maxFileBytes: maxFileBytes(flags),
    exclude: flags.list('exclude'),
    readStdin: flags.positionals.includes('-') ? world.readStdin : undefined,
    changed: changedFrom(flags, world),
    helm: {
      helm: rendererFrom('helm', flags, world),
      run: runProgram,
      values: flags.list('values').map((file) => valuesFile(file, world)),
      releaseName: nameFrom('release-name', flags) ?? 'release-name',
      namespace: nameFrom('release-namespace', flags),
      kubernetesVersion,
    },
    kustomize: { renderer: kustomizeFrom(flags, world), run: runProgram },
  }
}

function maxFileBytes(flags: FlagValues): number {
  const size = flags.text('max-file-size')
  if (size === undefined) return defaultMaxFileBytes
  const bytes = parseQuantity(size)
  if (bytes !== undefined && bytes >= 1 && bytes <= maxTextBytes) return bytes
  throw new UsageError(
    `Option --max-file-size takes a size such as 500k or 100Mi, at most 256Mi; not '${size}'.`,
  )
}

function changedFrom(flags: FlagValues, world: World): CollectOptions['changed'] {
  const ref = flags.text('changed-since')
  if (ref === undefined) return undefined
  const git = findProgram('git', world.env)
  if (git === undefined) throw new UsageError('Option --changed-since needs git, and there is none on PATH.')
  return { ref, git, run: runProgram, home: world.env['HOME'] ?? world.env['USERPROFILE'] ?? '' }
}

/** The renderer that the option names, that the environment names, or that PATH has. */
function rendererFrom(name: string, flags: FlagValues, world: World): string | undefined {
  const variable = `BULKHEAD_${name.toUpperCase()}`
  const stated = flags.text(name)
  const named = stated ?? world.env[variable]
  if (named === undefined || named === '') return findProgram(name, world.env)
  const file = resolve(world.cwd, named)
  if (isExecutable(file)) return file
  const origin = stated === undefined ? `The environment variable ${variable}` : `Option --${name}`
  throw new UsageError(`${origin} names no executable file: '${named}'.`)
}

/** What was named comes before what lies on PATH, kustomize before the kubectl that contains one. */
function kustomizeFrom(flags: FlagValues, world: World): CollectOptions['kustomize']['renderer'] {
  const isNamed = (name: string): boolean =>
    flags.isSet(name) || (world.env[`BULKHEAD_${name.toUpperCase()}`] ?? '') !== ''
  const kubectlFirst = isNamed('kubectl') && !isNamed('kustomize')
  const verbs = { kustomize: 'build', kubectl: 'kustomize' } as const
  for (const name of kubectlFirst
    ? (['kubectl', 'kustomize'] as const)
    : (['kustomize', 'kubectl'] as const)) {
    const file = rendererFrom(name, flags, world)
    if (file !== undefined) return { file, verb: verbs[name] }
  }
  return undefined
}

function valuesFile(file: string, { cwd }: World): string {
  const path = resolve(cwd, file)
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path
  throw new UsageError(`Option --values names no file: '${file}'.`)
}

/** Names of releases and namespaces are DNS labels (RFC 1123); helm refuses others. */
function nameFrom(flag: string, flags: FlagValues): string | undefined {
  const name = flags.text(flag)
  if (name === undefined || /^[a-z0-9](?:[a-z0-9-]{0,51}[a-z0-9])?$/.test(name)) return name
  throw new UsageError(
    `Option --${flag} takes a name of lower-case letters, digits and '-', at most 53 characters; not '${name}'.`,
  )
}
