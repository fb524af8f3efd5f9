import type { Budget } from '../model-files/budget.ts'
import type { LayerContent } from './layer.ts'

/** What is kept of a layer that was read to its end and is what its image names. */
export interface StoredLayer {
  readonly content: LayerContent
  /** What its models took of what those of one image may: read again, they would take as much. */
  readonly used: Budget
}

const maps = ['facts', 'marks', 'models', 'secrets', 'leftovers'] as const
const sets = ['paths', 'folders'] as const

/** As JSON, in which maps and sets are lists. Of secrets only what reports show is in it. */
export function storedText({ content, used }: StoredLayer): string {
  const lists = Object.fromEntries([...maps, ...sets].map((name) => [name, [...content[name]]]))
  return JSON.stringify({ content: { ...content, ...lists }, used })
}

type Lists = Record<(typeof maps)[number], [string, never][]> & Record<(typeof sets)[number], string[]>

/** What was stored, from a text that is known to be as it was written. */
export function parseStored(text: string): StoredLayer {
  const { content, used } = JSON.parse(text) as { content: LayerContent & Lists; used: Budget }
  const { facts, marks, models, secrets, leftovers, paths, folders, ...rest } = content as Omit<
    LayerContent,
    keyof Lists
  > &
    Lists
  return {
    content: {
      ...rest,
      facts: new Map(facts),
      marks: new Map(marks),
      models: new Map(models),
      secrets: new Map(secrets),
      leftovers: new Map(leftovers),
      paths: new Set(paths),
      folders: new Set(folders),
    },
    used,
  }
}
