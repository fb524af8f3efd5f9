import type { z } from 'zod'

import type { AnyControl } from '../controls/any-control.ts'
import { hint } from '../kernel/nearest.ts'
import { type Node, plainOf } from '../kernel/tree.ts'
import { parseYaml } from '../kernel/yaml.ts'
import { type Document, type Location, locateOffset } from '../model/origin.ts'
import { makeCustomControl } from './custom-control.ts'
import { type Config, type ConfiguredWaiver, configSchema } from './schema.ts'

/** A configuration, ready to be used. */
export interface ParsedConfig {
  readonly config: Config
  /** The waivers, each with its place. */
  readonly waivers: readonly (ConfiguredWaiver & { readonly location: Location })[]
  /** Tenants that it names to ask something else of them, each with its place. */
  readonly tenants: readonly NamedTenant[]
  /** Namespaces of which more code is judged, or judged otherwise, each with its place. */
  readonly members: readonly Member[]
  /** The controls of one's own, compiled. */
  readonly controls: readonly AnyControl[]
}

export interface NamedTenant {
  /** With `*` for any text. */
  readonly name: string
  readonly location: Location
}

export interface Member {
  /** What is said of it, after "which": `tenant acme is said to have`. */
  readonly claim: string
  readonly namespace: string
  readonly location: Location
}

/** What is wrong with a configuration. It is used whole or not at all: nothing is scanned under half a configuration. */
export interface ConfigError {
  readonly message: string
  readonly location: Location
}

export type ConfigResult =
  | { readonly kind: 'config'; readonly value: ParsedConfig }
  | { readonly kind: 'errors'; readonly errors: readonly ConfigError[] }

/** The configuration where there is no file. */
export const defaultConfig: ParsedConfig = {
  config: configSchema.parse({}),
  waivers: [],
  tenants: [],
  members: [],
  controls: [],
}

/** Reads `bulkhead.yaml`. */
export function parseConfig(document: Document): ConfigResult {
  const [first, second] = parseYaml(document.text)
  if (first === undefined) return { kind: 'config', value: defaultConfig }
  if (first.kind === 'error') return failed(first.message, document, first.offset)
  if (second !== undefined)
    return failed('The file holds more than one YAML document.', document, second.start)
  const [duplicate] = first.duplicates
  if (duplicate !== undefined)
    return failed(`Key '${duplicate.key}' stands twice.`, document, duplicate.offset)
  const result = validate(first.root)
  if (result === undefined) return failed('A map stands where text is due.', document, first.root.start)
  if (!result.success)
    return {
      kind: 'errors',
      errors: result.error.issues.flatMap((each) => explain(each, first.root, document)),
    }
  return complete(result.data, first.root, document)
}

/** Maps with a key `length` make zod fail where it measures a text. */
function validate(root: Node): ReturnType<typeof configSchema.safeParse> | undefined {
  try {
    return configSchema.safeParse(plainOf(root))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function complete(config: Config, root: Node, document: Document): ConfigResult {
  const locationOf = (...path: readonly PropertyKey[]): Location =>
    locateOffset(document, offsetOf(root, path))
  const made = config.controls.map(makeCustomControl)
  const errors = made.flatMap((each, index) =>
    'error' in each ? [{ message: each.error, location: locationOf('controls', index) }] : [],
  )
  if (errors.length > 0) return { kind: 'errors', errors }
  const waivers = config.waivers.map((waiver, index) => ({
    ...waiver,
    location: locationOf('waivers', index),
  }))
  const named = (
    names: Readonly<Record<string, unknown>>,
    ...path: readonly string[]
  ): readonly NamedTenant[] =>
    Object.keys(names).map((name) => ({ name, location: locationOf(...path, name) }))
  const tenants = [
    ...named(config.depth.tenants, 'depth', 'tenants'),
    ...named(config.isolate, 'isolate').filter(({ name }) => name !== '*'),
  ]
  const members = Object.entries(config.tenants).flatMap(([tenant, namespaces]) =>
    namespaces.map((namespace, index) => ({
      claim: `tenant ${tenant} is said to have`,
      namespace,
      location: locationOf('tenants', tenant, index),
    })),
  )
  const untrusted = (config.untrusted?.namespaces ?? []).map((namespace, index) => ({
    claim: 'is said to hold untrusted code',
    namespace,
    location: locationOf('untrusted', 'namespaces', index),
  }))
  const controls = made.flatMap((each) => ('control' in each ? [each.control] : []))
  return {
    kind: 'config',
    value: { config, waivers, tenants, members: [...members, ...untrusted], controls },
  }
}

function failed(message: string, document: Document, offset: number): ConfigResult {
  return { kind: 'errors', errors: [{ message, location: locateOffset(document, offset) }] }
}

function explain(issue: z.core.$ZodIssue, root: Node, document: Document): ConfigError[] {
  const at = issue.path.length === 0 ? 'the file' : `'${issue.path.join('.')}'`
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: `Unknown key '${key}' in ${at}.${hint(key, knownKeys(issue.path))}`,
      location: locateOffset(document, offsetOf(root, [...issue.path, key])),
    }))
  }
  return [
    { message: `${issue.message} at ${at}.`, location: locateOffset(document, offsetOf(root, issue.path)) },
  ]
}

/** The keys that the schema has at a path, for a hint. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configSchema
  for (const step of path)
    schema = typeof step === 'number' ? elementOf(schema) : (shapeOf(schema)[String(step)] ?? valueOf(schema))
  return Object.keys(shapeOf(schema))
}

interface SchemaParts {
  readonly def?: {
    readonly innerType?: unknown
    readonly out?: unknown
    readonly element?: unknown
    readonly valueType?: unknown
    readonly shape?: Record<string, unknown>
  }
}

/** The schema itself without `optional`, `default` and `preprocess` around it. */
function bare(schema: unknown): SchemaParts {
  const { def } = (schema ?? {}) as SchemaParts
  const inner = def?.innerType ?? def?.out
  return inner === undefined ? ((schema ?? {}) as SchemaParts) : bare(inner)
}

function shapeOf(schema: unknown): Record<string, unknown> {
  return bare(schema).def?.shape ?? {}
}

/** Of a map whose keys are names. */
function valueOf(schema: unknown): unknown {
  return bare(schema).def?.valueType
}

function elementOf(schema: unknown): unknown {
  return bare(schema).def?.element
}

/** Where a path stands in the file; the nearest parent that exists. */
function offsetOf(root: Node, path: readonly PropertyKey[]): number {
  let node = root
  let offset = root.start
  for (const step of path) {
    const entry = node.kind === 'map' ? node.entries.get(String(step)) : undefined
    const next = entry?.value ?? (node.kind === 'list' ? node.items[Number(step)] : undefined)
    if (next === undefined) return offset
    offset = entry?.keyStart ?? next.start
    node = next
  }
  return offset
}
