import { headerPlace, holdsObjects } from './numpy-header.ts'
import { scanPickles, searchRest } from './pickle/scan.ts'
import type { Input, Reading } from './reading.ts'
import { miss, type Scan } from './scan.ts'

const longestHeader = 2 ** 20

/** Elements that are objects are one pickle, which loads where `allow_pickle` is set. */
export function* scanNumpy(input: Input, scan: Scan): Reading {
  const header = yield* readHeader(input)
  if (header === undefined)
    miss(scan, { offset: 0, code: 'malformed', message: 'The header of the array cannot be read.' })
  else if (holdsObjects(header)) yield* scanPickles(input, scan)
  else yield* searchRest(input, scan)
}

function* readHeader(input: Input): Reading<string | undefined> {
  yield* input.need(12)
  const place = headerPlace(input.peek(12))
  if (place === undefined || place.length > longestHeader) return undefined
  if (!(yield* input.need(place.start + place.length))) return undefined
  const header = input.peek(place.length, place.start).toString('latin1')
  input.advance(place.start + place.length)
  return header
}
