import { OpenError } from '../blobs/open-error.ts'
import { originOf } from '../http/address.ts'
import { type Challenge, parseChallenges } from './challenge.ts'
import type { Credentials } from './credentials.ts'
import { ask, type Request, shortBody } from '../http/read-http.ts'

const maxTokenBytes = 2 ** 20

/** Who asks for what. */
export interface Asking {
  readonly registry: string
  readonly scope: string
  readonly credentials: Credentials | undefined
  readonly request: Pick<Request, 'isPlainAllowed' | 'times'>
}

/** The `Authorization` that an answer of 401 asks for; nothing where nothing can be given. @throws OpenError */
export async function authorize(answer: Response, asking: Asking): Promise<string | undefined> {
  const challenges = parseChallenges(answer.headers.get('www-authenticate') ?? '')
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
  if (bearer !== undefined) return `Bearer ${await fetchToken(bearer, asking)}`
  const { credentials } = asking
  const isBasic = challenges.some(({ scheme }) => scheme === 'basic')
  return isBasic && credentials?.kind === 'password' ? basic(credentials) : undefined
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

async function fetchToken({ parameters }: Challenge, asking: Asking): Promise<string> {
  const realm = URL.parse(parameters.get('realm') ?? '')
  if (realm === null)
    throw new OpenError('registry-refused', 'The registry does not say where tokens are given out.')
  const service = parameters.get('service')
  const refresh = await refreshTokenOf(asking)
  if (refresh !== undefined) return await refreshed(realm, refresh, { asking, service })
  if (service !== undefined) realm.searchParams.set('service', service)
  realm.searchParams.append('scope', asking.scope)
  const { credentials, request } = asking
  const headers = credentials?.kind === 'password' ? { authorization: basic(credentials) } : {}
  return await tokenFrom({ url: realm, headers, ...request })
}

async function refreshTokenOf(asking: Asking): Promise<string | undefined> {
  const { credentials } = asking
  if (credentials?.kind === 'azure-token') return await exchange(credentials.token, asking)
  return credentials?.kind === 'refresh-token' ? credentials.token : undefined
}

async function refreshed(
  realm: URL,
  refresh: string,
  { asking, service = asking.registry }: { readonly asking: Asking; readonly service: string | undefined },
): Promise<string> {
  const form = {
    grant_type: 'refresh_token',
    service,
    scope: asking.scope,
    refresh_token: refresh,
    client_id: 'bulkhead',
  }
  return await tokenFrom(post(realm, form, asking))
}

/** Azure's registry gives a token of its own for one of Entra (learn.microsoft.com, AAD-OAuth of ACR). */
async function exchange(token: string, asking: Asking): Promise<string> {
  const form = { grant_type: 'access_token', service: asking.registry, access_token: token }
  return await tokenFrom(
    post(
      new URL(`${originOf(asking.registry, asking.request.isPlainAllowed)}/oauth2/exchange`),
      form,
      asking,
    ),
  )
}

function post(url: URL, form: Readonly<Record<string, string>>, { request }: Asking): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { url, method: 'POST', headers, body: new URLSearchParams(form).toString(), ...request }
}

async function tokenFrom(request: Request): Promise<string> {
  const answer = await ask(request)
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new OpenError(
      'registry-refused',
      `${request.url.host} gives no token: it answers ${answer.status}.`,
    )
  }
  const token = tokenIn(await shortBody(answer, maxTokenBytes, request.times))
  if (token === undefined)
    throw new OpenError('registry-refused', `${request.url.host} answers without a token.`)
  return token
}

function tokenIn(bytes: Buffer): string | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as Readonly<Record<string, unknown>> | null
    const found = [value?.['token'], value?.['access_token'], value?.['refresh_token']]
    return found.find((each): each is string => typeof each === 'string' && /^[\x21-\x7e]+$/.test(each))
  } catch {
    return undefined
  }
}
