import {
  type AddressRange,
  covers,
  countAddresses,
  overlaps,
  parseAddress,
  parseCidr,
} from '../kernel/cidr.ts'
import { privateNetworks } from '../knowledge/addresses.ts'
import { openTags, platformTags } from '../knowledge/service-tags.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Match } from '../model/selector.ts'

/** Where packets of a subnet may go: to strangers, or to what else is in the networks of its owner. */
export type Zone = 'internet' | 'network'

/** Texts of rules that stand for every address. */
const everybody = new Set(['*', 'any', '0.0.0.0/0', '::/0'])

const internal: readonly AddressRange[] = privateNetworks.flatMap((cidr) => parseCidr(cidr) ?? [])

/** Single addresses and small networks are somebody whom the author of the rule knows; more are strangers. */
const mostKnown = 65_536n

/** The widest ranges that anybody was ever given, of both families: whoever has more has strangers in it. */
const widestOwned = { 4: 2n ** 24n, 6: 2n ** 112n } as const

/** Whether a text stands for everybody, or for more addresses than anybody has. */
export function isOfEverybody(text: string): boolean {
  const tag = text.toLowerCase()
  if (everybody.has(tag) || tag === 'internet') return true
  const range = rangeOf(text)
  if (range === undefined || covers(internal, range)) return false
  return countAddresses([range]) > widestOwned[range.family]
}

/** Whether a rule that lets through lets something into a zone that nobody named. */
export function touches(text: string, zone: Zone): Match {
  const tag = text.toLowerCase()
  if (everybody.has(tag)) return 'yes'
  const range = rangeOf(text)
  if (range !== undefined) return rangeTouches(range, zone)
  if (tag === 'internet') return zone === 'internet' ? 'yes' : 'no'
  if (tag === 'virtualnetwork') return zone === 'network' ? 'yes' : 'no'
  return tagTouches(tag, zone)
}

function rangeTouches(range: AddressRange, zone: Zone): Match {
  const isInternal = covers(internal, range)
  if (zone === 'network') return isInternal ? 'yes' : 'no'
  return !isInternal && countAddresses([range]) > mostKnown ? 'yes' : 'no'
}

/** `Storage.WestEurope` is of the tag `Storage`. */
function tagTouches(tag: string, zone: Zone): Match {
  const names = [tag, tag.replace(/\.[^.]*$/, '')]
  if (names.some((name) => openTags.has(name))) return zone === 'internet' ? 'yes' : 'no'
  return names.some((name) => platformTags.has(name)) ? 'no' : 'unknown'
}

/** Whether a rule that drops leaves nothing of a zone, whose ranges in the own network may be given. */
export function coversAll(text: string, zone: Zone, own: readonly AddressRange[]): boolean {
  const tag = text.toLowerCase()
  if (everybody.has(tag)) return true
  if (tag === 'internet') return zone === 'internet'
  if (tag === 'virtualnetwork') return zone === 'network'
  const range = rangeOf(text)
  return (
    zone === 'network' && range !== undefined && own.length > 0 && own.every((each) => covers([range], each))
  )
}

/** The range of an address, a network or a span of addresses (`10.0.0.4-10.0.0.9`); nothing for tags. */
export function rangeOf(text: string): AddressRange | undefined {
  return parseCidr(text) ?? parseAddress(text) ?? parseSpan(text)
}

function parseSpan(text: string): AddressRange | undefined {
  const [first, last, ...others] = text.split('-').map((end) => parseAddress(end.trim()))
  if (first === undefined || last === undefined || others.length > 0) return undefined
  if (first.family !== last.family || last.first < first.first) return undefined
  return { ...first, last: last.last }
}

/** Networks that packets come from. */
export interface Senders {
  readonly ranges: readonly AddressRange[]
  /** False where a part of them cannot be read. */
  readonly isWhole: boolean
}

export function sendersIn(prefixes: readonly Known<string>[]): Senders {
  const ranges = prefixes.map((prefix) => rangeOf(valueOf(prefix) ?? ''))
  return {
    ranges: ranges.filter((range) => range !== undefined),
    isWhole: !ranges.includes(undefined),
  }
}

/** Whether a source that a rule names is among the senders; those of which nothing is said may have any address. */
export function isSource(text: string, { ranges, isWhole }: Senders): Match {
  if (everybody.has(text.toLowerCase())) return 'yes'
  const range = rangeOf(text)
  if (range === undefined) return 'unknown'
  if (ranges.some((own) => overlaps(own, range))) return 'yes'
  if (!isWhole) return 'unknown'
  return ranges.length === 0 ? 'yes' : 'no'
}

/** Whether the sources that a rule names leave none of the senders out. */
export function areAllSources(texts: readonly string[], { ranges, isWhole }: Senders): boolean {
  if (texts.some((text) => everybody.has(text.toLowerCase()))) return true
  const named = texts.flatMap((text) => rangeOf(text) ?? [])
  return isWhole && ranges.length > 0 && ranges.every((own) => covers(named, own))
}
