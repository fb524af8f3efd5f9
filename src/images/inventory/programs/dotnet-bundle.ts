import { createHash } from 'node:crypto'

import { readDotnet } from '../json-packages.ts'
import { type FileFacts, noFacts } from '../package.ts'
import type { Held, ProgramLayout, Range } from './program.ts'

/** Behind the place of the bundle's header (dotnet/runtime, src/native/corehost/apphost/bundle_marker.c). */
const marker: Buffer = createHash('sha256').update('.net core bundle\n').digest()
const offsetLength = 8
/** Of .NET 5 and later; before, nothing in front of the list of files says where the packages are told. */
const firstVersion = 2
const mostPackages = 2 ** 24
/** A longer one has its length in two bytes, and nobody writes any. */
const longestId = 127

/** What a program of .NET holds that is published as a single file; nothing for others. */
export function readDotnetBundle(
  { section }: ProgramLayout,
  held: Held,
  path: string,
): FileFacts | undefined {
  const data = section('.data', held)
  const at = data === undefined ? undefined : headerAt(held(data))
  if (at === undefined) return undefined
  const packages = packagesAt(at, held)
  const isThere = packages !== undefined && packages.length > 0 && packages.length <= mostPackages
  const bytes = isThere ? held(packages) : undefined
  return bytes === undefined ? untold(path) : readDotnet({ path, bytes })
}

/** Zero where nothing was bundled. */
function headerAt(data: Buffer | undefined): number | undefined {
  const at = data?.indexOf(marker) ?? -1
  if (data === undefined || at < offsetLength) return undefined
  const offset = Number(data.readBigUInt64LE(at - offsetLength))
  return offset === 0 ? undefined : offset
}

/** Where `deps.json` lies: behind two versions, the number of files and an id stands its place. */
function packagesAt(at: number, held: Held): Range | undefined {
  const start = held({ at, length: 13 })
  if (start === undefined || start.readUInt32LE() < firstVersion) return undefined
  const idLength = start.readUInt8(12)
  const place = idLength > longestId ? undefined : held({ at: at + 13 + idLength, length: 16 })
  if (place === undefined) return undefined
  return { at: Number(place.readBigUInt64LE()), length: Number(place.readBigUInt64LE(8)) }
}

function untold(file: string): FileFacts {
  const message = `${file} is a program of .NET in a single file, and which packages it holds cannot be read.`
  return { ...noFacts, untold: [{ file, message }] }
}
