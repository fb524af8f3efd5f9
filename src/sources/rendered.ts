import type { Document } from '../model/origin.ts'
import type { Problem } from '../model/problem.ts'

/** What a renderer made of one chart or kustomization. */
export interface Rendered {
  readonly documents: readonly Document[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** Texts that the documents point back into, by shown path. */
  readonly templates: ReadonlyMap<string, string>
}

export const nothingRendered: Rendered = { documents: [], problems: [], skipped: [], templates: new Map() }

/** Several renderings as one. */
export function joinRendered(parts: readonly Rendered[]): Rendered {
  return {
    documents: parts.flatMap((part) => part.documents),
    problems: parts.flatMap((part) => part.problems),
    skipped: parts.flatMap((part) => part.skipped),
    templates: new Map(parts.flatMap((part) => [...part.templates])),
  }
}
