import {
  child,
  type Entry,
  itemsOf,
  type MapNode,
  type Node,
  placedIn,
  placeOf,
  textOf,
} from '../../../kernel/tree.ts'
import { parseYaml } from '../../../kernel/yaml.ts'
import type { Document } from '../../../model/origin.ts'
import { type Problem, problemAt } from '../../../model/problem.ts'
import { hiddenAt } from '../../../values/value.ts'
import { byKey, expressionsOf, moduleAt, modulesIn, type PlanModule, referenceIn } from './references.ts'

/** What a plan says of one resource. */
export interface PlannedResource {
  /** `module.aks.azurerm_kubernetes_cluster.main[0]`. */
  readonly address: string
  readonly type: string
  readonly name: string
  /** Where the plan tells of it. */
  readonly node: Node
  /** What it is given; what is only known after it is applied is hidden, with what it refers to. */
  readonly given: Node
}

export interface Plan {
  readonly document: Document
  readonly resources: readonly PlannedResource[]
}

const mostResources = 20_000

export function parsePlan(document: Document, problems: Problem[]): Plan {
  const [read] = parseYaml(document.text, { part: { start: 0, end: document.text.length } })
  if (read?.kind !== 'tree') {
    const { message, offset } = read ?? { message: 'The plan is empty.', offset: 0 }
    problems.push(problemAt('broken-syntax', message, { document, offset }))
    return { document, resources: [] }
  }
  const tree = placedIn(document, read.root)
  const all = modulesIn(child(child(tree, 'planned_values'), 'root_module')).flatMap((module) =>
    itemsOf(child(module, 'resources')),
  )
  if (all.length > mostResources)
    problems.push(problemAt('too-large', 'There are too many resources to analyse.', { document, offset: 0 }))
  const reader = readerOf(tree)
  const resources = all.slice(0, mostResources).flatMap((node) => reader(node) ?? [])
  return { document, resources }
}

type Reader = (node: Node) => PlannedResource | undefined

function readerOf(tree: Node): Reader {
  const root: PlanModule = { prefix: '', node: child(child(tree, 'configuration'), 'root_module') }
  const unknown = unknownIn(tree)
  return (node) => {
    const [address, type, name, mode] = ['address', 'type', 'name', 'mode'].map((key) =>
      textOf(child(node, key)),
    )
    const values = child(node, 'values')
    if (address === undefined || type === undefined || name === undefined) return undefined
    if (mode !== 'managed' || values === undefined) return undefined
    const module = moduleAt(root, address)
    const marks = { unknown: unknown.get(address), expressions: expressionsOf(module, type, name), module }
    return { address, type, name, node, given: withUnknown(values, marks) }
  }
}

/** What of each resource is only known after it is applied: a tree of truth values. */
function unknownIn(tree: Node): ReadonlyMap<string, Node> {
  return new Map(
    itemsOf(child(tree, 'resource_changes')).flatMap((change) => {
      const [address, marks] = [
        textOf(child(change, 'address')),
        child(child(change, 'change'), 'after_unknown'),
      ]
      return address === undefined || marks === undefined ? [] : [[address, marks] as const]
    }),
  )
}

interface Marks {
  readonly unknown: Node | undefined
  readonly expressions: Node | undefined
  readonly module: PlanModule
}

function withUnknown(value: Node, marks: Marks): Node {
  if (isTrue(marks.unknown)) return unknownAt(value, marks)
  if (value.kind === 'list') return { ...value, items: itemsWithUnknown(value, marks) }
  if (value.kind !== 'map' || marks.unknown?.kind !== 'map') return value
  return { ...value, entries: entriesWithUnknown(value, marks) }
}

function unknownAt(value: Node, { expressions, module }: Marks): Node {
  const refersTo = referenceIn(expressions, module)
  const what = refersTo === undefined ? 'it' : [refersTo.to, ...refersTo.path].join('.')
  return hiddenAt(`${what} is only known once it is applied`, placeOf(value), refersTo)
}

/** A list that is worked out as a whole has one expression for all of its items. */
function itemsWithUnknown(list: Node, { unknown, expressions, module }: Marks): readonly Node[] {
  const [marks, written] = [itemsOf(unknown), itemsOf(expressions)]
  return itemsOf(list).map((item, index) =>
    withUnknown(item, { unknown: marks[index], expressions: written[index] ?? expressions, module }),
  )
}

function entriesWithUnknown(
  map: MapNode,
  { unknown, expressions, module }: Marks,
): ReadonlyMap<string, Entry> {
  const written = byKey(expressions)
  const entries = new Map<string, Entry>(map.entries)
  for (const [key, mark] of byKey(unknown)) {
    const known = map.entries.get(key)?.value
    if (known === undefined && !isTrue(mark)) continue
    const value = known ?? { kind: 'scalar', value: null, ...placeOf(map) }
    const marks = { unknown: mark, expressions: written.get(key), module }
    entries.set(key, {
      keyStart: map.entries.get(key)?.keyStart ?? map.start,
      value: withUnknown(value, marks),
    })
  }
  return entries
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}
