import { dirname } from 'node:path/posix'

import { compareText } from '../../kernel/text.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import { type InstalledModules, isModuleRecord, readInstalled } from './installed.ts'
import { type ParsedHcl, parseHcl } from './parse-body.ts'
import { parseJsonValues, parseTerraformJson } from './parse-json.ts'
import type { Attribute, Block, Body, Expression } from './syntax.ts'

/** A block or an argument and the file that it stands in. */
export interface Declared<T> {
  readonly written: T
  readonly document: Document
}

/** One folder with files of Terraform: a module, called by others or not. */
export interface ModuleSource {
  readonly folder: string
  readonly variables: ReadonlyMap<string, Declared<Block>>
  readonly locals: ReadonlyMap<string, Declared<Attribute>>
  readonly outputs: ReadonlyMap<string, Declared<Block>>
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, Declared<Block>>
  /** What it asks Azure for. */
  readonly dataSources: ReadonlyMap<string, Declared<Block>>
  readonly modules: ReadonlyMap<string, Declared<Block>>
  /** Where its state is kept. */
  readonly backends: readonly Declared<Block>[]
  /** Files of values: those that Terraform reads by itself, and those that somebody has to name. */
  readonly values: readonly ValueFile[]
  /** The lowest major version of the provider of Azure that it takes; 0 where it takes any. */
  readonly providerMajor: number
}

export interface ValueFile {
  readonly isRead: boolean
  readonly values: ReadonlyMap<string, Declared<Attribute>>
}

export interface Sources {
  readonly byFolder: ReadonlyMap<string, ModuleSource>
  /** Modules that were fetched for a root, by its folder. */
  readonly installed: ReadonlyMap<string, InstalledModules>
  readonly problems: readonly Problem[]
  /** How many blocks and arguments each file has. */
  readonly counts: ReadonlyMap<Document, number>
}

/** Parses all files and puts together what each folder declares. */
export function readSources(documents: readonly Document[]): Sources {
  const problems: Problem[] = []
  const counts = new Map<Document, number>()
  const parsed = documents.filter(isSource).map((document) => {
    const { body, faults } = parseFile(document)
    counts.set(document, body.blocks.length + body.attributes.length)
    for (const { message, offset } of faults)
      problems.push(problemAt('broken-syntax', message, { document, offset }))
    return { document, body }
  })
  const byFolder = new Map<string, ModuleSource>()
  for (const [folder, files] of Map.groupBy(parsed, ({ document }) => dirname(document.path)))
    byFolder.set(folder, sourceOf(folder, files, problems))
  return { byFolder, installed: readInstalled(documents), problems, counts }
}

function isSource(document: Document): boolean {
  return !isModuleRecord(document)
}

function parseFile({ path, text }: Document): ParsedHcl {
  if (!path.endsWith('.json')) return parseHcl(text)
  return path.endsWith('.tfvars.json') ? parseJsonValues(text) : parseTerraformJson(text)
}

interface ParsedFile {
  readonly document: Document
  readonly body: Body
}

function sourceOf(folder: string, files: readonly ParsedFile[], problems: Problem[]): ModuleSource {
  const code = files.filter(({ document }) => !isValueFile(document))
  const blocks = (type: string): readonly Declared<Block>[] =>
    code.flatMap(({ document, body }) =>
      body.blocks.filter((block) => block.type === type).map((written) => ({ written, document })),
    )
  const named = (type: string): ReadonlyMap<string, Declared<Block>> => byName(blocks(type), problems)
  return {
    folder,
    variables: named('variable'),
    outputs: named('output'),
    resources: named('resource'),
    dataSources: named('data'),
    modules: named('module'),
    locals: new Map(
      blocks('locals').flatMap(({ written, document }) =>
        written.body.attributes.map(
          (attribute) => [attribute.name, { written: attribute, document }] as const,
        ),
      ),
    ),
    backends: blocks('terraform').flatMap(({ written, document }) =>
      written.body.blocks
        .filter(({ type }) => type === 'backend')
        .map((backend) => ({ written: backend, document })),
    ),
    values: valueFilesIn(files),
    providerMajor: providerMajor(blocks('terraform')),
  }
}

/** Terraform refuses two blocks of one name, unless one stands in a file that overrides others. */
function byName(
  blocks: readonly Declared<Block>[],
  problems: Problem[],
): ReadonlyMap<string, Declared<Block>> {
  const named = new Map<string, Declared<Block>>()
  for (const block of blocks.toSorted((a, b) => Number(isOverride(a)) - Number(isOverride(b)))) {
    const name = block.written.labels.join('.')
    const known = named.get(name)
    if (known === undefined) named.set(name, block)
    else {
      problems.push(declaredTwice(name, block))
      if (isOverride(block)) named.set(name, { ...known, written: overridden(known.written, block.written) })
    }
  }
  return named
}

/** https://developer.hashicorp.com/terraform/language/files/override */
function isOverride({ document }: Declared<Block>): boolean {
  return /(?:^|\/|_)override\.tf(?:\.json)?$/.test(document.path)
}

function declaredTwice(name: string, block: Declared<Block>): Problem {
  const message = isOverride(block)
    ? `${name} is overridden here; what the two set differently was not analysed.`
    : `${name} is declared twice in this folder, which Terraform refuses; this one was not analysed.`
  return problemAt('declared-twice', message, { document: block.document, offset: block.written.start })
}

/** What an override sets is not known in the block that it overrides. */
function overridden(base: Block, { body }: Block): Block {
  const set = new Set([...body.attributes.map(({ name }) => name), ...body.blocks.map(({ type }) => type)])
  const { start, end } = base
  const value: Expression = { kind: 'name', name: 'override', start, end }
  return {
    ...base,
    body: {
      attributes: [
        ...base.body.attributes.filter(({ name }) => !set.has(name)),
        ...[...set].map((name) => ({ name, value, start, end })),
      ],
      blocks: base.body.blocks.filter(({ type }) => !set.has(type)),
    },
  }
}

function isValueFile({ path }: Document): boolean {
  return /\.tfvars(?:\.json)?$/.test(path)
}

/** https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files */
function valueFilesIn(files: readonly ParsedFile[]): readonly ValueFile[] {
  return files
    .filter(({ document }) => isValueFile(document))
    .sort((a, b) => compareText(a.document.path, b.document.path))
    .map(({ document, body }) => ({
      isRead: /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars(?:\.json)?$/.test(document.path),
      values: new Map(body.attributes.map((written) => [written.name, { written, document }] as const)),
    }))
}

/** `required_providers { azurerm = { version = "~> 4.2" } }`; `< 5.0` says nothing of the lowest. */
function providerMajor(blocks: readonly Declared<Block>[]): number {
  const majors = blocks
    .flatMap(({ written }) => written.body.blocks.filter(({ type }) => type === 'required_providers'))
    .flatMap(({ body }) => body.attributes.filter(({ name }) => name === 'azurerm'))
    .flatMap(({ value }) => (value.kind === 'object' ? value.entries : []))
    .filter(({ key }) => key.kind === 'literal' && key.value === 'version')
    .map(({ value }) => (value.kind === 'literal' ? lowestMajor(String(value.value)) : 0))
  return Math.max(0, ...majors)
}

function lowestMajor(constraint: string): number {
  const bounds = constraint
    .split(',')
    .map((part) => /^(?:~>|>=|>|=)?\s*v?(\d{1,4})(?:\.|$)/.exec(part.trim())?.[1])
  return Math.max(0, ...bounds.map((major) => Number(major ?? 0)))
}
