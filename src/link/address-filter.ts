import { type AddressRange, covers, countAddresses, parseAddress, parseCidr } from '../kernel/cidr.ts'
import { privateNetworks } from '../knowledge/addresses.ts'
import { openTags, platformTags } from '../knowledge/service-tags.ts'
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

/** The range of an address or a network; nothing for tags. */
export function rangeOf(text: string): AddressRange | undefined {
  return parseCidr(text) ?? parseAddress(text)
}
