// Every item of every benchmark is decided by a control, or says why files cannot decide it. Nothing is left out.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import { registry } from '../src/controls/registry.ts'
import { scan } from '../src/engine/scan.ts'
import { summariseBenchmarks } from '../src/findings/benchmarks.ts'
import type { Benchmark, BenchmarkPart } from '../src/knowledge/benchmark.ts'
import { benchmarks } from '../src/knowledge/benchmarks/all.ts'
import { makeEvidence } from '../src/report/evidence.ts'
import { toCsv } from '../src/report/csv.ts'

const shared = process.env['BULKHEAD_SHARED'] ?? join(import.meta.dirname, '..', '..', 'shared')

for (const benchmark of benchmarks) {
  describe(benchmark.id, () => {
    test('every item is decided by a control or says why not, never both', () => {
      const referred = new Set(registry.flatMap(({ references }) => references))
      const wrong = benchmark.items.filter(({ id, undecidable, unjudged }) => {
        const answers = [
          undecidable !== undefined,
          unjudged !== undefined,
          referred.has(`${benchmark.id}:${id}`),
        ]
        return answers.filter(Boolean).length !== 1
      })
      assert.deepEqual(
        wrong.map(({ id }) => id),
        [],
        `an item needs a control's reference, or else \`undecidable\` or \`unjudged\`: src/knowledge/benchmarks/${benchmark.id}.ts`,
      )
    })

    test('ids are unique and every reference to it names one', () => {
      const ids = new Set(benchmark.items.map(({ id }) => id))
      assert.equal(ids.size, benchmark.items.length)
      const strangers = registry
        .flatMap(({ references }) => references)
        .filter(
          (reference) =>
            reference.startsWith(`${benchmark.id}:`) && !ids.has(reference.slice(benchmark.id.length + 1)),
        )
      assert.deepEqual(strangers, [])
    })

    const original = originalOf(benchmark)
    test(
      'it has exactly the items that it is made from',
      { skip: original === undefined && 'no list' },
      () => {
        const { part } = benchmark
        const inside = (original ?? []).filter((item) => part === undefined || isInPart(item, part))
        assert.deepEqual(benchmark.items.map(({ id }) => id).sort(), inside.map(({ id }) => id).sort())
        if (part !== undefined) assert.equal(part.left, (original ?? []).length - inside.length)
      },
    )
  })
}

test('controls that reasons name exist', () => {
  const reasons = benchmarks.flatMap(({ items }) =>
    items.map((item) => item.undecidable ?? item.unjudged ?? ''),
  )
  const known = new Set(registry.map(({ id }) => id))
  const named = new Set(reasons.flatMap((reason) => reason.match(/BH-\d{4}/g) ?? []))
  assert.deepEqual(
    [...named].filter((id) => !known.has(id)),
    [],
  )
})

type OriginalItem = Readonly<Record<string, unknown>> & { readonly id: string }

/** The list that a benchmark is made from; lists of our own have none. */
function originalOf({ id }: Benchmark): readonly OriginalItem[] | undefined {
  const path = [
    join(shared, 'frameworks', `${id}.json`),
    join(shared, 'frameworks', `checks-${id}.json`),
    join(import.meta.dirname, '..', 'data', 'frameworks', `${id}.json`),
  ].find(existsSync)
  return path === undefined
    ? undefined
    : (JSON.parse(readFileSync(path, 'utf8')) as { items: OriginalItem[] }).items
}

function isInPart(item: OriginalItem, { field, values, also = [] }: BenchmarkPart): boolean {
  const stated = [item[field]].flat()
  return also.includes(item.id) || values.some((value) => stated.includes(value))
}

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: m }\nspec: { containers: [{ name: "=cmd", image: a, securityContext: { privileged: true } }] }\n'

test('an item fails, passes or was not asked as its controls say', () => {
  const report = scan({ documents: [{ path: 'pod.yaml', text: pod }] }, { today: '2026-11-23' })
  const [summary] = summariseBenchmarks(
    benchmarks.filter(({ id }) => id === 'owasp-docker'),
    report,
  )
  const verdictOf = (id: string): string | undefined => summary?.items.find((item) => item.id === id)?.verdict
  assert.equal(verdictOf('OWASP-DOCKER-3'), 'fail')
  assert.equal(verdictOf('OWASP-DOCKER-9'), 'not-asked')
  assert.equal(verdictOf('OWASP-DOCKER-11'), 'undecidable')
})

test('an item that no control judges says so, and so does what a list leaves out', () => {
  const report = scan({ documents: [{ path: 'pod.yaml', text: pod }] }, { today: '2026-11-23' })
  const [summary] = summariseBenchmarks(
    benchmarks.filter(({ id }) => id === 'checkov'),
    report,
  )
  const item = summary?.items.find(({ id }) => id === 'CKV_K8S_68')
  assert.equal(item?.verdict, 'unjudged')
  assert.match(item?.reason ?? '', /AKS operates the control plane/)
  assert.match(summary?.left?.why ?? '', /Azure resources/)
})

test('without its controls an item is not undecidable, only unjudged', () => {
  const report = scan({ documents: [{ path: 'pod.yaml', text: pod }] }, { controls: [] })
  const [summary] = summariseBenchmarks(
    benchmarks.filter(({ id }) => id === 'pod-security-standards'),
    report,
  )
  assert.deepEqual([...new Set(summary?.items.map(({ verdict }) => verdict))], ['unjudged'])
})

test('evidence has the digest of every input and no formula in a cell', () => {
  const report = scan({ documents: [{ path: 'pod.yaml', text: pod }] }, { today: '2026-11-23' })
  const files = makeEvidence(report, { today: '2026-11-23', commandLine: ['scan', 'pod.yaml'] })
  assert.match(files.get('inputs.csv') ?? '', /^pod\.yaml,\d+,[0-9a-f]{64}\r$/m)
  assert.match(files.get('findings.csv') ?? '', /BH-0101/)
  assert.equal(toCsv([['=1+1', 'a"b', '-x']]), `'=1+1,"a""b",'-x\r\n`)
})
