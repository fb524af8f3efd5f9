import { lookup } from '../../kernel/lookup.ts'
import {
  type OperatingSystem,
  type Package,
  type PackageKind,
  isOfDistribution,
} from '../inventory/package.ts'

/** How OSV calls the releases of a distribution, from its `ID` and `VERSION_ID`; nothing where no release is stated. */
const distributions: Readonly<Record<string, (version: string) => string | undefined>> = {
  almalinux: (version) => withRelease('AlmaLinux', major(version)),
  alpine: (version) => withRelease('Alpine', alpineRelease(version)),
  azurelinux: (version) => withRelease('Azure Linux', major(version)),
  chainguard: () => 'Chainguard',
  debian: (version) => withRelease('Debian', major(version)),
  mariner: (version) => withRelease('Azure Linux', major(version)),
  'opensuse-leap': (version) => withRelease('openSUSE', version === '' ? undefined : `Leap ${version}`),
  rhel: (version) => withRelease('Red Hat', major(version)),
  rocky: (version) => withRelease('Rocky Linux', major(version)),
  ubuntu: (version) => withRelease('Ubuntu', ubuntuRelease(version)),
  wolfi: () => 'Wolfi',
}

function withRelease(name: string, release: string | undefined): string | undefined {
  return release === undefined || release === '' ? undefined : `${name}:${release}`
}

function major(version: string): string | undefined {
  return /^\d+/.exec(version)?.[0]
}

/** Every second April Ubuntu makes a release with long support, and OSV says so. */
function ubuntuRelease(version: string): string | undefined {
  if (!/^\d\d\.\d\d$/.test(version)) return undefined
  return /^\d[02468]\.04$/.test(version) ? `${version}:LTS` : version
}

/** Alpine's edge has no release: it calls itself by the one to come, with a suffix. */
function alpineRelease(version: string): string | undefined {
  const [, release] = /^(\d+\.\d+)(?:\.\d+)?$/.exec(version) ?? []
  return release === undefined ? undefined : `v${release}`
}

const languages: Readonly<Partial<Record<PackageKind, string>>> = {
  bitnami: 'Bitnami',
  cargo: 'crates.io',
  composer: 'Packagist',
  cran: 'CRAN',
  gem: 'RubyGems',
  golang: 'Go',
  maven: 'Maven',
  npm: 'npm',
  nuget: 'NuGet',
  pypi: 'PyPI',
}

/** Programs built from source that somebody keeps advisories about, by version. */
const runtimes: ReadonlySet<string> = new Set(['java', 'node', 'python'])

/** Ecosystems, without their releases, that packages are looked up in. */
export const knownEcosystems: readonly string[] = [
  'AlmaLinux',
  'Alpine',
  'Azure Linux',
  'Chainguard',
  'Debian',
  'Red Hat',
  'Rocky Linux',
  'Ubuntu',
  'Wolfi',
  'openSUSE',
  ...Object.values(languages),
  'Bitnami',
]

/** Where advisories about a package are found; nothing where nobody writes any. */
export function ecosystemOf(
  found: Pick<Package, 'kind' | 'name' | 'namespace' | 'release'>,
  os: OperatingSystem | undefined,
): string | undefined {
  // Without its group, a Java archive is found in no advisory.
  if (found.kind === 'maven' && found.namespace === undefined) return undefined
  if (found.kind === 'generic') return runtimes.has(found.name) ? 'Bitnami' : undefined
  if (!isOfDistribution(found)) return lookup(languages, found.kind)
  const home = found.release ?? os
  return home === undefined ? undefined : lookup(distributions, home.id)?.(home.version)
}

/** A package as advisories speak of it. */
export interface Subject {
  readonly name: string
  readonly version: string
}

/** What is fixed together: of a distribution's package its source. */
export function subjectOf(found: Package): Subject {
  const { name, version, namespace, source, kind } = found
  if (isOfDistribution(found)) return source ?? { name, version }
  return { name: kind === 'maven' && namespace !== undefined ? `${namespace}:${name}` : name, version }
}

/** `2.0.1+cu118` is a build of 2.0.1, and advisories speak of that (PEP 440, Local version identifiers). */
function withoutLocal(version: string): string {
  return version.replace(/\+.*/s, '')
}

/** `3.11.4-7` is Bitnami's seventh build of 3.11.4. */
function withoutRevision(version: string): string {
  return version.replace(/-\d+$/, '')
}

/** Every name under which advisories may stand: those about rpms name the package (AlmaLinux) or its source (Azure Linux). */
export function subjectsOf(found: Package): readonly Subject[] {
  const subject = subjectOf(found)
  const { kind, name, version } = found
  if (kind === 'pypi') return [{ name, version: withoutLocal(version) }]
  if (kind === 'bitnami') return [{ name, version: withoutRevision(version) }]
  return kind === 'rpm' && subject.name !== name
    ? [{ name, version }, subject]
    : [{ ...subject, version: kind === 'rpm' ? version : subject.version }]
}
