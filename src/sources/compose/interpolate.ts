import { type Entry, type Node, placeOf, type ScalarNode } from '../../kernel/tree.ts'
import { resolvePlainScalar } from '../../kernel/yaml-scalar.ts'

/**
 * Puts in the defaults of a Compose file's variables (Compose specification, Interpolation): `${NAME:-default}` reads
 * as its default, as if nobody set the variable; whatever hangs on a variable without one is hidden. `$$` is a dollar.
 */
export function interpolate(node: Node): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map(interpolate) }
  if (node.kind === 'map') {
    const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
      key,
      { ...entry, value: interpolate(entry.value) },
    ])
    return { ...node, entries: new Map(entries) }
  }
  return node.kind === 'scalar' && typeof node.value === 'string' ? interpolateText(node, node.value) : node
}

const variable = /\$(?:\$|(?<plain>[A-Za-z_]\w*)|\{(?<name>[A-Za-z_]\w*)(?<rest>(?:[^{}\w][^{}]*)?)\})/g

function interpolateText(node: ScalarNode, text: string): Node {
  if (!text.includes('$')) return node
  const unknown: string[] = []
  const value = text.replace(variable, (whole, ...groups) => {
    if (whole === '$$') return '$'
    const { plain, name, rest } = groups.at(-1) as Partial<Record<string, string>>
    const fallback = /^:?-(.*)$/s.exec(rest ?? '')?.[1]
    if (fallback === undefined) unknown.push(plain ?? name ?? '')
    return fallback ?? ''
  })
  if (unknown.length > 0) {
    return {
      kind: 'hidden',
      ...placeOf(node),
      reason: `variable ${unknown.join(', ')} is set elsewhere`,
    }
  }
  // Nested defaults (`${A:-${B}}`) keep a variable after the first pass.
  if (value.includes('${')) {
    return { kind: 'hidden', ...placeOf(node), reason: 'the value hangs on nested variables' }
  }
  return { ...node, value: value === text ? text : (resolvePlainScalar(value) ?? value) }
}
