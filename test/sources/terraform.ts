// What an expression of Terraform comes to, worked out as a whole scan does.
import assert from 'node:assert/strict'

import { child, type Node, plainOf } from '../../src/kernel/tree.ts'
import { applyAll } from '../../src/sources/terraform/configuration.ts'
import { readSources } from '../../src/sources/terraform/declarations.ts'
import { argumentsOf } from '../../src/sources/terraform/module.ts'

export type Files = Readonly<Record<string, string>>

/** What each resource is given, by its address; of several roots with the folder before it. */
export function resourcesOf(files: Files): ReadonlyMap<string, Node> {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  const find = (path: string): (typeof documents)[number] | undefined =>
    documents.find((document) => document.path === path)
  const roots = applyAll(readSources(documents), find)
  return new Map(
    roots.flatMap(({ folder, resources }) =>
      resources.map(
        (each) => [`${folder === '.' ? '' : `${folder}: `}${each.address}`, argumentsOf(each)] as const,
      ),
    ),
  )
}

/** The node that an expression comes to beside some other blocks. */
export function nodeOf(expression: string, blocks = ''): Node {
  const resources = resourcesOf({
    'main.tf': `resource "test_thing" "it" {\n  value = ${expression}\n}\n${blocks}`,
  })
  const value = child(resources.get('test_thing.it'), 'value')
  assert.ok(value !== undefined, `${expression} is read`)
  return value
}

/** `?` for what cannot be known, else plain data. */
export function valueOf(expression: string, blocks = ''): unknown {
  const node = nodeOf(expression, blocks)
  return node.kind === 'hidden' ? '?' : JSON.parse(JSON.stringify(plainOf(node) ?? null))
}
