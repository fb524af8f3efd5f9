import { createHash } from 'node:crypto'

import { plural } from '../../kernel/text.ts'
import type { ImageReference } from '../../model/image-reference.ts'
import { type BlobStore, maxSmallBytes, type OpenedImage, type OpenOptions } from '../open/image.ts'
import { openManifest } from '../open/manifest.ts'
import { OpenError } from '../blobs/open-error.ts'
import { verified } from '../blobs/verified.ts'
import { originOf } from '../http/address.ts'
import type { Credentials } from './credentials.ts'
import { ask, bodyOf, shortBody, type Times, usualTimes, waitAsked } from '../http/read-http.ts'
import { type Mirrors, mirrored } from './mirrors.ts'
import { authorize } from './read-token.ts'

export interface RegistryOptions {
  readonly credentialsFor: (registry: string) => Promise<Credentials | undefined>
  /** Without encryption also where the registry is another machine. */
  readonly isPlainAllowed: boolean
  readonly mirrors?: Mirrors
  readonly times?: Times
}

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** Opens an image in a registry (OCI distribution-spec). @throws OpenError */
export async function openFromRegistry(
  reference: ImageReference,
  registry: RegistryOptions,
  options: OpenOptions,
): Promise<OpenedImage> {
  const repository = new Repository(reference, registry)
  const digest = reference.digest ?? (await repository.digestOf(reference.tag ?? 'latest'))
  return await openManifest(digest, repository, options)
}

const maxPages = 100

/** How often a layer that stops to come is asked for again from where it stopped. */
const maxResumes = 5
/** How often all layers of an image may stop together: each time is waited for. */
const maxStops = 10

/** The blobs of one repository. */
export class Repository implements BlobStore {
  readonly #reference: ImageReference
  readonly #options: RegistryOptions
  readonly #times: Times
  readonly #known = new Map<string, Buffer>()
  #authorization: string | undefined
  #stops = 0

  constructor(reference: ImageReference, options: RegistryOptions) {
    this.#reference = mirrored(reference, options.mirrors ?? {})
    this.#options = options
    this.#times = options.times ?? usualTimes
  }

  readonly isRemote = true
  readonly position = (): number => 0

  /** What a tag stands for now. */
  async digestOf(tag: string): Promise<string> {
    const bytes = await this.#fetchSmall(`manifests/${tag}`, 'The manifest')
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    this.#known.set(digest, bytes)
    return digest
  }

  /** Lists of what the registry keeps beside a manifest (distribution-spec, listing referrers); none where it keeps no lists. */
  async referrersOf(digest: string): Promise<readonly Buffer[]> {
    const what = 'The list of referrers'
    const pages: Buffer[] = []
    let path: string | undefined = `referrers/${digest}`
    while (path !== undefined) {
      if (pages.length === maxPages)
        throw new OpenError('image-too-large', `${what} is longer than ${maxPages} pages.`)
      const answer: Response | undefined = await ifThere(this.#fetch(path, what, { accept: manifestTypes }))
      if (answer === undefined) break
      pages.push(await shortBody(answer, maxSmallBytes, this.#times))
      path = nextPage(answer.headers.get('link') ?? '', this.#reference.repository)
    }
    return pages
  }

  /** What a tag stands for, where there is such a tag. */
  async digestIfTagged(tag: string): Promise<string | undefined> {
    return await ifThere(this.digestOf(tag))
  }

  async manifest(digest: string): Promise<Buffer> {
    return (
      this.#known.get(digest) ??
      verified(await this.#fetchSmall(`manifests/${digest}`, 'The manifest'), digest, 'The manifest')
    )
  }

  async small(digest: string, what: string): Promise<Buffer> {
    return verified(await this.#fetchSmall(`blobs/${digest}`, what), digest, what)
  }

  async *open(digest: string, size?: number): AsyncGenerator<Buffer> {
    if (this.#stops >= maxStops) throw this.#stoppedTooOften()
    let position = 0
    for (let resumes = 0; ; resumes++) {
      try {
        for await (const part of this.#bytesFrom(digest, position)) {
          position += part.length
          yield part
        }
        this.#requireWhole(position, size)
        return
      } catch (error) {
        // The line may break behind the last byte.
        if (position === size) return
        this.#countStop(error, resumes)
      }
    }
  }

  /** @throws the error where it is not to be asked again */
  #countStop(error: unknown, resumes: number): void {
    if (!(error instanceof OpenError) || error.code !== 'unreachable') throw error
    this.#stops++
    if (resumes === maxResumes || this.#stops >= maxStops) throw error
  }

  #requireWhole(position: number, size: number | undefined): void {
    if (size === undefined || position >= size) return
    const { registry } = this.#reference
    throw new OpenError('unreachable', `${registry} sent ${position} of the ${size} bytes of a layer.`)
  }

  #stoppedTooOften(): OpenError {
    const { registry } = this.#reference
    return new OpenError(
      'unreachable',
      `${registry} stopped sending ${maxStops} times for this image; it was not asked for this layer.`,
    )
  }

  async *#bytesFrom(digest: string, position: number): AsyncGenerator<Buffer> {
    const headers = position === 0 ? {} : { range: `bytes=${position}-` }
    const answer = await this.#fetch(`blobs/${digest}`, 'A layer', headers)
    // A server may send everything again all the same.
    let unwanted = answer.status === 206 ? position - (startOf(answer) ?? position) : position
    if (unwanted < 0) throw await this.#otherPart(answer)
    for await (const part of bodyOf(answer, this.#times)) {
      const rest = part.subarray(unwanted)
      unwanted -= part.length - rest.length
      if (rest.length > 0) yield rest
    }
  }

  async #otherPart({ body }: Response): Promise<OpenError> {
    await body?.cancel()
    const { registry } = this.#reference
    return new OpenError(
      'registry-refused',
      `${registry} sends another part of a layer than it was asked for.`,
    )
  }

  async #fetchSmall(path: string, what: string): Promise<Buffer> {
    const answer = await this.#fetch(path, what, { accept: manifestTypes })
    return await shortBody(answer, maxSmallBytes, this.#times)
  }

  async #fetch(path: string, what: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    const first = await this.#ask(path, headers)
    if (first.status !== 401) return await this.#accepted(first, what)
    this.#authorization = await this.#authorize(first)
    await first.body?.cancel()
    return await this.#accepted(await this.#ask(path, headers), what)
  }

  async #ask(path: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    const { registry, repository } = this.#reference
    const { isPlainAllowed } = this.#options
    const authorization = this.#authorization === undefined ? {} : { authorization: this.#authorization }
    // As it is stored: a body that the server packs once more has another digest.
    const all = { ...headers, ...authorization, 'accept-encoding': 'identity' }
    const url = new URL(`${originOf(registry, isPlainAllowed)}/v2/${repository}/${path}`)
    return await ask({ url, headers: all, isPlainAllowed, times: this.#times })
  }

  async #authorize(answer: Response): Promise<string | undefined> {
    const { registry, repository } = this.#reference
    const { credentialsFor, isPlainAllowed } = this.#options
    const scope = `repository:${repository}:pull`
    // Where the registry leads elsewhere, whoever answers there names a realm of its own.
    const isOwn = new URL(answer.url).origin === new URL(originOf(registry, isPlainAllowed)).origin
    const credentials = isOwn ? await credentialsFor(registry) : undefined
    return await authorize(answer, {
      registry,
      scope,
      credentials,
      request: { isPlainAllowed, times: this.#times },
    })
  }

  async #accepted(answer: Response, what: string): Promise<Response> {
    if (answer.ok) return answer
    await answer.body?.cancel()
    const { registry, repository } = this.#reference
    const { status } = answer
    if (status === 404)
      throw new OpenError('no-such-path', `${what} is not in ${registry}/${repository}.`, {
        remedy: whereNone,
      })
    throw new OpenError(
      'registry-refused',
      `${registry} answers ${status} for ${what.toLowerCase()} of ${repository}${hintOf(answer)}.`,
    )
  }
}

/** Registries often say that there is nothing of what somebody may not pull. */
const whereNone =
  'Check the reference, and that whoever is logged in may pull it; `docker pull` of the same name has to work.'

function hintOf(answer: Response): string {
  const { status } = answer
  if (status === 401 || status === 403) return ': log in with docker login or az acr login'
  if (status !== 429) return ''
  const seconds = Math.ceil((waitAsked(answer) ?? 0) / 1000)
  return `: it is asked too often; try again ${seconds === 0 ? 'later' : `in ${plural(seconds, 'second')}`}`
}

/** Where a part begins that is sent for the whole, as far as the server says so. */
function startOf({ headers }: Response): number | undefined {
  const [, start] = /^bytes (\d{1,15})-/.exec(headers.get('content-range') ?? '') ?? []
  return start === undefined ? undefined : Number(start)
}

/** RFC 8288: where the list goes on, within the same repository. */
function nextPage(link: string, repository: string): string | undefined {
  const [, target] = /<([^<>]{1,2000})>\s*;\s*rel="?next"?/.exec(link) ?? []
  const start = `/v2/${repository}/`
  const at = target?.indexOf(start) ?? -1
  return at === -1 ? undefined : target?.slice(at + start.length)
}

async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof OpenError && error.code === 'no-such-path') return undefined
    throw error
  }
}
