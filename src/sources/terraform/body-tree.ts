import type { Entry, MapNode, Place } from '../../kernel/tree.ts'
import { evaluate } from './evaluate.ts'
import type { Scope } from './scope.ts'
import { instancesOf, itemsOfBlock, repeatedBy } from './instances.ts'
import type { Attribute, Block, Body } from './syntax.ts'
import { hiddenAt, listAt, mapAt, type Value } from '../../values/value.ts'

/** Arguments of Terraform itself. */
const ownArguments = new Set([
  'count',
  'for_each',
  'depends_on',
  'provider',
  'lifecycle',
  'provisioner',
  'connection',
])

/** A body as a tree: an argument under its name, the blocks of one type as a list under theirs. */
export function bodyTree(body: Body, scope: Scope, span: Pick<Place, 'start' | 'end'>): MapNode | Value {
  const entries = new Map<string, Entry>()
  for (const attribute of body.attributes) {
    if (!ownArguments.has(attribute.name)) entries.set(attribute.name, entryOf(attribute, scope))
  }
  for (const [type, blocks] of Map.groupBy(body.blocks, typeOf)) {
    if (ownArguments.has(type)) continue
    const [first] = blocks
    const place = {
      document: scope.document,
      start: first?.start ?? span.start,
      end: blocks.at(-1)?.end ?? span.end,
    }
    const items = blocks.flatMap((block) => blockTrees(block, scope))
    entries.set(type, { keyStart: place.start, value: listAt(items, place) })
  }
  return mapAt(entries, { document: scope.document, ...span })
}

/** A value that stands elsewhere is best pointed at where it stands. */
function entryOf({ start, value: written }: Attribute, scope: Scope): Entry {
  const value = evaluate(written, scope)
  return { keyStart: value.document === scope.document ? start : value.start, value }
}

const unclearBlock = 'it cannot be known how often the block is there'

/** A block of which nobody knows whether it is there. */
export function isUnclearBlock(value: Value): boolean {
  return value.kind === 'hidden' && value.reason === unclearBlock
}

function typeOf({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0] ?? type) : type
}

function blockTrees(block: Block, scope: Scope): readonly Value[] {
  return block.type === 'dynamic' ? dynamicTrees(block, scope) : [bodyTree(block.body, scope, block)]
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function dynamicTrees({ body, labels: [type = ''], ...span }: Block, scope: Scope): readonly Value[] {
  const content = body.blocks.find((block) => block.type === 'content')
  const iterator = body.attributes.find(({ name }) => name === 'iterator')?.value
  const name = iterator?.kind === 'name' ? iterator.name : type
  const repeated = repeatedBy(body, scope, itemsOfBlock)
  if (content === undefined) return []
  if (repeated.by === 'unknown') return [hiddenAt(unclearBlock, { document: scope.document, ...span })]
  return instancesOf(repeated).map(({ names }) => {
    const each = names.get('each')
    const inner = each === undefined ? scope.names : new Map([...scope.names, [name, each]])
    return bodyTree(content.body, { ...scope, names: inner }, content)
  })
}
