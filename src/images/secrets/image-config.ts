import { isCredential } from '../../knowledge/secrets.ts'
import { findSecrets } from './find-secrets.ts'
import { redact } from './redact.ts'

/** A secret in an image's configuration, which everybody who may pull the image reads. */
export interface ConfigSecret {
  readonly rule: string
  readonly what: string
  /** `config.Env[2]`, `history[4].created_by`. */
  readonly place: string
  /** The variable or argument that holds it, where one does. */
  readonly name?: string
  readonly redacted: string
}

export interface ConfigSearch {
  readonly secrets: readonly ConfigSecret[]
  /** Why some of the configuration was not searched. */
  readonly unread?: string
}

/** Far more than a builder writes; a configuration may be 4 MB. */
const mostTexts = 20_000

interface Text {
  readonly place: string
  readonly text: string
}

/** Finds secrets in a configuration of the OCI image specification: variables, labels, commands and build history. */
export function findSecretsInConfig(image: unknown): ConfigSearch {
  const config = field(image, 'config')
  const texts = [
    ...['Env', 'Cmd', 'Entrypoint', 'OnBuild', 'Shell'].flatMap((key) => listed(config, `config.${key}`)),
    ...labels(config),
    ...list(field(image, 'history')).flatMap((step, at) =>
      text(field(step, 'created_by'), `history[${at}].created_by`),
    ),
  ]
  const secrets = texts.slice(0, mostTexts).flatMap(secretsOf)
  if (texts.length <= mostTexts) return { secrets }
  return {
    secrets,
    unread: `Of ${texts.length} texts, those after the first ${mostTexts} were not searched.`,
  }
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Readonly<Record<string, unknown>>)[key]
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown, place: string): Text[] {
  return typeof value === 'string' ? [{ place, text: value }] : []
}

function listed(config: unknown, place: string): Text[] {
  return list(field(config, place.slice('config.'.length))).flatMap((value, at) =>
    text(value, `${place}[${at}]`),
  )
}

function labels(config: unknown): Text[] {
  const values = field(config, 'Labels')
  if (typeof values !== 'object' || values === null) return []
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ place: `config.Labels.${name}`, text: `${name}=${value}` }] : [],
  )
}

/** What a shape gives away needs no name; a name and its value stand in one word, as `ENV` and build arguments do. */
function secretsOf({ place, text }: Text): ConfigSecret[] {
  const { secrets } = findSecrets('', text)
  const shaped = secrets.map(({ rule, what, redacted }) => ({ rule, what, place, redacted }))
  if (shaped.length > 0) return shaped
  const words = place.startsWith('config.Env') ? [text] : text.split(/\s+/)
  return words.flatMap((word) => {
    const [, name = '', value = ''] = /^(?:-{0,2})([A-Za-z_][\w.-]*)=["']?([^"']*)/.exec(word) ?? []
    if (!isCredential(name, value)) return []
    return [{ rule: 'assigned-credential', what: 'a credential', place, name, redacted: redact(value) }]
  })
}
