import { folderOf } from '../archive/member-path.ts'
import type { FileFacts } from '../inventory/package.ts'
import type { FileMark, Layer, LayerContent } from './layer.ts'

/** What a container of the image sees: one layer laid over the other. */
export interface MergedLayers {
  /** By path: every version of a file that is still there, from the lowest layer to the one that counts. */
  readonly facts: ReadonlyMap<string, readonly LaidFacts[]>
  readonly marks: ReadonlyMap<string, LaidMark>
}

export interface LaidFacts {
  readonly layer: number
  readonly facts: FileFacts
}

export interface LaidMark extends FileMark {
  readonly layer: number
}

export function mergeLayers(layers: readonly Layer[]): MergedLayers {
  const facts = new Map<string, LaidFacts[]>()
  const marks = new Map<string, LaidMark>()
  for (const { index, content } of layers) {
    const takesAway = removalOf(content)
    for (const path of facts.keys()) {
      if (takesAway(path) || (content.paths.has(path) && !content.facts.has(path))) facts.delete(path)
    }
    for (const path of marks.keys()) if (takesAway(path) || content.paths.has(path)) marks.delete(path)
    layOver({ facts, marks }, index, content)
  }
  return { facts, marks }
}

function layOver(
  { facts, marks }: { readonly facts: Map<string, LaidFacts[]>; readonly marks: Map<string, LaidMark> },
  layer: number,
  content: LayerContent,
): void {
  for (const [path, own] of content.facts) {
    const versions = facts.get(path)
    if (versions === undefined) facts.set(path, [{ layer, facts: own }])
    else versions.push({ layer, facts: own })
  }
  for (const [path, mark] of content.marks) marks.set(path, { ...mark, layer })
}

/** Whether a layer takes a path of lower ones away: by a whiteout, or by a file where a folder above it was. */
function removalOf({ whiteouts, paths }: LayerContent): (path: string) => boolean {
  const gone = new Set(whiteouts.flatMap((each) => (each.kind === 'path' ? each.path : [])))
  const emptied = new Set(whiteouts.flatMap((each) => (each.kind === 'opaque' ? each.path : [])))
  if (gone.size + emptied.size + paths.size === 0) return () => false
  return (path) =>
    gone.has(path) ||
    foldersAbove(path).some((folder) => gone.has(folder) || emptied.has(folder) || paths.has(folder))
}

/** Every folder above a path, up to the root. */
function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let at = path; at !== '';) {
    at = folderOf(at)
    folders.push(at)
  }
  return folders
}
