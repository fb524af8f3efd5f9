import { compareDigits, type Order } from './order.ts'

/** The order of rpm: epoch, version, release, each by rpmvercmp (rpm-version(7)). */
export function compareRpm(a: string, b: string): Order {
  const [x, y] = [parse(a), parse(b)]
  return (
    compareRpmPart(x.epoch, y.epoch) ||
    compareRpmPart(x.version, y.version) ||
    compareRpmPart(x.release, y.release)
  )
}

function parse(text: string): { epoch: string; version: string; release: string } {
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  const dash = rest.indexOf('-')
  return {
    epoch: colon > 0 ? text.slice(0, colon) : '0',
    version: dash === -1 ? rest : rest.slice(0, dash),
    release: dash === -1 ? '' : rest.slice(dash + 1),
  }
}

/** A tilde sorts before everything, a caret behind the end alone; digits sort behind letters. */
export function compareRpmPart(a: string, b: string): Order {
  if (a === b) return 0
  const [x, y] = [tokensOf(a), tokensOf(b)]
  for (let index = 0; index < Math.max(x.length, y.length); index++) {
    const order = compareTokens(x[index], y[index])
    if (order !== 0) return order
  }
  return 0
}

function tokensOf(text: string): readonly string[] {
  return text.match(/[0-9]+|[A-Za-z]+|[~^]/g) ?? []
}

function compareTokens(a: string | undefined, b: string | undefined): Order {
  const byKind = kindOf(a) - kindOf(b)
  if (byKind !== 0 || a === undefined || b === undefined) return byKind
  if (/^[0-9]/.test(a)) return compareDigits(a, b)
  if (a === b) return 0
  return a < b ? -1 : 1
}

function kindOf(token: string | undefined): number {
  if (token === undefined) return 1
  if (token === '~') return 0
  if (token === '^') return 2
  return /^[0-9]/.test(token) ? 4 : 3
}
