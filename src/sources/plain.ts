import { isAbsent, type Node, plainOf } from '../kernel/tree.ts'
import { hidden, type Known, stated, unset } from '../model/known.ts'
import type { Fields } from '../values/fields.ts'

/** A field of free shape as plain data; hidden where a part of it is, or is left to a template. */
export function readPlain(fields: Fields, key: string): Known<unknown> {
  const node = fields.isHidden ? fields.node : fields.child(key)
  if (node === undefined) return unset()
  const origin = { document: fields.reading.document, start: node.start, end: node.end }
  return isOpen(node) ? hidden('a part of it is written elsewhere', origin) : stated(plainOf(node), origin)
}

function isOpen(node: Node): boolean {
  if (isAbsent(node)) return false
  if (node.kind === 'hidden') return true
  if (node.kind === 'list') return node.items.some(isOpen)
  if (node.kind === 'map')
    return (
      node.rest !== undefined ||
      [...node.entries].some(([key, { value }]) => key.includes('{{') || isOpen(value))
    )
  return typeof node.value === 'string' && node.value.includes('{{')
}

/** The words of a map as they are written. */
export function textOf({ origin }: Fields): string {
  return origin === undefined ? '' : origin.document.text.slice(origin.start, origin.end)
}
