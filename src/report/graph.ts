import type { BreachGraph } from '../findings/breach-graph.ts'
import type { Report } from '../findings/report.ts'
import { jsonDocument } from './json-chunks.ts'

const longLists = new Set(['techniques', 'positions', 'steps', 'barriers', 'domains', 'undermines'])

/** The map of breaches as JSON, for questions that no report answers. Steps name positions and barriers by id. */
export function renderGraph({ tool, breach, counts }: Report): Iterable<string> {
  const { techniques = [], positions = [], steps = [], barriers = [], undermines = [] } = breach?.graph ?? {}
  return jsonDocument(
    {
      schema: 1,
      tool,
      // Without untrusted code on a cluster there is no map; an empty one would look like a safe platform.
      isAssessed: breach !== undefined,
      incomplete: counts.incomplete,
      techniques: techniques.map((technique) => ({ ...technique, rationale: undefined })),
      positions,
      steps,
      barriers,
      domains: domainsOf(barriers),
      undermines,
    },
    longLists,
  )
}

interface Domain {
  readonly id: string
  readonly barriers: readonly string[]
}

/** What falls together: the barriers of each failure domain. */
function domainsOf(barriers: BreachGraph['barriers']): readonly Domain[] {
  const domains = Map.groupBy(barriers, ({ domain }) => domain)
  return [...domains].map(([id, own]) => ({ id, barriers: own.map((barrier) => barrier.id) }))
}
