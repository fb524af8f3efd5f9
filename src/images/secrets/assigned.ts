import { entropyOf } from '../../kernel/entropy.ts'
import { credentialEndings, isCredential } from '../../knowledge/secrets.ts'
import type { Candidate } from './candidate.ts'
import { isDemonstration } from './demonstration.ts'

/** A name of a credential, closed where it is quoted, and what gives it a value. */
const assignments = new RegExp(
  `(?:${credentialEndings})[\\\\"'\`\\]]{0,4}[ \\t]{0,8}(?:=>|[:?]?=(?!=)|:(?!:))[ \\t]{0,8}`,
  'gi',
)
const longestName = 80
const longestValue = 300
const quoted = /\\?(["'`])([^"'`\r\n\\]{1,300})\\?\1/y
const plain = /([^\s"'`#;,()[\]{}<>]{1,300})[ \t]*(?:$|[\r\n#])/my

/** Finds values that are given to a name of a credential and look random, or that a file of settings states. */
export function findAssigned(path: string, text: string): Candidate[] {
  const candidates: Candidate[] = []
  for (const match of text.matchAll(assignments)) {
    const at = match.index + match[0].length
    const name = nameBefore(text, match.index) + match[0].replace(/[^A-Za-z_.-].*/s, '')
    const found = valueAt(path, text, at)
    if (found === undefined || !isCredentialIn(path, name, found.value)) continue
    candidates.push({ rule: 'assigned-credential', what: 'a credential', isPrecise: false, name, ...found })
  }
  return candidates
}

function nameBefore(text: string, end: number): string {
  let start = end
  while (start > 0 && end - start < longestName && /[\w.-]/.test(text.charAt(start - 1))) start--
  return text.slice(start, end)
}

type Value = Pick<Candidate, 'start' | 'value'>

function valueAt(path: string, text: string, at: number): Value | undefined {
  quoted.lastIndex = at
  const [whole, , inQuotes] = quoted.exec(text) ?? []
  if (whole !== undefined && inQuotes !== undefined)
    return { start: at + whole.indexOf(inQuotes, 1), value: inQuotes }
  if (!isSettings(path)) return undefined
  plain.lastIndex = at
  const value = plain.exec(text)?.[1]
  return value === undefined || value.length > longestValue ? undefined : { start: at, value }
}

const settingsNames =
  /(?:^|\/)(?:\.?env(?:\.[\w-]+)?|\.npmrc|\.pypirc|\.s3cfg|\.boto|credentials|config|environment|Dockerfile[^/]*)$/
const settingsEndings = /\.(?:env|ini|cfg|conf|cnf|properties|ya?ml|toml|sh|bash|profile|rc)$/

/** Files in which a value needs no quotes. */
function isSettings(path: string): boolean {
  return settingsNames.test(path) || settingsEndings.test(path)
}

const environments = /(?:^|\/)(?:\.env(?:\.[\w-]+)?|\.aws\/credentials|\.pypirc)$/
const templates = /\.(?:example|sample|template|dist)$/

/** A file that holds nothing but variables of this machine: what it names a password is one, however weak. */
function isEnvironment(path: string): boolean {
  return environments.test(path) && !templates.test(path)
}

function isCredentialIn(path: string, name: string, value: string): boolean {
  if (!isCredential(name, value) || isCode(value)) return false
  return isEnvironment(path) || isRandom(name, value)
}

function isCode(value: string): boolean {
  return /[$%{}()<>\\]|^[\w-]+(?:\.[A-Za-z_][\w-]*)+$/.test(value)
}

const leastPassword = 8
const leastToken = 16

/** In code and settings, names of credentials hold all kinds of things: a value has to mix letters and figures. */
function isRandom(name: string, value: string): boolean {
  if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value) || isDemonstration(value)) return false
  if (/pass|pwd/i.test(name)) return value.length >= leastPassword && entropyOf(value) >= 2.8
  return value.length >= leastToken && entropyOf(value) >= 3.3 && changesOf(value) >= 4
}

/** How often letters and figures take turns. Names with a version do so once or twice. */
function changesOf(value: string): number {
  return value.match(/[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0
}
