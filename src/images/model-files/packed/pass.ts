import { limits } from '../limits.ts'
import type { MemberOptions, Scan } from '../scan.ts'
import { type Packing, type Unpacked, unpackTo } from './unpack.ts'

export interface PackedMember {
  readonly name: string
  readonly packing: Packing
  readonly options?: MemberOptions
}

/** Unpacks more than is held and scans it as it goes by; nothing where the packing can only be unpacked as a whole. */
export function passMember(
  bytes: Buffer,
  { name, packing, options }: PackedMember,
  scan: Scan,
): { readonly fault?: Unpacked['fault'] } | undefined {
  const sink = scan.openMember(name, Infinity, options)
  let passed = 0
  const unpacked = unpackTo(packing, bytes, {
    most: Math.min(scan.budget.passed, limits.passedBytes),
    take(piece) {
      passed += piece.length
      if (sink.wants) sink.write(piece)
    },
  })
  if (unpacked === undefined) return undefined
  sink.end()
  scan.budget.passed -= passed
  return unpacked
}
