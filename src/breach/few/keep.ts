import { at, edgesOf } from '../depth/adjacency.ts'
import type { BreachMap } from '../map/map.ts'
import { indexMap } from '../map/map-index.ts'
import type { Colours } from './colours.ts'

/** 1 for each position that is kept: from the starts on, of ways that are alike one, where none is kept already. */
export function keepFew(map: BreachMap, colours: Colours, starts: readonly number[]): Uint8Array {
  const { to } = indexMap(map)
  const kept = new Uint8Array(map.positions.length)
  const queue: number[] = []
  const keep = (position: number): void => {
    if (kept[position] === 1) return
    kept[position] = 1
    queue.push(position)
  }
  starts.forEach(keep)
  for (const position of queue) {
    const targets = Array.from(edgesOf(colours.outgoing, position), (step) => ({
      way: colours.ways[step],
      target: at(to, step),
    }))
    const met = new Set(targets.filter(({ target }) => kept[target] === 1).map(({ way }) => way))
    for (const { way, target } of targets) {
      if (met.has(way)) continue
      met.add(way)
      keep(target)
    }
  }
  return kept
}
