// The order in which documents are read decides nothing: neither depths nor routes nor what to change.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import { jsonChunks } from '../../src/report/json.ts'
import { renderGraph } from '../../src/report/graph.ts'
import { renderTerminal } from '../../src/report/terminal.ts'

interface Source {
  readonly path: string
  readonly text: string
}

const folder = join(import.meta.dirname, '..', '..', 'examples', 'model-platform')

/** Every object as a file of its own, so that its place stays the same wherever it is read. */
const sources: readonly Source[] = globSync('*/**/*.yaml', { cwd: folder })
  .sort()
  .flatMap((path) =>
    readFileSync(join(folder, path), 'utf8')
      .split(/^---$/m)
      .map((text, index) => ({ path: `${path}.${index}.yaml`, text })),
  )

const config = parseConfig({ path: 'bulkhead.yaml', text: 'isolate: replica\n' })

/** The whole report, the map of breaches with it. */
function reportOf(documents: readonly Source[]): string {
  assert.ok(config.kind === 'config')
  const report = scan({ documents }, { config: config.value, includesGraph: true })
  const terminal = renderTerminal(report, { hasColor: false, width: 100, isFull: true, groupBy: 'asset' })
  return [terminal, ...jsonChunks(report), ...renderGraph(report)].join('\n')
}

test('shuffled documents give the same report', () => {
  const expected = reportOf(sources)
  assert.ok(expected.includes(' R5 '), 'routes are in it')
  const shuffled = fc.shuffledSubarray([...sources], { minLength: sources.length })
  fc.assert(
    fc.property(shuffled, (documents) => {
      const lines = reportOf(documents).split('\n')
      assert.deepEqual(
        expected
          .split('\n')
          .flatMap((line, index) =>
            line === lines[index] ? [] : [[line.slice(0, 300), (lines[index] ?? '').slice(0, 300)]],
          )
          .slice(0, 5),
        [],
      )
    }),
    { numRuns: 12, seed: 7, endOnFailure: true },
  )
})
