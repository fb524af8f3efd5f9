import { lookup } from '../../kernel/lookup.ts'
import type { FoundPackage } from '../found-packages.ts'
import type { OperatingSystem } from '../inventory/package.ts'
import { purlOf } from '../inventory/purl-of-package.ts'
import { parsePurl } from '../purl/purl.ts'
import type { Purl } from '../purl/parsed.ts'
import { subjectOf } from '../advisories/ecosystems.ts'
import type { VexComponent, VexProduct } from '../advisories/statement.ts'

/** The image that statements may be about, as who asks calls it: what an image calls itself proves nothing. */
export interface VexTarget {
  /** As they are written. */
  readonly names: readonly string[]
  readonly called: readonly [CalledImage, ...CalledImage[]]
  /** Of what was read: each is of one image alone. */
  readonly digests: readonly string[]
  /** As images write it: `linux/amd64`. */
  readonly platform?: string
  readonly os?: OperatingSystem
}

/** A name of an image, taken apart. */
export interface CalledImage {
  /** Absent of a file. */
  readonly registry?: string
  /** Within the registry; the name of a file. */
  readonly path: string
  readonly tag?: string
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
  if (digests.length > 0) return digests.some((digest) => target.digests.includes(digest))
  return (
    names.some((name) => target.names.includes(name)) ||
    purls.some((purl) => target.called.some((called) => isImagePurl(purl, called, target)))
  )
}

/** `pkg:oci/llm@sha256:…?repository_url=models.azurecr.io/llm`, `pkg:docker/models/llm@1.4` (purl-spec, types). */
function isImagePurl(purl: Purl, called: CalledImage, target: VexTarget): boolean {
  return (
    isNamed(purl, called) &&
    isVersion(purl.version, called, target) &&
    Object.entries(purl.qualifiers).every(
      ([key, value]) => lookup(qualifiers, key)?.(value, called, target) === true,
    )
  )
}

type Qualifier = (value: string, called: CalledImage, target: VexTarget) => boolean

/** What qualifiers demand of an image. One that nobody knows may demand anything. */
const qualifiers: Readonly<Record<string, Qualifier>> = {
  repository_url: isAt,
  tag: (tag, called) => tag === called.tag,
  digest: (digest, _, { digests }) => digests.includes(digest),
  platform: (wanted, _, { platform }) => wanted === platform,
  os: (os, _, { platform }) => os === platform?.split('/')[0],
  arch: (arch, _, { platform }) => arch === platform?.split('/')[1],
  mediaType: () => true,
}

function isNamed(
  { type, namespace, name, qualifiers: { repository_url: url } }: Purl,
  called: CalledImage,
): boolean {
  if (type === 'oci') return lastOf(called.path) === name
  const path = namespace === undefined ? name : `${namespace}/${name}`
  return (
    type === 'docker' &&
    [path, `library/${path}`].includes(called.path) &&
    (url !== undefined || isOfDocker(called))
  )
}

/** Where a package URL of Docker names no registry its own is meant (purl-spec, types/docker-definition.json). */
function isOfDocker({ registry = 'docker.io' }: CalledImage): boolean {
  return registry === 'docker.io'
}

function isAt(url: string, { registry, path }: CalledImage): boolean {
  if (registry === undefined) return false
  const place = url
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .replace(/^(?:index\.|hub\.)?docker\.(?:io|com)(?=\/|$)/, 'docker.io')
  return [registry, `${registry}/${path}`].includes(place)
}

function isVersion(version: string | undefined, { tag }: CalledImage, { digests }: VexTarget): boolean {
  return version === undefined || version === tag || digests.includes(version)
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
