import { setTimeout as delay } from 'node:timers/promises'

import { OpenError, reasonOf } from '../blobs/open-error.ts'
import { isSafe } from './address.ts'

/** One request, and what is allowed on its way. */
export interface Request {
  readonly url: URL
  readonly method?: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly isPlainAllowed: boolean
  readonly times: Times
}

/** How long is waited, in milliseconds. */
export interface Times {
  /** For the head of an answer. */
  readonly answer: number
  /** Between two pieces of a body. */
  readonly idle: number
  /** Before a request is made again. */
  readonly pause: number
}

export const usualTimes: Times = { answer: 30_000, idle: 60_000, pause: 1000 }

const maxRedirects = 5
const maxTries = 4
const longestPause = 30_000

/** An answer, redirects followed. Busy and broken servers are asked again. @throws OpenError */
export async function ask(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await follow(request).catch((error: unknown) => asUnreachable(error, request.url))
    const isLast = attempt === maxTries
    if (answer instanceof OpenError && (isLast || answer.code !== 'unreachable')) throw answer
    if (answer instanceof Response && (isLast || !isBusy(answer.status))) return answer
    if (answer instanceof Response) await answer.body?.cancel()
    await delay(pauseBefore(answer, attempt, request.times.pause))
  }
}

function isBusy(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504
}

function pauseBefore(answer: Response | OpenError, attempt: number, pause: number): number {
  const stated = answer instanceof Response ? Number(answer.headers.get('retry-after') ?? NaN) * 1000 : NaN
  return Math.min(Number.isFinite(stated) ? stated : pause * 2 ** (attempt - 1), longestPause)
}

async function follow(request: Request): Promise<Response> {
  let { url, headers } = request
  for (let hops = 0; hops <= maxRedirects; hops++) {
    if (!isSafe(url, request.isPlainAllowed))
      throw new OpenError(
        'registry-refused',
        `${request.url.host} leads to ${url.origin}, which is not encrypted; it was not asked.`,
      )
    const answer = await once(url, headers, request)
    const location = isRedirect(answer.status) ? answer.headers.get('location') : null
    if (location === null) return answer
    await answer.body?.cancel()
    if (request.body !== undefined)
      throw new OpenError(
        'registry-refused',
        `${url.host} sends credentials elsewhere; nothing was sent there.`,
      )
    const next = new URL(location, url)
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
  throw new OpenError('registry-refused', `${request.url.host} redirects more than ${maxRedirects} times.`)
}

async function once(
  url: URL,
  headers: Request['headers'],
  { method, body, times }: Request,
): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(
    () => stop.abort(new Error(`no answer within ${times.answer / 1000} s`)),
    times.answer,
  )
  try {
    return await fetch(url, {
      method: method ?? 'GET',
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: stop.signal,
    })
  } finally {
    clearTimeout(timer)
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

/** Another host is told nothing that was meant for the first. */
function withoutCredentials(headers: Request['headers']): Request['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  )
}

function asUnreachable(error: unknown, { host }: URL): OpenError {
  if (error instanceof OpenError) return error
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return new OpenError('unreachable', `${host} cannot be reached: ${reasonOf(cause)}.`, {
    cause: error,
  })
}

/** The whole of a short body. @throws OpenError where it is longer than may be */
export async function shortBody(answer: Response, maxBytes: number, times: Times): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of bodyOf(answer, times)) {
    length += part.length
    if (length > maxBytes)
      throw new OpenError(
        'image-too-large',
        `More than ${maxBytes} bytes came where a short text was expected.`,
      )
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A body piece by piece. @throws OpenError where it stops to come, or comes by drops */
export async function* bodyOf(answer: Response, { idle }: Times): AsyncGenerator<Buffer> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = answer.body?.getReader()
  if (reader === undefined) return
  const pace = new Pace(idle)
  const read = async (): ReturnType<typeof reader.read> => await pace.keep(within(idle, reader.read()))
  try {
    for (let next = await read(); !next.done; next = await read()) {
      const { buffer, byteOffset, byteLength } = next.value
      pace.count(byteLength)
      yield Buffer.from(buffer, byteOffset, byteLength)
    }
  } catch (error) {
    throw new OpenError('unreachable', `It stopped sending: ${reasonOf(error)}.`, { cause: error })
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Bytes a second: at less no image comes to its end. */
const slowest = 4096

/** How fast a body comes, while it is waited for: who takes it may be slow as well. */
class Pace {
  readonly #idle: number
  #waited = 0
  #bytes = 0

  constructor(idle: number) {
    this.#idle = idle
  }

  async keep<T>(reading: Promise<T>): Promise<T> {
    const start = performance.now()
    const next = await reading
    this.#waited += performance.now() - start
    return next
  }

  /** @throws Error where less comes than has to, in as long as nothing may come */
  count(bytes: number): void {
    this.#bytes += bytes
    if (this.#waited < this.#idle) return
    if (this.#bytes < (slowest * this.#waited) / 1000)
      throw new Error(`less than ${slowest} bytes a second came`)
    this.#waited = 0
    this.#bytes = 0
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came within ${milliseconds / 1000} s`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
