// Arrays as NumPy saves them (numpy/lib/format.py): a header in the syntax of Python, then the elements.
import { limits } from './limits.ts'
import { scanPickles, searchHidden } from './pickle/scan.ts'
import type { Input, Reading } from './reading.ts'
import { miss, type Scan } from './scan.ts'

const longestHeader = 2 ** 20

/** Elements that are objects are one pickle, which loads where `allow_pickle` is set. */
export function* scanNumpy(input: Input, scan: Scan): Reading {
  const header = yield* readHeader(input)
  if (header === undefined) {
    miss(scan, { offset: 0, code: 'malformed', message: 'The header of the array cannot be read.' })
    return
  }
  if (/['"|,]O['",0-9]|\bobject\b/.test(header)) {
    yield* scanPickles(input, scan)
    return
  }
  yield* input.need(limits.searchedBytes)
  searchHidden(input.peek(limits.searchedBytes), scan, input.at)
}

function* readHeader(input: Input): Reading<string | undefined> {
  if (!(yield* input.need(12))) return undefined
  const head = input.peek(12)
  const isShort = head[6] === 1
  const [start, length] = isShort ? [10, head.readUInt16LE(8)] : [12, head.readUInt32LE(8)]
  if (length > longestHeader || !(yield* input.need(start + length))) return undefined
  const header = input.peek(length, start).toString('latin1')
  input.advance(start + length)
  return header
}
