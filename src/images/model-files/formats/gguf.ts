// GGUF (github.com/ggml-org/ggml, docs/gguf.md): metadata of keys and values, then where the tensors lie.
import { find, miss, type Scan } from '../scan.ts'
import type { Input, Reading } from '../reading.ts'
import { judgeTemplate } from './template.ts'

const mostEntries = 1_000_000
const longestKey = 2 ** 16
const longestTemplate = 2 ** 20
const mostDimensions = 4

/** By the number of the type: bytes of one value. */
const widths: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]
const [stringType, arrayType] = [8, 9]

/** The file says what cannot be. */
class Malformed extends Error {}

export function* scanGguf(input: Input, scan: Scan): Reading {
  try {
    yield* readFile(input, scan)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    const message = `The file is broken at byte ${input.at}: ${error.message}. Parsers in C have been overrun by less.`
    find(scan, { id: 'format-violation', severity: 'medium', offset: input.at, message })
  }
}

function* readFile(input: Input, scan: Scan): Reading {
  yield* input.skip(4)
  const version = yield* readNumber(input, 4)
  if (version < 1 || version > 3) {
    miss(scan, { offset: 4, code: 'not-opened', message: `Version ${version} of GGUF is not known.` })
    return
  }
  const width = version === 1 ? 4 : 8
  const tensors = yield* readCount(input, width)
  const entries = yield* readCount(input, width)
  for (let left = entries; left > 0; left--) yield* readEntry(input, { scan, width })
  for (let left = tensors; left > 0; left--) yield* readTensor(input, width)
}

interface Reader {
  readonly scan: Scan
  /** Bytes of a length. */
  readonly width: number
}

function* readNumber(input: Input, width: number): Reading<number> {
  if (!(yield* input.need(width))) throw new Malformed('it ends in the middle')
  const bytes = input.take(width)
  return width === 8 ? Number(bytes.readBigUInt64LE()) : bytes.readUIntLE(0, width)
}

function* readCount(input: Input, width: number): Reading<number> {
  const count = yield* readNumber(input, width)
  if (count > mostEntries) throw new Malformed(`it counts ${count} entries`)
  return count
}

/** The text, or nothing of one that is longer than wanted. */
function* readText(input: Input, width: number, longest: number): Reading<string | undefined> {
  const length = yield* readNumber(input, width)
  if (length > input.remaining)
    throw new Malformed(`a text counts ${length} bytes where ${input.remaining} are left`)
  if (length > longest) {
    yield* input.skip(length)
    return undefined
  }
  if (!(yield* input.need(length))) throw new Malformed('it ends in the middle')
  return input.take(length).toString('utf8')
}

function* readEntry(input: Input, { scan, width }: Reader): Reading {
  const key = yield* readText(input, width, longestKey)
  if (key === undefined) throw new Malformed('a key is longer than any')
  const type = yield* readNumber(input, 4)
  const offset = input.at
  if (type !== stringType || !/chat_template/.test(key)) return yield* skipValue(input, type, width)
  const template = yield* readText(input, width, longestTemplate)
  if (template === undefined)
    miss(scan, { offset, code: 'too-large', message: `The template ${key} is too long to be read.` })
  else judgeTemplate({ template, what: key, offset }, scan)
}

function* skipValue(input: Input, type: number, width: number): Reading {
  if (type === stringType) yield* readText(input, width, 0)
  else if (type === arrayType) yield* skipArray(input, width)
  else yield* skipBytes(input, widthOf(type))
}

function widthOf(type: number): number {
  const width = widths[type]
  if (width === undefined) throw new Malformed(`there is no type ${type}`)
  return width
}

function* skipBytes(input: Input, length: number): Reading {
  if (length > input.remaining)
    throw new Malformed(`it counts ${length} bytes where ${input.remaining} are left`)
  if (!(yield* input.skip(length))) throw new Malformed('it ends in the middle')
}

/** Arrays in arrays are allowed by the format, and written by nobody. */
function* skipArray(input: Input, width: number): Reading {
  const type = yield* readNumber(input, 4)
  const count = yield* readNumber(input, width)
  if (type === arrayType) throw new Malformed('an array lies in an array')
  if (type !== stringType) return yield* skipBytes(input, count * widthOf(type))
  if (count * width > input.remaining) throw new Malformed(`it counts ${count} texts`)
  for (let left = count; left > 0; left--) yield* readText(input, width, 0)
}

function* readTensor(input: Input, width: number): Reading {
  yield* readText(input, width, 0)
  const dimensions = yield* readNumber(input, 4)
  if (dimensions > mostDimensions) throw new Malformed(`a tensor has ${dimensions} dimensions`)
  let elements = 1
  for (let left = dimensions; left > 0; left--) elements *= yield* readNumber(input, width)
  if (!Number.isSafeInteger(elements))
    throw new Malformed('a tensor has more elements than a number can count')
  yield* skipBytes(input, 4)
  const offset = yield* readNumber(input, 8)
  if (offset > input.size) throw new Malformed(`a tensor starts at ${offset}, behind the end of the file`)
}
