// Templates of real projects: all of them are read, and how much of them is known.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import type { AzureAsset } from '../../src/model/azure.ts'
import type { Document } from '../../src/model/origin.ts'
import { armKindOf } from '../../src/template/arm-kind.ts'
import { parseArm } from '../../src/sources/arm/parse.ts'
import { hasSuites, shared } from '../conformance/suites.ts'

const subjects = join(shared, 'subjects')

function templates(): readonly Document[] {
  return globSync('**/*.json', { cwd: subjects })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(subjects, path), 'utf8') }))
    .filter((document) => armKindOf(document) !== undefined)
}

/** How many values of an asset are of each state. */
function count(value: unknown, states: Record<string, number>): void {
  if (typeof value !== 'object' || value === null) return
  if ('state' in value && typeof value.state === 'string')
    states[value.state] = (states[value.state] ?? 0) + 1
  else if (value instanceof Map) for (const each of value.values()) count(each, states)
  else for (const [key, each] of Object.entries(value)) if (key !== 'origin') count(each, states)
}

const isThere = hasSuites() && existsSync(subjects)

test('templates of real projects are read', { skip: !isThere && 'the projects are not here' }, (context) => {
  const parsed = parseArm(templates(), () => undefined)
  const assets = parsed.flatMap(({ facts }) => facts as readonly AzureAsset[])
  const states: Record<string, number> = {}
  for (const asset of assets) count(asset, states)
  context.diagnostic(`${parsed.length} files, ${assets.length} assets, ${JSON.stringify(states)}`)
  const clusters = assets.filter(({ asset }) => asset === 'managed-cluster')
  assert.ok(clusters.length >= 5, `${clusters.length} clusters`)
  assert.ok((states['stated'] ?? 0) > (states['hidden'] ?? 0) * 4)
  const incomplete = parsed.flatMap(({ problems }) => problems).filter(({ code }) => code !== 'unknown-kind')
  assert.deepEqual(incomplete, [])
})
