// CIDR arithmetic: known answers, then properties over random ranges.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  type AddressRange,
  countAddresses,
  covers,
  mergeRanges,
  parseAddress,
  parseCidr,
  subtractRanges,
} from '../src/kernel/cidr.ts'

function range(cidr: string): AddressRange {
  const parsed = parseCidr(cidr)
  assert.ok(parsed !== undefined, cidr)
  return parsed
}

test('parses what Kubernetes accepts, host bits cleared', () => {
  assert.deepEqual(range('10.10.1.12/24'), { family: 4, first: 0x0a0a0100n, last: 0x0a0a01ffn })
  assert.deepEqual(range('0.0.0.0/0'), { family: 4, first: 0n, last: 0xffffffffn })
  assert.deepEqual(range('::/0'), { family: 6, first: 0n, last: (1n << 128n) - 1n })
  assert.deepEqual(range('fe80::1:2/112').first, (0xfe80n << 112n) | (1n << 16n))
  assert.deepEqual(range('::ffff:1.2.3.4/128').first, 0xffff_01020304n)
  assert.deepEqual(range('010.0.0.1/8').first, 10n << 24n)
  assert.equal(parseAddress('169.254.169.254')?.first, 0xa9fea9fen)
})

test('rejects what is no CIDR', () => {
  const wrong = [
    '',
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.256/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '::/129',
    '1::2::3/64',
  ]
  for (const text of [
    ...wrong,
    ':::/0',
    '1:2:3:4:5:6:7/64',
    '1:2:3:4:5:6:7:8:9/64',
    '1:2:3:4:5:6:7::8/64x',
    'g::/8',
  ])
    assert.equal(parseCidr(text), undefined, text)
})

test('two halves cover the whole, and a hole uncovers it', () => {
  const all = range('0.0.0.0/0')
  const halves = [range('0.0.0.0/1'), range('128.0.0.0/1')]
  assert.ok(covers(halves, all))
  assert.ok(!covers(subtractRanges(halves, [range('169.254.169.254/32')]), all))
  assert.ok(!covers([range('::/0')], all), 'families stay apart')
})

/** Park and Miller's generator: the same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647
    yield state
  }
}

test('set algebra agrees with counting single addresses', () => {
  const random = numbers(20_261_123)
  const next = (below: number): number => Number(random.next().value) % below
  const draw = (): AddressRange => {
    const first = next(64)
    return { family: next(4) === 0 ? 6 : 4, first: BigInt(first), last: BigInt(first + next(16)) }
  }
  const members = (ranges: readonly AddressRange[]): Set<string> =>
    new Set(
      ranges.flatMap(({ family, first, last }) =>
        Array.from({ length: Number(last - first) + 1 }, (_, index) => `${family}/${first + BigInt(index)}`),
      ),
    )
  for (let round = 0; round < 500; round++) {
    const a = Array.from({ length: next(6) }, draw)
    const b = Array.from({ length: next(6) }, draw)
    const expected = members(a).difference(members(b))
    assert.deepEqual(members(subtractRanges(a, b)), expected)
    assert.deepEqual(members(mergeRanges(a)), members(a))
    assert.equal(countAddresses(a), BigInt(members(a).size))
    for (const one of b) assert.equal(covers(a, one), members([one]).isSubsetOf(members(a)))
  }
})
