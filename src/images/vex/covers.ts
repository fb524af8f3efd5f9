import type { FoundPackage } from '../found-packages.ts'
import type { OperatingSystem } from '../inventory/package.ts'
import { purlOf } from '../inventory/purl-of-package.ts'
import { parsePurl } from '../purl/purl.ts'
import type { Purl } from '../purl/parsed.ts'
import { subjectOf } from '../advisories/ecosystems.ts'
import type { VexComponent, VexProduct } from '../advisories/statement.ts'

/** The image that statements may be about. */
export interface VexTarget {
  /** As it was asked for. */
  readonly reference: string
  readonly registry?: string
  /** Within the registry; the file of an archive. */
  readonly path: string
  readonly tags: readonly string[]
  readonly digests: readonly string[]
  /** As platforms call it, such as `amd64`. */
  readonly arch?: string
  readonly os?: OperatingSystem
}

/** Whether a product is a package, by its package URLs, or an image that has it in a part that is meant. */
export function covers(product: VexProduct, own: readonly Purl[], target: VexTarget): boolean {
  const { subcomponents } = product
  const isMeant = subcomponents.length === 0 || subcomponents.some((part) => isPackage(part, own))
  return isMeant && (isPackage(product, own) || isImage(product, target))
}

function isPackage({ purls }: VexComponent, own: readonly Purl[]): boolean {
  return purls.some((wanted) => own.some((purl) => includes(wanted, purl)))
}

/** Those of a package, and of the source that it was built from. */
export function purlsOf(found: FoundPackage, os: OperatingSystem | undefined): readonly Purl[] {
  const source = { ...found, ...subjectOf(found), arch: 'source' }
  const texts = [purlOf(found, os), found.source === undefined ? undefined : purlOf(source, os)]
  return texts.flatMap((text) => (text === undefined ? [] : (parsePurl(text) ?? [])))
}

/** Whether what is wanted fits: what it leaves out, such as the version, may be anything. */
function includes(wanted: Purl, { type, namespace, name, version, qualifiers, subpath }: Purl): boolean {
  return (
    (wanted.subpath === undefined || wanted.subpath === subpath) &&
    wanted.type === type &&
    wanted.namespace === namespace &&
    wanted.name === name &&
    (wanted.version === undefined || wanted.version === version) &&
    Object.entries(wanted.qualifiers).every(([key, value]) => qualifiers[key] === value)
  )
}

/** A digest that is told is of one image, whatever others are called. */
export function isImage({ purls, digests, names }: VexComponent, target: VexTarget): boolean {
  if (digests.length > 0 && target.digests.length > 0)
    return digests.some((digest) => target.digests.includes(digest))
  return (
    names.some((name) => name === target.reference || target.tags.includes(name)) ||
    purls.some((purl) => isImagePurl(purl, target))
  )
}

/** `pkg:oci/llm@sha256:…?repository_url=models.azurecr.io/llm`, `pkg:docker/models/llm@1.4` (purl-spec, types). */
function isImagePurl(purl: Purl, target: VexTarget): boolean {
  const { repository_url: url, tag, arch } = purl.qualifiers
  return (
    isNamed(purl, target) &&
    isAt(url, target) &&
    isTagged(tag, target) &&
    isVersion(purl.version, target) &&
    (arch === undefined || arch === target.arch)
  )
}

function isNamed({ type, namespace, name }: Purl, { path: own }: VexTarget): boolean {
  if (type === 'oci') return lastOf(own) === name
  const path = namespace === undefined ? name : `${namespace}/${name}`
  return type === 'docker' && [path, `library/${path}`].includes(own)
}

function isAt(url: string | undefined, { registry, path }: VexTarget): boolean {
  return url === undefined || [registry, `${registry}/${path}`].includes(url.replace(/\/$/, ''))
}

function isTagged(tag: string | undefined, { tags }: VexTarget): boolean {
  return tag === undefined || tags.some((each) => each.endsWith(`:${tag}`))
}

function isVersion(version: string | undefined, target: VexTarget): boolean {
  return version === undefined || target.digests.includes(version) || isTagged(version, target)
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
