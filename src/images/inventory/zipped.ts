import { unpack } from '../model-files/packed/unpack.ts'
import type { ZipMember } from '../model-files/zip/members.ts'
import { packings } from '../model-files/zip/opaque.ts'
import type { Ranges } from '../archive/ranges.ts'

/** Longest record of a package in an archive. */
const maxTextBytes = 2 ** 20

export function textOf(member: ZipMember, ranges: Ranges): string | undefined {
  return bytesOf(member, ranges, maxTextBytes)?.toString('utf8')
}

/** The bytes of a member; nothing where it is packed in an unknown way, broken, or larger than may be. */
export function bytesOf(
  { method, dataAt, packedSize }: ZipMember,
  ranges: Ranges,
  most: number,
): Buffer | undefined {
  const [packing, packed] = [packings[method], ranges.bytes(dataAt, packedSize)]
  if (packing === undefined || packed === undefined || (packing === 'stored' && packed.length > most))
    return undefined
  const { bytes, fault } = unpack(packing, packed, most)
  return fault === undefined ? bytes : undefined
}

/** The file of the image that a path in an archive leads into: `app.jar` of `app.jar!lib/a.jar`. */
export function outermost(path: string): string {
  return path.split('!', 1)[0] ?? path
}
