import { type AddressRange, covers, parseCidr, subtractRanges } from '../kernel/cidr.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Match } from '../model/selector.ts'

/** Addresses of a CIDR without its exceptions. */
export interface Block {
  readonly ranges: readonly AddressRange[]
  /** The CIDR itself cannot be read: it may hold any address. */
  readonly isHidden: boolean
  /** An exception cannot be read: any address may be left out. */
  readonly hasHiddenHole: boolean
}

/** A CIDR that the API rejects holds nothing. */
export function compileBlock(cidr: Known<string>, except: readonly Known<string>[]): Block {
  return {
    ranges: subtractRanges(rangesOf(cidr), except.flatMap(rangesOf)),
    isHidden: cidr.state === 'hidden',
    hasHiddenHole: except.some(({ state }) => state === 'hidden'),
  }
}

function rangesOf(cidr: Known<string>): AddressRange[] {
  const range = parseCidr(valueOf(cidr) ?? '')
  return range === undefined ? [] : [range]
}

/** Link-local addresses, the instance metadata service among them, and Azure's wireserver. */
export const localNetworks: readonly string[] = ['169.254.0.0/16', '168.63.129.16/32']

/** Whether a block holds a range; `unknown` also where it holds a part of it. */
export function blockHolds(block: Block, range: AddressRange): Match {
  if (block.isHidden) return 'unknown'
  if (covers(block.ranges, range)) return block.hasHiddenHole ? 'unknown' : 'yes'
  return block.ranges.some((each) => overlap(each, range)) ? 'unknown' : 'no'
}

function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}
