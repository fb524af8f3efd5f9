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
    const pause = pauseBefore(answer, attempt, request.times.pause)
    const isLast = attempt === maxTries || pause > longestPause || !mayPass(answer)
    if (isLast && answer instanceof OpenError) throw answer
    if (answer instanceof Response) {
      if (isLast) return answer
      await answer.body?.cancel()
    }
    await delay(pause)
  }
}

const busy: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** Whether another answer may come where the same is asked again. */
function mayPass(answer: Response | OpenError): boolean {
  return answer instanceof OpenError ? answer.code === 'unreachable' : busy.has(answer.status)
}

function pauseBefore(answer: Response | OpenError, attempt: number, pause: number): number {
  const stated = answer instanceof Response ? waitAsked(answer) : undefined
  return stated ?? Math.min(pause * 2 ** (attempt - 1), longestPause)
}

/** How long a server wants to be left alone, in milliseconds: it says seconds, or a date (RFC 9110 §10.2.3). */
export function waitAsked({ headers }: Response): number | undefined {
  const text = headers.get('retry-after') ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined
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
    const next = URL.parse(location, url.href)
    if (next === null) throw leadsNowhere(url, location)
    if (next.origin !== url.origin) headers = withoutCredentials(headers)
    url = next
  }
  throw new OpenError('registry-refused', `${request.url.host} redirects more than ${maxRedirects} times.`)
}

function leadsNowhere({ host }: URL, location: string): OpenError {
  return new OpenError('registry-refused', `${host} leads to what is no address: ${location.slice(0, 200)}.`)
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
  return new OpenError('unreachable', `${host} cannot be reached: ${whyBroken(error)}.`, { cause: error })
}

/** What the parser of HTTP, the line and OpenSSL say, for people. */
const causes: readonly (readonly [code: RegExp, said: string])[] = [
  [/^HPE_|does not match the HTTP/, 'it speaks no HTTP'],
  [/^UND_ERR_SOCKET$/, 'the connection broke off'],
  [/^ERR_SSL_WRONG_VERSION_NUMBER$/, 'it speaks no TLS'],
]

function whyBroken(error: unknown): string {
  const reason = reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error)
  return causes.find(([code]) => code.test(reason))?.[1] ?? reason
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
    throw new OpenError('unreachable', `It stopped sending: ${whyBroken(error)}.`, { cause: error })
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
