/** What a registry asks for (RFC 9110 §11.6.1; distribution spec, token authentication). */
export interface Challenge {
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

/** The challenges of a `WWW-Authenticate` header, in their order. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = []
  for (const [, scheme, key, quoted, plain] of header.slice(0, maxLength).matchAll(part)) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() })
    else if (key !== undefined)
      challenges.at(-1)?.parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '')
  }
  return challenges
}

const maxLength = 8192

/** A scheme, or a parameter with its value; a scheme has no equals sign behind it. */
const part =
  /([A-Za-z][A-Za-z0-9-]{0,60})(?=\s+[A-Za-z]+\s*=|\s*(?:,|$))(?!\s*=)|([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g
