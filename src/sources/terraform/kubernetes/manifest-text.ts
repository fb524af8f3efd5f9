import type { Document } from '../../../kernel/document.ts'
import { type Entry, type Node, type Place, placeOf } from '../../../kernel/tree.ts'
import { parseYaml } from '../../../kernel/yaml.ts'

/** Manifests that a text holds, each node where its line stands; nothing where the text is no YAML. */
export function treesOfText(text: string, at: Node, own: Document): readonly Node[] | undefined {
  const read = parseYaml(text)
  if (read.some(({ kind }) => kind === 'error')) return undefined
  const place = placer(text, placeOf(at), at.document ?? own)
  return read.flatMap((each) => (each.kind === 'error' ? [] : [moved(each.root, place)]))
}

export type Placer = (offset: number) => Place

/** Where parts of a text stand. The lines of a here-document follow its first one; any other text stands where its value does. */
export function placer(text: string, at: Place, document: Document): Placer {
  const whole: Place = { ...at, document }
  const written = document.text.slice(at.start, at.end)
  if (!written.startsWith('<<')) return () => whole
  const lines = lineStarts(document.text, document.text.indexOf('\n', at.start) + 1, at.end)
  const own = lineStarts(text, 0, text.length)
  return (offset) => {
    const start = lines[lineAt(own, offset)]
    if (start === undefined) return whole
    const indent = /^[ \t]*/.exec(document.text.slice(start, start + 200))?.[0].length ?? 0
    return { document, start: start + indent, end: start + indent + 1 }
  }
}

/** The line of an offset: half of what is left at a time, since texts are long. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function lineStarts(text: string, from: number, to: number): readonly number[] {
  const starts = [from]
  for (let at = text.indexOf('\n', from); at !== -1 && at + 1 < to; at = text.indexOf('\n', at + 1))
    starts.push(at + 1)
  return starts
}

function moved(node: Node, place: Placer): Node {
  const at = place(node.start)
  if (node.kind === 'list') return { ...node, ...at, items: node.items.map((item) => moved(item, place)) }
  if (node.kind !== 'map') return { ...node, ...at }
  const entries = new Map<string, Entry>()
  for (const [key, { keyStart, value }] of node.entries)
    entries.set(key, { keyStart: place(keyStart).start, value: moved(value, place) })
  return { ...node, ...at, entries }
}
