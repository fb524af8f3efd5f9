import { child, entriesOf, type Entry, type MapNode, type Node } from '../kernel/tree.ts'
import type { Value } from '../values/value.ts'
import { evaluate } from './evaluate.ts'
import type { Files, KnownModule, Scope } from './names.ts'
import { elsewhere, linkIn } from './nested.ts'
import { isExpressionNode } from './syntax.ts'

/** What it takes to read what is known of a module, in steps of the evaluation. */
const workOfOne = 1_000

/** What is known of the module that a deployment names, where it is not part of the scan. */
export function knownModule(
  files: Files,
  written: Node,
  { properties, scope }: { readonly properties: Node | undefined; readonly scope: Scope },
): KnownModule | undefined {
  const link = linkIn(properties, scope)
  if (link === undefined) return undefined
  const given = namesGiven(child(properties, 'parameters'), scope)
  const known = files.moduleAt?.({ link, at: written, given })
  if (known !== undefined) scope.names.work.budget.left -= workOfOne
  return known
}

/** Nothing where the names themselves cannot be known. */
function namesGiven(parameters: Node | undefined, scope: Scope): readonly string[] | undefined {
  if (parameters === undefined) return []
  const given = isExpressionNode(parameters) ? evaluate(parameters, scope) : parameters
  return given.kind === 'map' ? [...given.entries.keys()] : undefined
}

/** A value with more in it than what stands there, where more may be, as in all maps in it. */
export function openedBy(unknown: string | undefined, value: Value | undefined): Value | undefined {
  return value === undefined || unknown === undefined ? value : opened(value, unknown)
}

function opened(value: Value, reason: string): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => opened(item, reason)) }
  if (value.kind !== 'map') return value
  const entries = [...entriesOf(value)].map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, value: opened(entry.value, reason) },
  ])
  const made: MapNode = { ...value, entries: new Map(entries), rest: reason }
  return made
}

interface Called {
  readonly written: Node
  readonly address: string
  readonly symbol: string | undefined
  readonly scope: Scope
}

/** What a deployment names and nobody could read, or what is not known of it. */
export function describeModule(
  { written, address, symbol, scope }: Called,
  unknown: string | undefined,
): string {
  const properties = child(written, 'properties')
  const link = linkIn(properties, scope)
  const from = link === undefined ? elsewhere(properties, scope) : `comes from ${link.slice(0, 200)}`
  const what =
    symbol === undefined ? `The template of ${address.slice(0, 200)}` : `Module ${symbol.slice(0, 200)}`
  if (unknown !== undefined) return `${what} ${from}: ${unknown}.`
  // What `bicep build` writes beside the file has the modules of registries in it.
  const help = link?.includes(':') === true ? '; what `bicep build` writes beside this file has it in it' : ''
  return `${what} ${from} and was not analysed${help}.`
}
