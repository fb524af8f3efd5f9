import { crc32 } from 'node:zlib'

import { passMember } from '../packed/pass.ts'
import { type Packing, type Unpacked, unpack } from '../packed/unpack.ts'
import { limits } from '../limits.ts'
import { checkPath } from '../paths.ts'
import { searchHidden } from '../pickle/scan.ts'
import type { Budget } from '../budget.ts'
import { find, memberPath, miss, type Scan } from '../scan.ts'
import { localHeaderBytes, localSignature } from '../../archive/zip-headers.ts'
import { isOpaque, packings, sniffedBytes } from './opaque.ts'
import { type ZipArchive, type ZipMember, readZip } from './members.ts'
import type { Collected, JudgedMember } from './collect.ts'
import type { Ranges } from '../../archive/ranges.ts'

/** Bits 0, 5, 6 and 13: encrypted, patched, strongly encrypted, masked (APPNOTE 4.4.4). */
const unreadableFlags = 0x2061

/** What is held of an archive, and what was judged already where not all of it is. */
interface ZipContent extends Pick<Collected, 'ranges'> {
  readonly judged?: Collected['judged']
}

export function isPickleOfTorch(name: string): boolean {
  return /(?:^|\/)data\.pkl$/.test(name)
}

/** Scans every member that any reader may see, and what lies between them. */
export function scanZip({ ranges, judged = new Map() }: ZipContent, scan: Scan): void {
  const archive = readZip(ranges)
  tellDirectory(archive, scan)
  tellDuplicates(archive, scan)
  tellHandlers(archive, scan)
  const isTorch = archive.members.some(({ name }) => isPickleOfTorch(name))
  for (const member of inOrder(archive.members, scan.budget))
    scanMember({ ranges, judged }, member, { ...scan, isTorch })
  for (const { from, to } of archive.slack) {
    const bytes = ranges.start(from, Math.min(to - from, limits.searchedBytes))
    searchHidden(bytes, scan, from)
  }
}

const pickleName = /\.(?:pkl|pickle|p|joblib|dill|pt|pth|bin|npy)$/i

/** Where not everything will be unpacked, what may run code comes first, and then what takes little. */
function inOrder(members: readonly ZipMember[], { bytes }: Budget): readonly ZipMember[] {
  if (members.reduce((total, each) => total + sizeOf(each), 0) <= bytes) return members
  const rankOf = ({ name }: ZipMember): number => (pickleName.test(name) ? 0 : 1)
  return members.toSorted((a, b) => rankOf(a) - rankOf(b) || sizeOf(a) - sizeOf(b))
}

function sizeOf({ central, local, packedSize }: ZipMember): number {
  return Math.max(central?.size ?? 0, local?.size ?? 0, packedSize)
}

function tellDirectory({ directory, members, isCut, isTooLarge }: ZipArchive, scan: Scan): void {
  if (directory === undefined)
    miss(scan, { offset: 0, code: 'malformed', message: 'The archive has no central directory.' })
  else if (isCut)
    miss(scan, {
      offset: directory.at,
      code: 'malformed',
      message: 'The central directory of the archive is cut off.',
    })
  if (isTooLarge)
    miss(scan, {
      offset: 0,
      code: 'too-large',
      message: `The archive has more than ${limits.members} members.`,
    })
  for (const { central, local, name } of members) {
    if (central === undefined && local !== undefined && directory !== undefined)
      disagree(scan, local.at, `The central directory keeps silent about ${quote(name)}.`)
  }
}

function quote(name: string): string {
  return JSON.stringify(name.slice(0, 200))
}

function disagree(scan: Scan, offset: number, message: string): void {
  find(scan, { id: 'archive-disagrees', severity: 'medium', offset, message })
}

/** Which member tells that Python in an archive is run, and by whom. */
const runners: readonly (readonly [member: RegExp, runner: string])[] = [
  [/^MAR-INF\/MANIFEST\.json$/, 'TorchServe'],
  [/(?:^|\/)\.data\/extern_modules$/, 'torch.package'],
]

/** AOTInductor compiles a model to a library, which torch loads. */
const library = /(?:^|\/)data\/aotinductor\/.*\.(?:so|pyd|dll|dylib)$/

function tellHandlers({ members }: ZipArchive, scan: Scan): void {
  for (const { name, dataAt } of members.filter((member) => library.test(member.name))) {
    const message = `torch loads ${quote(name)} of this archive, which is native code.`
    find(scan, { id: 'custom-code', severity: 'medium', offset: dataAt, message })
  }
  const runner = runners.find(([member]) => members.some(({ name }) => member.test(name)))?.[1]
  if (runner === undefined) return
  for (const { name, dataAt } of members.filter((member) => member.name.endsWith('.py')))
    find(scan, {
      id: 'custom-code',
      severity: 'low',
      offset: dataAt,
      message: `${runner} runs ${quote(name)} of this archive.`,
    })
}

function tellDuplicates({ members }: ZipArchive, scan: Scan): void {
  const seen = new Set<string>()
  for (const { name, dataAt } of members) {
    if (seen.has(name))
      find(scan, {
        id: 'duplicate-member',
        severity: 'medium',
        offset: dataAt,
        message: `Another member is called ${quote(name)}, too.`,
      })
    seen.add(name)
  }
}

function scanMember(content: Required<ZipContent>, member: ZipMember, scan: Scan): void {
  const { name, dataAt } = member
  if (!isHeld(content.ranges, member)) {
    const message = `${quote(name)} was not kept: the archive holds too much that may matter.`
    return miss(scan, { offset: dataAt, code: 'too-large', message })
  }
  checkPath(name, scan, dataAt)
  if (name.endsWith('/') && member.packedSize === 0) return
  compareHeaders(member, scan)
  for (const each of variantsOf(member)) scanContent(content, each, scan)
}

/** Of an archive that went by, what stood in front of the member may be gone. */
function isHeld(ranges: Ranges, { central, local }: ZipMember): boolean {
  if (local !== undefined || central === undefined) return true
  const isInside = central.at >= 0 && central.at + localHeaderBytes <= ranges.size
  const start = ranges.bytes(central.at, localSignature.length)
  return !isInside || (start !== undefined && !start.equals(localSignature))
}

/** Where the headers differ in how the bytes are to be read, some reader trusts the one, and some the other. */
function variantsOf(member: ZipMember): ZipMember[] {
  const { local, method, packedSize } = member
  if (local === undefined) return [member]
  const isStreamed = (local.flags & 8) !== 0 && local.packedSize === 0
  const isAlike = local.method === method && (local.packedSize === packedSize || isStreamed)
  const size = isStreamed ? packedSize : local.packedSize
  return isAlike ? [member] : [member, { ...member, method: local.method, packedSize: size }]
}

function scanContent({ ranges, judged }: Required<ZipContent>, member: ZipMember, scan: Scan): void {
  const { name, dataAt } = member
  const known = judged.get(dataAt)
  if (known?.size === member.packedSize && member.method === 0) return tellJudged(known, member, scan)
  const packed = ranges.bytes(dataAt, member.packedSize)
  if (packed === undefined) return scanStart(ranges, member, scan)
  if (isSpent(member, scan)) return
  const packing = packings[member.method]
  if (packing !== undefined) return scanPacked(packed, { member, packing }, scan)
  const message = `${quote(name)} is packed with method ${member.method}, which is not unpacked.`
  miss(scan, { offset: dataAt, code: 'not-opened', message })
}

function tellJudged({ crc }: JudgedMember, member: ZipMember, scan: Scan): void {
  if (isMarkedEncrypted(member)) tellMarked(member, scan)
  tellFault(member, { fault: undefined, isChecked: isSumOf(crc, member) }, scan)
}

/** Members may lie over each other: bytes that are unpacked again and again are counted each time. */
function isSpent({ name, dataAt, packedSize }: ZipMember, scan: Scan): boolean {
  scan.budget.bytes -= packedSize
  if (scan.budget.bytes >= 0) return false
  const message = `${quote(name)} was not unpacked: the members have too many bytes.`
  miss(scan, { offset: dataAt, code: 'too-large', message })
  return true
}

/** Not all of the member is at hand: of weights the start was kept. */
function scanStart(ranges: Ranges, { name, dataAt, packedSize, method }: ZipMember, scan: Scan): void {
  const start = ranges.start(dataAt, sniffedBytes)
  if (dataAt + packedSize > ranges.size) {
    const message = `The bytes of ${quote(name)} lie outside of the archive.`
    miss(scan, { offset: dataAt, code: 'malformed', message })
  } else if (start.length < Math.min(sniffedBytes, packedSize) || !isOpaque(method, start)) {
    const message = `${quote(name)} has ${packedSize} bytes, too many to be kept.`
    miss(scan, { offset: dataAt, code: 'too-large', message })
  } else scan.notes.member({ path: memberPath(scan, name), format: 'other', size: packedSize })
}

function scanPacked(
  packed: Buffer,
  { member, packing }: { readonly member: ZipMember; readonly packing: Packing },
  scan: Scan,
): void {
  const { name } = member
  const options = { isTorch: scan.isTorch }
  const { bytes, fault } = unpack(packing, packed, scan.budget.bytes)
  const passed =
    fault?.code === 'too-large' ? passMember(packed, { name, packing, options }, scan) : undefined
  if (passed !== undefined) {
    tellFault(member, { fault: passed.fault, isChecked: true }, scan)
    return
  }
  tellEncryption(
    packed,
    { member, fault, isChecked: fault === undefined && hasChecksum(bytes, member) },
    scan,
  )
  scan.scanMember(name, bytes, options)
}

function tellEncryption(
  packed: Buffer,
  { member, fault, isChecked }: { member: ZipMember; fault: Unpacked['fault']; isChecked: boolean },
  scan: Scan,
): void {
  const { name, dataAt } = member
  const isMarked = isMarkedEncrypted(member)
  if (isMarked && !isChecked && (fault !== undefined || isNoise(packed))) {
    miss(scan, { offset: dataAt, code: 'encrypted', message: `${quote(name)} is encrypted.` })
    return
  }
  if (isMarked) tellMarked(member, scan)
  tellFault(member, { fault, isChecked }, scan)
}

function tellMarked({ name, dataAt }: ZipMember, scan: Scan): void {
  disagree(scan, dataAt, `${quote(name)} is marked as encrypted, and is not.`)
}

function isMarkedEncrypted({ central, local }: ZipMember): boolean {
  return [central, local].some((header) => header !== undefined && (header.flags & unreadableFlags) !== 0)
}

function tellFault(
  { name, dataAt }: ZipMember,
  { fault, isChecked }: { readonly fault: Unpacked['fault']; readonly isChecked: boolean },
  scan: Scan,
): void {
  if (fault !== undefined)
    miss(scan, {
      offset: dataAt,
      code: fault.code,
      message: `${quote(name)} was not unpacked to its end: ${fault.reason}.`,
    })
  else if (!isChecked)
    disagree(scan, dataAt, `The checksum of ${quote(name)} is wrong; some programs do not look at it.`)
}

function hasChecksum(bytes: Buffer, member: ZipMember): boolean {
  return isSumOf(crc32(bytes), member)
}

/** One that streams leaves the checksum out in front of the bytes. */
function isSumOf(sum: number, { central, local }: ZipMember): boolean {
  return [central, local].every((header) => header === undefined || header.crc === 0 || header.crc === sum)
}

/** Encrypted bytes look like noise: hardly any value is missing, none comes up often. Short ones are taken for noise. */
function isNoise(bytes: Buffer): boolean {
  return bytes.length < 512 || new Set(bytes.subarray(0, 4096)).size > 200
}

const compared = ['name', 'method', 'crc', 'packedSize', 'size'] as const

/** Bit 3: a writer that streams tells sizes and checksum behind the bytes, and leaves them 0 in front. */
function compareHeaders({ central, local, name }: ZipMember, scan: Scan): void {
  if (central === undefined) return
  if (local === undefined) {
    disagree(scan, central.at, `No member stands where the central directory has ${quote(name)}.`)
    return
  }
  const isStreamed = (local.flags & 8) !== 0
  const different = compared.filter(
    (field) => local[field] !== central[field] && !(isStreamed && local[field] === 0),
  )
  if ((local.flags & unreadableFlags) !== (central.flags & unreadableFlags))
    disagree(scan, local.at, `Only one of the two headers of ${quote(name)} marks it as encrypted.`)
  if (different.length > 0)
    disagree(scan, local.at, `The two headers of ${quote(name)} differ in ${different.join(', ')}.`)
}
