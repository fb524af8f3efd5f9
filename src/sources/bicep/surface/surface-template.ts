import { rememberBoth } from '../../../kernel/remember.ts'
import { child, type Entry, type MapNode, type Node, type Place } from '../../../kernel/tree.ts'
import { hiddenAt } from '../../../values/value.ts'
import { parseAll } from '../parse-file.ts'
import { Reader } from '../reader.ts'
import { declaringMore } from './declaring-more.ts'
import type { Surface } from './surface.ts'

/** Whatever a module sets stands where it is called: there is no text of it that anybody could look at. */
class SurfaceReader extends Reader {
  readonly #place: Place

  constructor(text: string, place: Place) {
    super({ path: place.document?.path ?? '', text })
    this.#place = place
  }

  override placeFrom(): Place {
    return this.#place
  }
}

/** The template of a surface, called at a place: one for all rounds of a loop. */
export const surfaceTemplate: (surface: Surface, at: Place) => MapNode = rememberBoth(({ bicep }, at) => {
  const place = firstLineOf(at)
  const { template } = parseAll(new SurfaceReader(bicep, place))
  return withOwnNames(template, place)
})

/** What a module is called with says nothing of what it sets by itself. */
function firstLineOf({ start, end, document }: Place): Place {
  if (document === undefined) return { start, end }
  const [line = ''] = document.text.slice(start, end).split('\n', 1)
  return { start, end: start + line.length, document }
}

/** What a surface may name without declaring it, and that nobody knows its other outputs. */
function withOwnNames(template: MapNode, place: Place): MapNode {
  const differs = hiddenAt('it differs between versions of the module', place)
  const named = withPart(template, 'variables', (all) => ({
    ...all,
    entries: new Map([...all.entries, ['differsByVersion', { keyStart: place.start, value: differs }]]),
  }))
  return withPart(named, 'outputs', (outputs) => ({
    ...outputs,
    rest: 'nobody knows what the module tells there',
  }))
}

/** The same where more may be set than it says: nothing counts that its caller does not say, but for what is declared beside. */
export function openedTemplate(template: MapNode, unknown: string): MapNode {
  const closed = withPart(template, 'parameters', (all) => each(all, withoutDefault))
  return withPart(closed, 'resources', (all) =>
    each(all, (resource) => (resource.kind === 'map' ? { ...resource, rest: unknown } : resource)),
  )
}

function withoutDefault(parameter: Node, name: string): Node {
  if (parameter.kind !== 'map' || declaringMore.has(name)) return parameter
  const entries = [...parameter.entries].filter(([key]) => key !== 'defaultValue' && key !== 'nullable')
  return { ...parameter, entries: new Map(entries) }
}

function withPart(template: MapNode, name: string, change: (part: MapNode) => MapNode): MapNode {
  const part = child(template, name)
  if (part?.kind !== 'map') return template
  const entry: Entry = { keyStart: part.start, value: change(part) }
  return { ...template, entries: new Map([...template.entries, [name, entry]]) }
}

function each(map: MapNode, change: (node: Node, name: string) => Node): MapNode {
  const entries = [...map.entries].map(([name, entry]): [string, Entry] => [
    name,
    { ...entry, value: change(entry.value, name) },
  ])
  return { ...map, entries: new Map(entries) }
}
