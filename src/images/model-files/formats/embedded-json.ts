// Texts in HDF5 lie in one piece and unpacked: attributes never go through filters. So they are found by their bytes,
// whatever the structure around them says.
import type { Input, Reading } from '../reading.ts'
import { miss, type Scan } from '../scan.ts'
import { judgeConfiguration } from './configuration.ts'
import { parseJson } from './json-text.ts'

const longest = 16 * 2 ** 20
/** Shorter runs that look like JSON are numbers: of random ones none is as long. */
const shortestMeant = 128
const piece = 2 ** 16

/** Scans every JSON object among the bytes. */
export function* scanEmbeddedJson(input: Input, scan: Scan): Reading {
  while (yield* input.need(1)) {
    yield* input.need(piece)
    const found = input.find(0x7b, 0)
    if (found === -1) input.advance(input.available)
    else {
      input.advance(found)
      input.advance(yield* judgeObject(input, scan))
    }
  }
}

/** Returns how many bytes it has looked at, one at least. */
function* judgeObject(input: Input, scan: Scan): Reading<number> {
  if (!startsObject(input)) return 1
  const { end, length } = yield* walkObject(input)
  if (end !== undefined && tell(input.peek(end), scan, input.at)) return end
  if (length < shortestMeant) return 1
  const message = `What looks like a configuration at byte ${input.at} cannot be read as JSON.`
  miss(scan, { offset: input.at, code: 'malformed', message })
  return length
}

function* walkObject(input: Input): Reading<Walk> {
  const walk = new Walk()
  for (;;) {
    walk.go(input)
    if (walk.isDone || walk.length > longest) return walk
    if (!(yield* input.need(walk.length + 1))) return walk
  }
}

/** Of blanks that do not end here, what follows is looked at all the same. */
function startsObject(input: Input): boolean {
  const start = input.text('latin1', 64, 0)
  return /^\{\s*["}]/.test(start) || (start.length === 64 && start.slice(1).trim() === '')
}

function tell(bytes: Buffer, scan: Scan, offset: number): boolean {
  const value = parseJson(bytes.toString('utf8'))
  if (value !== undefined) judgeConfiguration(value, scan, offset)
  return value !== undefined
}

const [quote, backslash, open, close] = [0x22, 0x5c, 0x7b, 0x7d]
const blanks: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d])

/** Looks for the bracket that closes the first one. */
class Walk {
  length = 0
  end: number | undefined
  /** It has come to the end, or to a byte that no JSON has. */
  isDone = false
  #depth = 0
  #isText = false
  #isEscaped = false

  go(input: Input): void {
    for (let byte = input.byte(this.length); byte !== undefined; byte = input.byte(this.length)) {
      this.isDone = byte < 0x20 && !blanks.has(byte)
      if (this.isDone) return
      this.length++
      if (this.#isText) this.#goText(byte)
      else this.#goOutside(byte)
      if (this.isDone) return
    }
  }

  #goText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === backslash) this.#isEscaped = true
    else if (byte === quote) this.#isText = false
  }

  #goOutside(byte: number): void {
    if (byte === quote) this.#isText = true
    else if (byte === open) this.#depth++
    else if (byte === close) {
      this.#depth--
      if (this.#depth > 0) return
      this.end = this.length
      this.isDone = true
    }
  }
}
