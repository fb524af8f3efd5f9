import { limits } from '../limits.ts'
import {
  type Directory,
  findDirectory,
  type Header,
  type LocalHeader,
  localSignature,
  readHeadersUpTo,
  readLocalHeader,
} from '../../archive/zip-headers.ts'
import type { Ranges } from '../../archive/ranges.ts'

/** One member with both of its headers; one of the two may be missing. */
export interface ZipMember {
  readonly name: string
  readonly central: Header | undefined
  readonly local: LocalHeader | undefined
  readonly method: number
  readonly dataAt: number
  readonly packedSize: number
}

export interface ZipArchive {
  readonly directory: Directory | undefined
  readonly members: readonly ZipMember[]
  /** The central directory says of more members than it holds. */
  readonly isCut: boolean
  /** There are more headers than were looked at. */
  readonly isTooLarge: boolean
  /** Stretches that belong to no member and no directory. */
  readonly slack: readonly { readonly from: number; readonly to: number }[]
}

/** All members that any reader may see: those of the central directory, and local headers that it keeps silent about. */
export function readZip(ranges: Ranges): ZipArchive {
  const directory = findDirectory(ranges)
  const central = directory === undefined ? [] : readHeadersUpTo(limits.members, ranges, directory)
  const shown = central.map((header) => listed(header, readLocalHeader(ranges, header.at)))
  const places = ranges.find(localSignature, limits.members)
  const members = [...shown, ...hiddenHeaders(ranges, places, shown.map(stretchOf)).map(unlisted)]
  return {
    directory,
    members,
    isTooLarge: Math.max(members.length, places.length) >= limits.members,
    isCut: directory !== undefined && directory.entries % 0x10000 !== central.length % 0x10000,
    slack: slackOf(ranges.size, members, directory),
  }
}

/** As the central directory tells, where it does. */
function listed(central: Header, local: LocalHeader | undefined): ZipMember {
  const { name, method, packedSize } = central
  return { name, central, local, method, packedSize, dataAt: local?.dataAt ?? central.at + 30 }
}

function unlisted(local: LocalHeader): ZipMember {
  const { name, method, packedSize, dataAt } = local
  return { name, central: undefined, local, method, packedSize, dataAt }
}

function stretchOf({ local, dataAt, packedSize }: ZipMember): Stretch {
  return { from: local?.at ?? dataAt, to: dataAt + packedSize }
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** Local headers outside of the listed members. One inside is a part of that member, which is scanned itself. */
function hiddenHeaders(ranges: Ranges, places: readonly number[], taken: readonly Stretch[]): LocalHeader[] {
  const covered = [...merge(taken), { from: ranges.size, to: Infinity }].values()
  const hidden: LocalHeader[] = []
  let next = covered.next().value
  let end = 0
  for (const at of places) {
    while (next !== undefined && next.to <= at) next = covered.next().value
    if (next === undefined || at < end || next.from <= at) continue
    const local = readLocalHeader(ranges, at)
    if (local === undefined) continue
    const known = withSize(local, next.from)
    hidden.push(known)
    end = known.dataAt + known.packedSize
  }
  return hidden
}

/** A writer that streams tells the size behind the bytes (bit 3 of the flags): they reach to the next member at most. */
function withSize(local: LocalHeader, next: number): LocalHeader {
  return local.packedSize > 0 ? local : { ...local, packedSize: Math.max(0, next - local.dataAt) }
}

function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = []
  for (const each of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && each.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, each.to) }
    else merged.push(each)
  }
  return merged
}

function slackOf(size: number, members: readonly ZipMember[], directory: Directory | undefined): Stretch[] {
  const ends = directory === undefined ? [] : [{ from: directory.at, to: directory.endsAt }]
  const taken = merge([...members.map(stretchOf), ...ends])
  const slack: Stretch[] = []
  let at = 0
  for (const { from, to } of [...taken, { from: size, to: size }]) {
    if (from > at) slack.push({ from: at, to: from })
    at = Math.max(at, to)
  }
  return slack
}
