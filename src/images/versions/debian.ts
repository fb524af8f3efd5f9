import { compareDigits, type Order } from './order.ts'

/** Debian's order (Debian Policy §5.6.12, deb-version(7)): epoch, upstream version, revision. */
export function compareDebian(a: string, b: string): Order {
  if (a === b) return 0
  const [x, y] = [parse(a), parse(b)]
  return (
    compareDigits(x.epoch, y.epoch) ||
    compareParts(x.upstream, y.upstream) ||
    compareParts(x.revision, y.revision)
  )
}

interface DebianVersion {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string
}

function parse(text: string): DebianVersion {
  const colon = text.indexOf(':')
  const epoch = colon > 0 ? text.slice(0, colon) : '0'
  const rest = text.slice(colon + 1)
  const dash = rest.lastIndexOf('-')
  return {
    epoch,
    upstream: dash === -1 ? rest : rest.slice(0, dash),
    revision: dash === -1 ? '' : rest.slice(dash + 1),
  }
}

/** Text and numbers in turn, from the left. */
function compareParts(a: string, b: string): Order {
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const order = weight(a, i) - weight(b, j)
      if (order !== 0) return order
      i++
      j++
    }
    const [endA, endB] = [endOfDigits(a, i), endOfDigits(b, j)]
    const order = compareDigits(a.slice(i, endA), b.slice(j, endB))
    if (order !== 0) return order
    i = endA
    j = endB
  }
  return 0
}

/** A tilde sorts before the end, letters after it, other characters after letters. */
function weight(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (Number.isNaN(code) || isDigit(text, at)) return 0
  if (code === tilde) return -1
  return isLetter(code) ? code : code + 2 ** 16
}

const tilde = 126

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

function endOfDigits(text: string, start: number): number {
  let end = start
  while (isDigit(text, end)) end++
  return end
}
