// What files of Bicep come to, worked out as a whole scan does.
import assert from 'node:assert/strict'

import { type Node, plainOf } from '../../src/kernel/tree.ts'
import type { AzureAsset, ContainerRegistry } from '../../src/model/azure.ts'
import type { Document } from '../../src/model/origin.ts'
import { parseBicep } from '../../src/sources/bicep/parse.ts'
import { parseFile } from '../../src/sources/bicep/parse-file.ts'
import { filesOf } from '../../src/sources/bicep/project.ts'
import type { Parsed } from '../../src/sources/parsed.ts'
import { evaluate } from '../../src/template/evaluate.ts'
import { Walk } from '../../src/template/walk.ts'

export type Files = Readonly<Record<string, string>>

function documentsOf(files: Files): readonly Document[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

/** Reads files of Bicep; others are found where they are asked for. */
export function read(files: Files): readonly Parsed[] {
  const all = documentsOf(files)
  const own = all.filter(({ path }) => /\.bicep(?:param)?$/.test(path))
  return parseBicep(own, (path) => all.find((document) => document.path === path), all)
}

export function assetsOf(files: Files): ReadonlyMap<string, AzureAsset> {
  const facts = read(files).flatMap((parsed) => parsed.facts)
  return new Map(facts.map((fact) => [fact.name, fact as AzureAsset] as const))
}

/** `code file:line` of each problem. */
export function problems(files: Files): readonly string[] {
  return read(files).flatMap((parsed) =>
    parsed.problems.map(({ code, location }) => `${code} ${location.file}:${location.line}`),
  )
}

/** The node that an expression comes to, in a file that declares some more, beside some others. */
export function nodeOf(expression: string, declarations = '', others: Files = {}): Node {
  const text = `${declarations}\nresource it 'Test/things@2026-01-01' = {\n  name: 'it'\n  value: ${expression}\n}\n`
  const all = documentsOf({ ...others, 'main.bicep': text })
  const files = new Map(all.map((document) => [document.path, parseFile(document)]))
  const main = files.get('main.bicep')
  assert.ok(main !== undefined)
  assert.deepEqual(main.faults, [])
  const find = (path: string): Document | undefined => all.find((document) => document.path === path)
  const walk = new Walk(
    main.document,
    { left: 2_000_000, depth: 0 },
    filesOf({ files, find, kept: new Map() }, new Set()),
  )
  walk.root(main.template, () => undefined)
  const it = walk.resources.find(({ symbol }) => symbol === 'it')
  const value = it?.written.kind === 'map' ? it.written.entries.get('value')?.value : undefined
  assert.ok(it !== undefined && value !== undefined)
  return evaluate(value, it.scope)
}

/** `?` for what cannot be known, else plain data. */
export function valueOf(expression: string, declarations = '', others: Files = {}): unknown {
  const node = nodeOf(expression, declarations, others)
  return node.kind === 'hidden' ? '?' : JSON.parse(JSON.stringify(plainOf(node) ?? null))
}

/** The asset of a name. */
export function asset<T extends AzureAsset>(files: Files, name: string): T {
  const assets = assetsOf(files)
  const found = assets.get(name)
  assert.ok(found !== undefined, [...assets.keys()].join(' '))
  return found as T
}

/** What the assets are called, with a question mark where nobody knows whether one is there. */
export function names(files: Files): readonly string[] {
  return [...assetsOf(files).values()].map(
    ({ name, confidence }) => name + (confidence === 'possible' ? '?' : ''),
  )
}

export const acr = 'Microsoft.ContainerRegistry/registries@2025-11-01'

/** The declaration of a registry. */
export function registry(name: string, more = '', body = ''): string {
  return `resource ${name} '${acr}' = ${more}{\n  name: '${name}'\n${body}\n}\n`
}

/** A registry whose administrator is as a parameter or a variable says. */
export const given: string = registry('models', '', '  properties: { adminUserEnabled: admin }')

/** Whether the administrator of a registry is on; `?` where nobody knows. */
export function admin(files: Files, name = 'registries/models'): unknown {
  const { adminUserEnabled } = asset<ContainerRegistry>(files, name)
  return adminUserEnabled.state === 'hidden' ? '?' : adminUserEnabled.value
}
