import type { OperatingSystem, Package } from './package.ts'
import { makePurl, type PurlParts, writePurl } from '../purl/purl.ts'

/** The package URL of what was found; distributions stand in its namespace and its qualifiers. */
export function purlOf(found: Package, os: OperatingSystem | undefined): string | undefined {
  const purl = makePurl(partsOf(found, os))
  return purl === undefined ? undefined : writePurl(purl)
}

function partsOf(found: Package, os: OperatingSystem | undefined): PurlParts {
  const { kind, name, version, namespace } = found
  if (kind === 'apk' || kind === 'deb' || kind === 'rpm') return distributionParts(found, os)
  if (kind === 'npm' || kind === 'golang' || kind === 'composer') return withFolder(kind, name, version)
  return { type: kind, namespace, name, version }
}

function distributionParts(
  { kind, name, version, arch, source, release }: Package,
  os: OperatingSystem | undefined,
): PurlParts {
  const home = release ?? os
  const epoch = kind === 'rpm' ? /^(\d+):/.exec(version)?.[1] : undefined
  const upstream = source === undefined || source.name === name ? undefined : source.name
  return {
    type: kind,
    namespace: home?.id,
    name,
    version: epoch === undefined ? version : version.slice(epoch.length + 1),
    qualifiers: {
      arch,
      epoch,
      upstream,
      distro: home === undefined || home.version === '' ? undefined : `${home.id}-${home.version}`,
    },
  }
}

/** `@scope/name`, `golang.org/x/net`. */
function withFolder(type: string, path: string, version: string): PurlParts {
  const at = path.lastIndexOf('/')
  return { type, namespace: at === -1 ? undefined : path.slice(0, at), name: path.slice(at + 1), version }
}
