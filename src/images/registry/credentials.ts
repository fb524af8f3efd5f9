import { trimEndOf } from '../../kernel/text.ts'
import { z } from 'zod'

import { lookup } from '../../kernel/lookup.ts'

/** How a registry is told who asks. */
export type Credentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  /** What `az acr login` and `docker login` keep where the registry hands out tokens. */
  | { readonly kind: 'refresh-token'; readonly token: string }
  /** Of Microsoft Entra, which Azure's registry exchanges for one of its own. */
  | { readonly kind: 'azure-token'; readonly token: string }

/** Where the user's docker configuration keeps the credentials of a registry. */
export type StoredCredentials = Credentials | { readonly kind: 'helper'; readonly name: string }

interface DockerConfig {
  readonly auths?: Readonly<Record<string, Auth>> | undefined
  readonly credHelpers?: Readonly<Record<string, string>> | undefined
  readonly credsStore?: string | undefined
}

interface Auth {
  readonly auth?: string | undefined
  readonly identitytoken?: string | undefined
}

const dockerConfig: z.ZodType<DockerConfig> = z.object({
  auths: z
    .record(z.string(), z.object({ auth: z.string().optional(), identitytoken: z.string().optional() }))
    .optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
})

/** The credentials of a registry in docker's `config.json`; nothing where it has none. */
export function credentialsIn(text: string, registry: string): StoredCredentials | undefined {
  const config = parse(text)
  if (config === undefined) return undefined
  const keys = keysOf(registry)
  const helper = keys.map((key) => lookup(config.credHelpers ?? {}, key)).find(isSaid) ?? config.credsStore
  if (isHelperName(helper)) return { kind: 'helper', name: helper }
  return keys.map((key) => credentialsOf(lookup(config.auths ?? {}, key))).find(isSaid)
}

function isSaid<T>(value: T | undefined): value is T {
  return value !== undefined
}

/** A helper is a program called `docker-credential-NAME`: its name is no path. */
function isHelperName(name: string | undefined): name is string {
  return name !== undefined && /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(name)
}

/** Docker keeps its own registry under an address of before. */
function keysOf(registry: string): readonly string[] {
  const keys = [registry, `https://${registry}`, `https://${registry}/v1/`, `https://${registry}/v2/`]
  return registry === 'docker.io' ? ['https://index.docker.io/v1/', 'index.docker.io', ...keys] : keys
}

function credentialsOf(auth: Auth | undefined): Credentials | undefined {
  if (auth === undefined) return undefined
  const { identitytoken: token } = auth
  if (token !== undefined && token !== '') return { kind: 'refresh-token', token }
  const pair = Buffer.from(auth.auth ?? '', 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  if (colon < 1) return undefined
  return { kind: 'password', user: pair.slice(0, colon), password: trimEndOf(pair.slice(colon + 1), '\0') }
}

function parse(text: string): DockerConfig | undefined {
  try {
    return dockerConfig.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

interface HelperAnswer {
  readonly Username: string
  readonly Secret: string
}

const helperAnswer: z.ZodType<HelperAnswer> = z.object({ Username: z.string(), Secret: z.string() })

/** What a helper prints (docker/docker-credential-helpers); a user called `<token>` has a refresh token. */
export function credentialsOfHelper(output: string): Credentials | undefined {
  let answer: HelperAnswer | undefined
  try {
    answer = helperAnswer.safeParse(JSON.parse(output)).data
  } catch {
    return undefined
  }
  if (answer === undefined || answer.Secret === '') return undefined
  const { Username: user, Secret: secret } = answer
  return user === '<token>'
    ? { kind: 'refresh-token', token: secret }
    : { kind: 'password', user, password: secret }
}
