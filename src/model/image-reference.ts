import { lookup } from '../kernel/lookup.ts'

/** The name of a container image, taken apart and with its defaults filled in. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string
  readonly isRegistryStated: boolean
  /** Within the registry, `library/` filled in for Docker's own. */
  readonly repository: string
  /** As written; `latest` is implied where neither tag nor digest stands. */
  readonly tag: string | undefined
  readonly digest: string | undefined
}

const dockerHub = 'docker.io'

// The grammar of github.com/distribution/reference, reference.go.
const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const path = `${pathComponent}(?:/${pathComponent})*`
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const tail = new RegExp(`^(${path})(?::(${tag}))?(?:@(${digest}))?$`)
const wholeDomain = new RegExp(`^${domain}$`)

/** What a digest of a known algorithm has to look like (opencontainers/image-spec, descriptor.md). */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }

/** An image id, which is no name of an image. */
const imageId = /^[a-f0-9]{64}$/

const maximumNameLength = 255

/** Reads an image reference; nothing where no runtime would accept it. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (imageId.test(text)) return undefined
  const { host, rest } = splitHost(text)
  const match = tail.exec(rest)
  if (match === null || (host !== undefined && !wholeDomain.test(host))) return undefined
  const [, name = '', tagText, digestText] = match
  const whole = normalise(host, name)
  const length = whole.registry.length + 1 + whole.repository.length
  if (length > maximumNameLength || !hasRightLength(digestText)) return undefined
  return { ...whole, isRegistryStated: host !== undefined, tag: tagText, digest: digestText }
}

/** Docker's own images stand under `library/` of its registry. */
function normalise(host: string | undefined, name: string): { registry: string; repository: string } {
  const registry = host === undefined || host === 'index.docker.io' ? dockerHub : host
  return { registry, repository: registry === dockerHub && !name.includes('/') ? `library/${name}` : name }
}

/**
 * The tag in a reference of any kind, well formed or not: what follows the last colon of the last path component,
 * before the digest.
 */
export function tagOf(text: string): string | undefined {
  const [withoutDigest = ''] = text.split('@')
  const name = withoutDigest.slice(withoutDigest.lastIndexOf('/') + 1)
  const at = name.lastIndexOf(':')
  return at === -1 || at === name.length - 1 ? undefined : name.slice(at + 1)
}

/** The first component is a registry where it cannot be a path: a dot, a port, `localhost` or a capital letter. */
function splitHost(text: string): { host: string | undefined; rest: string } {
  const at = text.indexOf('/')
  const first = at === -1 ? '' : text.slice(0, at)
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase()
  return isHost ? { host: first, rest: text.slice(at + 1) } : { host: undefined, rest: text }
}

function hasRightLength(text: string | undefined): boolean {
  if (text === undefined) return true
  const at = text.indexOf(':')
  const length = lookup(digestLengths, text.slice(0, at))
  return length === undefined || text.length - at - 1 === length
}
