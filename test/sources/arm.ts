// What templates of ARM come to, worked out as a whole scan does.
import assert from 'node:assert/strict'

import { type Node, plainOf } from '../../src/kernel/tree.ts'
import type { AzureAsset } from '../../src/model/azure.ts'
import type { Parsed } from '../../src/sources/parsed.ts'
import { evaluate } from '../../src/template/evaluate.ts'
import { treeOf } from '../../src/template/json.ts'
import { parseArm } from '../../src/sources/arm/parse.ts'
import { Walk } from '../../src/template/walk.ts'

export type Files = Readonly<Record<string, unknown>>

const schemas = 'https://schema.management.azure.com/schemas/2019-04-01'

/** A template with what is told of it. */
export function template(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    $schema: `${schemas}/deploymentTemplate.json#`,
    contentVersion: '1.0.0.0',
    resources: [],
    ...parts,
  }
}

export function parameters(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(values).map(([name, value]) => [name, { value }] as const)
  return { $schema: `${schemas}/deploymentParameters.json#`, parameters: Object.fromEntries(given) }
}

/** Reads files; what is no text is written as JSON. */
export function read(files: Files): readonly Parsed[] {
  const documents = Object.entries(files).map(([path, content]) => ({
    path,
    text: typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  }))
  return parseArm(documents, (path) => documents.find((document) => document.path === path))
}

export function assetsOf(files: Files): ReadonlyMap<string, AzureAsset> {
  const facts = read(files).flatMap((parsed) => parsed.facts)
  return new Map(facts.map((fact) => [fact.name, fact as AzureAsset] as const))
}

/** The node that an expression comes to in a template. */
export function nodeOf(expression: unknown, parts: Readonly<Record<string, unknown>> = {}): Node {
  const document = {
    path: 'main.json',
    text: JSON.stringify(
      template({ ...parts, resources: [{ type: 'Test/things', name: 'it', value: expression }] }),
    ),
  }
  const tree = treeOf(document, [])
  assert.ok(tree !== undefined)
  const walk = new Walk(document, { left: 2_000_000, depth: 0 })
  walk.root(tree, () => undefined)
  const [it] = walk.resources
  const value = it?.written.kind === 'map' ? it.written.entries.get('value')?.value : undefined
  assert.ok(it !== undefined && value !== undefined)
  return evaluate(value, it.scope)
}

/** `?` for what cannot be known, else plain data. */
export function valueOf(expression: unknown, parts: Readonly<Record<string, unknown>> = {}): unknown {
  const node = nodeOf(expression, parts)
  return node.kind === 'hidden' ? '?' : JSON.parse(JSON.stringify(plainOf(node) ?? null))
}
