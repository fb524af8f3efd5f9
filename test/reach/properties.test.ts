// The engine against the plainest evaluator there can be, on random small clusters.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { parseAddress } from '../../src/kernel/cidr.ts'
import type { Platform } from '../../src/model/platform.ts'
import type { Pod } from '../../src/model/pod.ts'
import type { Connection } from '../../src/reach/connection.ts'
import type { Endpoint } from '../../src/reach/endpoint.ts'
import { includesPort, protocols } from '../../src/reach/ports.ts'
import { buildReach, type Reach } from '../../src/reach/reach.ts'
import { platformOf } from './cluster.ts'
import { type Attempt, isAllowed, type RawCluster, type RawEnd } from './naive.ts'
import { askedPorts, manifestsOf, outside, randomCluster, values } from './random-cluster.ts'

const runs = { numRuns: Number(process.env['REACH_RUNS'] ?? 300) }

interface Asked {
  readonly platform: Platform
  readonly reach: Reach
  readonly endOf: (end: RawEnd) => Endpoint
}

function build(manifests: readonly string[], blocksMatchPods: boolean): Asked {
  const platform = platformOf(manifests)
  const pods = new Map(platform.all('pod').map((pod) => [pod.name, pod]))
  return {
    platform,
    reach: buildReach(platform, { blocksMatchPods: blocksMatchPods ? 'yes' : 'no' }),
    endOf: (end) => {
      if (typeof end !== 'string') {
        const pod = pods.get(end.name)
        assert.ok(pod !== undefined)
        return { kind: 'pod', pod }
      }
      const range = parseAddress(end)
      assert.ok(range !== undefined)
      return { kind: 'address', range }
    },
  }
}

function requirePod(name: string, { classes }: Reach): Pod {
  const pod = classes.flatMap(({ pods }) => pods).find((each) => each.name === name)
  assert.ok(pod !== undefined)
  return pod
}

function* pairsOf({ pods }: RawCluster): Generator<readonly [RawEnd, RawEnd]> {
  for (const pod of pods) {
    for (const other of pods) if (other !== pod) yield [pod, other]
    for (const address of outside) {
      yield [pod, address]
      yield [address, pod]
    }
  }
}

function* attemptsOf(from: RawEnd, to: RawEnd): Generator<Attempt> {
  for (const protocol of protocols) for (const port of askedPorts) yield { from, to, protocol, port }
}

function answerOf({ allowed, undecided }: Connection, { protocol, port }: Attempt): boolean | undefined {
  if (includesPort(undecided, protocol, port)) return undefined
  return includesPort(allowed, protocol, port)
}

function nameOf(end: RawEnd): string {
  return typeof end === 'string' ? end : end.name
}

function describeAttempt({ from, to, protocol, port }: Attempt): string {
  return `${nameOf(from)} to ${nameOf(to)} ${protocol} ${port}`
}

test('every answer is that of the plain evaluator', () => {
  fc.assert(
    fc.property(randomCluster, fc.boolean(), (cluster, blocksMatchPods) => {
      const { reach, endOf } = build(manifestsOf(cluster), blocksMatchPods)
      for (const [from, to] of pairsOf(cluster)) {
        const connection = reach.connection(endOf(from), endOf(to))
        for (const attempt of attemptsOf(from, to)) {
          const expected = isAllowed(cluster, attempt, { blocksMatchPods })
          assert.equal(answerOf(connection, attempt), expected, describeAttempt(attempt))
        }
      }
    }),
    runs,
  )
})

test('asked at once, every class answers as each of its pods', () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      const { reach, endOf } = build(manifestsOf(cluster), true)
      for (const from of [...cluster.pods, ...outside]) {
        const all = reach.connectionsFrom(endOf(from))
        for (const { name } of cluster.pods.filter((each) => each !== from)) {
          const pod = requirePod(name, reach)
          const { allowed, undecided } = reach.connection(endOf(from), { kind: 'pod', pod })
          const ofClass = all[reach.classOf(pod)?.id ?? -1]
          assert.deepEqual([ofClass?.allowed, ofClass?.undecided], [allowed, undecided])
        }
      }
    }),
    runs,
  )
})

test('a part of a range that the policies cut answers as each of its addresses', () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      const { reach, endOf } = build(manifestsOf(cluster), true)
      for (const own of cluster.pods) {
        const end = endOf(own)
        if (end.kind !== 'pod') continue
        for (const range of reach.partition({ family: 4, first: 0n, last: 2n ** 32n - 1n }, end.pod)) {
          const whole = reach.connection(end, { kind: 'address', range })
          const last = { ...range, first: range.last }
          assert.deepEqual(whole.allowed, reach.connection(end, { kind: 'address', range: last }).allowed)
          assert.deepEqual(whole.undecided, { TCP: [], UDP: [], SCTP: [] })
        }
      }
    }),
    runs,
  )
})

test('what the platform says of egress to an address is never the contrary', () => {
  fc.assert(
    fc.property(randomCluster, (cluster) => {
      const { reach, platform, endOf } = build(manifestsOf(cluster), true)
      const leaving = [...pairsOf(cluster)].filter(([, to]) => typeof to === 'string')
      for (const attempt of leaving.flatMap(([from, to]) => [...attemptsOf(from, to)])) {
        if (attempt.protocol !== 'TCP') continue
        const pod = requirePod(nameOf(attempt.from), reach)
        const target = { address: nameOf(attempt.to), ports: [attempt.port] }
        const { match } = platform.egressOf(pod, target)
        const connection = reach.connection({ kind: 'pod', pod }, endOf(attempt.to))
        if (match === 'unknown') continue
        assert.equal(answerOf(connection, attempt), match === 'yes', describeAttempt(attempt))
      }
    }),
    runs,
  )
})

const hole = '{{ .Values.hole }}'

/** The cluster with one label value replaced: `at` counts those that stand in its JSON. */
function withValue(cluster: RawCluster, at: number, value: string): RawCluster {
  const pattern = new RegExp(`"(?:${values.join('|')})"`, 'g')
  let index = 0
  const text = JSON.stringify(cluster).replaceAll(pattern, (found) =>
    index++ === at ? JSON.stringify(value) : found,
  )
  return JSON.parse(text) as RawCluster
}

/** In a completion of the cluster its pods have the labels that they get there. */
function assertHolds(answer: boolean, attempt: Attempt, completed: RawCluster): void {
  const [from, to] = [attempt.from, attempt.to].map(
    (end): RawEnd => completed.pods.find(({ name }) => name === nameOf(end)) ?? end,
  )
  assert.ok(from !== undefined && to !== undefined)
  const expected = isAllowed(completed, { ...attempt, from, to }, { blocksMatchPods: true })
  assert.equal(expected, answer, describeAttempt(attempt))
}

test('with a value that cannot be read, an answer that is given holds whatever the value is', () => {
  let [decided, all] = [0, 0]
  fc.assert(
    fc.property(randomCluster, fc.nat({ max: 12 }), (cluster, at) => {
      const { reach, endOf } = build(manifestsOf(withValue(cluster, at, hole)), true)
      const completions = [...values, 'another'].map((value) => withValue(cluster, at, value))
      for (const [from, to] of pairsOf(cluster)) {
        const connection = reach.connection(endOf(from), endOf(to))
        for (const attempt of attemptsOf(from, to)) {
          const answer = answerOf(connection, attempt)
          all++
          if (answer === undefined) continue
          decided++
          for (const completed of completions) assertHolds(answer, attempt, completed)
        }
      }
    }),
    runs,
  )
  assert.ok(decided > all / 2, `only ${decided} of ${all} are decided`)
})
