/**
 * How the tokens of one issuer look. Patterns keep to what RE2 and JavaScript read alike: no look-around, no flags, no
 * references back.
 */
export interface SecretShape {
  readonly id: string
  readonly what: string
  /** One of them stands in every match, in any case where the shape is `named`. Most texts hold none of any. */
  readonly marks: readonly string[]
  /** The secret itself. */
  readonly value: string
  /** What it has to be assigned to, where the value alone proves nothing; without regard to case. */
  readonly named?: string
  /** What stands right before the value, where that is part of the shape. */
  readonly before?: string
  /** What stands right behind it; where absent, anything that no name or number runs on in. */
  readonly after?: string
  /** Bits a character below which a value is no random one. */
  readonly minEntropy?: number
  /** How many characters of the text, from a mark on, a match may take. */
  readonly reach?: number
  /** How far before its mark the secret may begin; 0 where it begins with it, and no name or number runs on to it. */
  readonly back?: number
}

/** No token is longer that does not say so. */
const usualLength = 140

/** A token that begins with what its issuer marks it by. */
export function marked(id: string, what: string, parts: readonly [string, string]): SecretShape {
  const [mark, rest] = parts
  return { id, what, marks: [mark], value: mark.replace(/[.+]/g, '\\$&') + rest, reach: usualLength, back: 0 }
}

/** A value of a form that many things have, assigned to a name that says whose it is. */
export function assigned(
  id: string,
  what: string,
  shape: { readonly names: readonly string[]; readonly value: string; readonly named?: string },
): SecretShape {
  return { id, what, marks: shape.names, named: shape.named ?? shape.names.join('|'), value: shape.value }
}

export const uuid: string = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'

/** A token begins where no name or number runs on, or right after an escaped line end. */
const begin = '(?:^|[^A-Za-z0-9_]|\\\\[nrt])'
const end = '(?:[^A-Za-z0-9_-]|$)'
/** What stands between a name and its value in code, settings and commands. */
const assignment =
  '(?:[ \\t]?[\\w.-]{0,20}){0,2}[\\s"\'\\]\\\\]{0,3}(?::{0,3}=|\\?=|=>|:|,|>|\\|\\|)[\\s"\'`=\\\\]{0,5}'

/** One match of a shape; its first group is the secret. */
export function patternOf({ named, before, after, value }: SecretShape): string {
  const start = named === undefined ? (before ?? begin) : `(?i:${named})${assignment}`
  return `${start}(${value})${after ?? end}`
}
