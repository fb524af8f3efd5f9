import { normalise } from './rules.ts'
import type { Purl } from './parsed.ts'

const scheme = 'pkg:'
const validType = /^[a-z][a-z0-9.-]*$/
const validKey = /^[a-z][a-z0-9._-]*$/

/** Reads a package URL and brings it into its normal form; nothing for what is none. */
export function parsePurl(text: string): Purl | undefined {
  if (text.slice(0, scheme.length).toLowerCase() !== scheme) return undefined
  const [beforeSubpath, subpath] = cutAt(text.slice(scheme.length), '#')
  const [beforeQualifiers, qualifiers] = cutAt(beforeSubpath, '?')
  const [path, version] = cutLast(beforeQualifiers.replace(/^\/+/, ''))
  const place = parsePath(path)
  const pairs = parseQualifiers(qualifiers ?? '')
  const rest = decodeAll([version ?? '', subpath ?? ''])
  if (place === undefined || pairs === undefined || rest === undefined) return undefined
  return makePurl({ ...place, version: rest[0], qualifiers: pairs, subpath: rest[1] })
}

/** `type/namespace/name`: a slash at the end leaves no name. */
function parsePath(path: string): Pick<PurlParts, 'type' | 'namespace' | 'name'> | undefined {
  const [type, ...segments] = path.split('/')
  const names = decodeAll(segments.filter((part) => part !== ''))
  const name = names?.at(-1)
  if (type === undefined || name === undefined || path.endsWith('/')) return undefined
  return { type, namespace: names?.slice(0, -1).join('/'), name }
}

/** Parts as they may be missing. */
export interface PurlParts {
  readonly type: string
  readonly namespace?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined
  readonly subpath?: string | undefined
}

/** A package URL in its normal form; nothing where the parts make none. */
export function makePurl({ version = '', ...parts }: PurlParts): Purl | undefined {
  const type = parts.type.toLowerCase()
  const qualifiers = sortedQualifiers(parts.qualifiers ?? {})
  if (!validType.test(type) || qualifiers === undefined || parts.name === '') return undefined
  return normalise({
    type,
    ...said('namespace', trimSlashes(parts.namespace ?? '')),
    name: trimSlashes(parts.name),
    ...said('version', version),
    qualifiers,
    ...said('subpath', cleanSubpath(parts.subpath ?? '')),
  })
}

function said<K extends string>(key: K, text: string): Partial<Record<K, string>> {
  return text === '' ? {} : ({ [key]: text } as Record<K, string>)
}

export function writePurl({ type, namespace, name, version, qualifiers, subpath }: Purl): string {
  const path = [...(namespace?.split('/') ?? []), name].map(encode).join('/')
  const pairs = Object.entries(qualifiers).map(([key, value]) => `${key}=${encode(value)}`)
  return [
    `${scheme}${type}/${path}`,
    version === undefined ? '' : `@${encode(version)}`,
    pairs.length === 0 ? '' : `?${pairs.join('&')}`,
    subpath === undefined ? '' : `#${subpath.split('/').map(encode).join('/')}`,
  ].join('')
}

function cutAt(text: string, sign: string): readonly [before: string, after: string | undefined] {
  const at = text.lastIndexOf(sign)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** The version stands behind the last `@` of the last segment: a name may begin with one. */
function cutLast(text: string): readonly [path: string, version: string | undefined] {
  const at = text.lastIndexOf('@')
  const isVersion = at > 0 && at > text.lastIndexOf('/') && text[at - 1] !== '/'
  if (isVersion) return [text.slice(0, at), text.slice(at + 1)]
  // `maven/@1.3.4`: a version, and nothing before it.
  return at > 0 && text[at - 1] === '/' && text.indexOf('/', at) === -1
    ? [text.slice(0, at), text.slice(at + 1)]
    : [text, undefined]
}

/** Nothing where one of them is not encoded as it has to be. */
function decodeAll(texts: readonly string[]): readonly string[] | undefined {
  try {
    return texts.map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function parseQualifiers(text: string): Readonly<Record<string, string>> | undefined {
  const pairs: Record<string, string> = {}
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const equals = pair.indexOf('=')
    const value = decodeAll([pair.slice(equals + 1)])?.[0]
    if (equals < 1 || value === undefined) return undefined
    pairs[pair.slice(0, equals)] = value
  }
  return pairs
}

function sortedQualifiers(
  given: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> | undefined {
  const pairs = Object.entries(given).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key.toLowerCase(), value] as const],
  )
  if (pairs.some(([key]) => !validKey.test(key))) return undefined
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function trimSlashes(text: string): string {
  return text
    .split('/')
    .filter((part) => part !== '')
    .join('/')
}

function cleanSubpath(text: string): string {
  return text
    .split('/')
    .filter((part) => !['', '.', '..'].includes(part))
    .join('/')
}

/** Everything but what RFC 3986 reserves nothing for, and the colon. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':')
}
