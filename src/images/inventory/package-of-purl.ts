import { lookup } from '../../kernel/lookup.ts'
import { isOfDistribution, type Package, type PackageKind } from './package.ts'
import type { Purl } from '../purl/parsed.ts'

/** What types of package URLs are here; code of a host without packages is a program by its name. */
const kinds: Readonly<Record<string, PackageKind>> = {
  apk: 'apk',
  bitnami: 'bitnami',
  cargo: 'cargo',
  composer: 'composer',
  conda: 'conda',
  cran: 'cran',
  deb: 'deb',
  gem: 'gem',
  generic: 'generic',
  github: 'generic',
  golang: 'golang',
  maven: 'maven',
  npm: 'npm',
  nuget: 'nuget',
  pypi: 'pypi',
  rpm: 'rpm',
}

/** The package that a package URL names; nothing where it has no version, or is of a type that nobody matches. */
export function packageOfPurl(purl: Purl, file: string): Package | undefined {
  const kind = lookup(kinds, purl.type)
  const { version, name, namespace } = purl
  if (kind === undefined || version === undefined) return undefined
  if (isOfDistribution({ kind })) return ofDistribution(kind, purl, file)
  if (namespace === undefined) return { kind, name, version, file }
  if (kind === 'maven') return { kind, namespace, name, version, file }
  return { kind, name: hasPath.has(kind) ? `${namespace}/${name}` : name, version, file }
}

/** Whose names begin with what a package URL calls a namespace. */
const hasPath: ReadonlySet<PackageKind> = new Set(['composer', 'golang', 'npm'])

function ofDistribution(
  kind: PackageKind,
  { name, version = '', qualifiers, namespace }: Purl,
  file: string,
): Package {
  const { arch, epoch, upstream, distro } = qualifiers
  const full = epoch === undefined ? version : `${epoch}:${version}`
  const release = releaseOf(namespace, distro ?? '', version)
  return {
    kind,
    name,
    version: full,
    ...(arch === undefined ? {} : { arch }),
    ...(upstream === undefined ? {} : { source: { name: upstream.replace(/@.*/s, ''), version: full } }),
    ...(release === undefined ? {} : { release }),
    file,
  }
}

/** `distro=debian-12`; what RHEL and its like build says the release in its version (`-28.el8_10`). */
function releaseOf(id: string | undefined, distro: string, version: string): Package['release'] {
  if (id === undefined) return undefined
  const release = /^[a-z]+-(.+)$/.exec(distro)?.[1] ?? /\.el(\d+)/.exec(version)?.[1]
  return { id, version: release ?? '' }
}
