import { child, isAbsent, type Node } from '../../kernel/tree.ts'
import { type Known, mapKnown, stated } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'

/** `KEY=value` items or a map, as environment, labels and sysctls stand in Compose files. */
export function listOrMap(fields: Fields, key: string): ReadonlyMap<string, Known<string>> {
  const node = fields.child(key)
  if (node?.kind !== 'list') return fields.dictionary(key)
  const entries = new Map<string, Known<string>>()
  for (const item of fields.nodes(key)) {
    const text = fields.textAt(item)
    if (text.state === 'hidden') entries.set(`(hidden ${entries.size})`, text)
    else {
      const [name = '', ...rest] = text.value.split('=')
      entries.set(
        name,
        mapKnown(text, () => rest.join('=')),
      )
    }
  }
  return entries
}

/** One text, or a list of texts. */
export function textOrList(fields: Fields, key: string): readonly Known<string>[] {
  const node = fields.child(key)
  if (node?.kind === 'list') return fields.freeTexts(key)
  const text = fields.freeText<undefined>(key, undefined)
  if (text.state === 'hidden') return [text]
  return text.value === undefined || text.state === 'default' ? [] : [stated(text.value, text.origin)]
}

export function originAt(fields: Fields, node: Node): Origin {
  return fields.originAt(node)
}

/** A field of a map node as a text; nothing where it is absent. */
export function textUnder(fields: Fields, node: Node, key: string): Known<string> | undefined {
  const value = child(node, key)
  return isAbsent(value) ? undefined : fields.textAt(value)
}
