// Every file of Terraform at hand, against HashiCorp's own parser: the same blocks, labels, arguments and plain values.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { parse } from '@cdktn/hcl2json'

import { parseHcl } from '../../src/sources/terraform/parse-body.ts'
import type { Attribute, Block, Body } from '../../src/sources/terraform/syntax.ts'
import { shared } from '../conformance/suites.ts'

const skip = existsSync(shared) ? false : `${shared} is not there`

/** A body as the oracle writes it, as far as it keeps apart what is written. */
function asOracle({ attributes, blocks }: Body): Record<string, unknown> {
  const written: Record<string, unknown> = {}
  for (const attribute of attributes) written[attribute.name] = plainValue(attribute)
  for (const block of blocks) {
    const path = [block.type, ...block.labels]
    const last = path.pop() ?? ''
    let at = written
    for (const name of path) at = (at[name] ??= {}) as Record<string, unknown>
    ;((at[last] ??= []) as unknown[]).push(asOracle(block.body))
  }
  return written
}

const other = 'an expression'

function plainValue({ value }: Attribute): unknown {
  return value.kind === 'literal' ? value.value : other
}

/** What the oracle says of an argument that we read as an expression is not compared. */
function compare(ours: unknown, theirs: unknown, path: string): void {
  if (ours === other) return
  if (typeof ours !== 'object' || ours === null) return compareScalar(ours, theirs, path)
  assert.ok(typeof theirs === 'object' && theirs !== null, path)
  const [own, told] = [ours as Record<string, unknown>, theirs as Record<string, unknown>]
  assert.deepEqual(Object.keys(own).sort(), Object.keys(told).sort(), path)
  for (const [key, value] of Object.entries(own)) compare(value, told[key], `${path}/${key}`)
}

/** The oracle writes escaped interpolations and here-documents as they stand. */
function compareScalar(ours: unknown, theirs: unknown, path: string): void {
  if (typeof ours === 'string' && /[$%]\{|\\|\n/.test(ours + String(theirs))) return
  assert.deepEqual(ours, theirs, path)
}

function countOf({ attributes, blocks }: Body): number {
  return attributes.length + blocks.reduce((sum, block: Block) => sum + 1 + countOf(block.body), 0)
}

test('all files read as HashiCorp’s parser reads them', { skip }, async (context) => {
  const files = globSync('**/*.tf', { cwd: shared }).sort()
  assert.ok(files.length > 500)
  let items = 0
  for (const file of files) {
    const text = readFileSync(join(shared, file), 'utf8')
    const { body, faults } = parseHcl(text)
    assert.deepEqual(faults, [], file)
    compare(asOracle(body), await parse(file, text), file)
    items += countOf(body)
  }
  context.diagnostic(`${files.length} files, ${items} blocks and arguments alike`)
})
