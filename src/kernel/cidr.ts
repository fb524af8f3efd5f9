/** A run of IP addresses of one family, both ends included. */
export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

/** The range of a CIDR, host bits cleared as Kubernetes does; nothing where the text is none. */
export function parseCidr(text: string): AddressRange | undefined {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const parsed = parseAddress(address)
  if (parsed === undefined) return undefined
  const bits = parsed.family === 4 ? 32 : 128
  const prefix = Number(length)
  if (prefix > bits) return undefined
  const size = 1n << BigInt(bits - prefix)
  const first = parsed.first - (parsed.first % size)
  return { family: parsed.family, first, last: first + size - 1n }
}

/** The range of one address; nothing where the text is none. */
export function parseAddress(text: string): AddressRange | undefined {
  const family = text.includes(':') ? 6 : 4
  const value = family === 4 ? parseFour(text) : parseSix(text)
  return value === undefined ? undefined : { family, first: value, last: value }
}

/** Four decimal parts; leading zeros count as decimal, as in Kubernetes (k8s.io/utils ParseIPSloppy). */
function parseFour(text: string): bigint | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined
  const parts = text.split('.').map(Number)
  if (parts.some((part) => part > 255)) return undefined
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n)
}

/** RFC 4291 §2.2, with an embedded IPv4 address at the end. */
function parseSix(text: string): bigint | undefined {
  const groups = expandSix(withoutFour(text)?.split('::') ?? [])
  if (groups.length !== 8 || groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return groups.reduce((value, group) => value * 65_536n + BigInt(Number.parseInt(group, 16)), 0n)
}

/** The groups of an address split at `::`, which stands for at least one group of zeros. */
function expandSix(halves: readonly string[]): string[] {
  const [head, tail, ...others] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (head === undefined || others.length > 0) return []
  if (tail === undefined) return head
  const missing = 8 - head.length - tail.length
  return missing < 1 ? [] : [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
}

/** Writes an embedded IPv4 address as two groups. */
function withoutFour(text: string): string | undefined {
  if (!text.includes('.')) return text
  const at = text.lastIndexOf(':') + 1
  const four = parseFour(text.slice(at))
  if (four === undefined) return undefined
  return `${text.slice(0, at)}${(four >> 16n).toString(16)}:${(four & 65_535n).toString(16)}`
}

/** The same addresses as disjoint ranges in order, IPv4 before IPv6. */
export function mergeRanges(ranges: readonly AddressRange[]): AddressRange[] {
  const merged: AddressRange[] = []
  for (const range of ranges.toSorted(compareRanges)) {
    const last = merged.at(-1)
    if (last === undefined || last.family !== range.family || range.first > last.last + 1n) merged.push(range)
    else if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last }
  }
  return merged
}

function compareRanges(a: AddressRange, b: AddressRange): number {
  if (a.family !== b.family) return a.family - b.family
  if (a.first === b.first) return 0
  return a.first < b.first ? -1 : 1
}

/** What is left of some ranges without others, as disjoint ranges in order. */
export function subtractRanges(
  ranges: readonly AddressRange[],
  holes: readonly AddressRange[],
): AddressRange[] {
  return mergeRanges(holes).reduce(
    (left, hole) => left.flatMap((range) => subtractOne(range, hole)),
    mergeRanges(ranges),
  )
}

function subtractOne(range: AddressRange, hole: AddressRange): AddressRange[] {
  if (!overlaps(range, hole)) return [range]
  const parts: AddressRange[] = []
  if (hole.first > range.first) parts.push({ ...range, last: hole.first - 1n })
  if (hole.last < range.last) parts.push({ ...range, first: hole.last + 1n })
  return parts
}

/** True where some address stands in both. */
export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}

/** True where every address of a range stands in one of the others. */
export function covers(ranges: readonly AddressRange[], wanted: AddressRange): boolean {
  return subtractRanges([wanted], ranges).length === 0
}

/** How many addresses the ranges hold, each counted once. */
export function countAddresses(ranges: readonly AddressRange[]): bigint {
  return mergeRanges(ranges).reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
}

/** `10.0.0.0/8` where a range is one block, `10.0.0.1` where it is one address, else `10.0.0.1-10.0.0.9`. */
export function formatRange({ family, first, last }: AddressRange): string {
  const start = formatAddress(family, first)
  if (first === last) return start
  const size = last - first + 1n
  const isBlock = (size & (size - 1n)) === 0n && first % size === 0n
  if (!isBlock) return `${start}-${formatAddress(family, last)}`
  return `${start}/${(family === 4 ? 32 : 128) - (size.toString(2).length - 1)}`
}

function formatAddress(family: AddressRange['family'], address: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 65_535n).toString(16),
  )
  return shorten(groups)
}

/** The longest run of at least two zero groups becomes `::` (RFC 5952 §4.2). */
function shorten(groups: readonly string[]): string {
  const runs = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)]
  const [longest] = runs.toSorted((a, b) => b[0].split(':0').length - a[0].split(':0').length)
  const text = groups.join(':')
  if (longest === undefined) return text
  const after = text.slice(longest.index + longest[0].length)
  return `${text.slice(0, longest.index)}:${after === '' ? ':' : after}`
}
