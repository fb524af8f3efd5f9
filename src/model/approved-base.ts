import { fitsWildcard } from '../kernel/wildcard.ts'
import { type ImageReference, parseImageReference } from './image-reference.ts'

/** An image that others may be built on, as the owner of a platform states it. */
export interface StatedBase {
  /** `bank.azurecr.io/hardened/*:3.13*@sha256:…` */
  readonly image: string
  /** Digests of its unpacked layers, from the lowest. */
  readonly layers: readonly string[]
  /** What it is made of, such as `debian 12` and `python 3.13`. */
  readonly os?: string | undefined
  readonly runtime?: string | undefined
  readonly owner?: string | undefined
  readonly date?: string | undefined
  /** ISO date, the last day on which it may be built on. */
  readonly until?: string | undefined
}

export interface ListedName {
  readonly registry: string
  /** With `*` for any text, as is the tag. */
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

export interface ApprovedBase extends StatedBase, ListedName {}

/** Stands for `*` while a name is read: it may stand wherever a star may. */
const anyText = 'x0any0x'

/** Reads how a base is listed; nothing where that could be an image of anybody's registry, or is no image at all. */
export function parseListed(text: string): ListedName | undefined {
  const reference = parseImageReference(text.replaceAll('*', anyText))
  if (reference === undefined || !reference.isRegistryStated || reference.registry.includes(anyText))
    return undefined
  const { registry, repository, tag, digest } = reference
  return {
    registry,
    repository: repository.replaceAll(anyText, '*'),
    ...(tag === undefined ? {} : { tag: tag.replaceAll(anyText, '*') }),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** Whether a reference names a listed image; open where it has a digest and the list only tags. */
export function isListedAs(reference: ImageReference, listed: ListedName): boolean | 'open' {
  const { registry, repository, tag, digest } = listed
  if (reference.registry !== registry || !fitsWildcard(reference.repository, repository)) return false
  if (digest !== undefined) return reference.digest === digest
  if (tag === undefined || tag === '*') return true
  if (reference.tag === undefined && reference.digest !== undefined) return 'open'
  return fitsWildcard(reference.tag ?? 'latest', tag)
}
