import { folderOf } from '../archive/member-path.ts'
import type { FileFacts } from '../inventory/package.ts'
import type { ModelFileReport } from '../model-files/report.ts'
import type { FileMark, Layer, LayerContent } from './layer.ts'

/** What a container of the image sees: one layer laid over the other. */
export interface MergedLayers {
  /** By path: every version of a file that is still there, from the lowest layer to the one that counts. */
  readonly facts: ReadonlyMap<string, readonly LaidFacts[]>
  readonly marks: ReadonlyMap<string, LaidMark>
  readonly models: ReadonlyMap<string, LaidModel>
}

export interface LaidFacts {
  readonly layer: number
  readonly facts: FileFacts
}

export interface LaidMark extends FileMark {
  readonly layer: number
}

export interface LaidModel extends ModelFileReport {
  readonly layer: number
}

interface Merging {
  readonly facts: Map<string, LaidFacts[]>
  readonly marks: Map<string, LaidMark>
  readonly models: Map<string, LaidModel>
}

export function mergeLayers(layers: readonly Layer[]): MergedLayers {
  const merging: Merging = { facts: new Map(), marks: new Map(), models: new Map() }
  for (const { index, content } of layers) {
    takeAway(merging, content)
    layOver(merging, index, content)
  }
  return merging
}

function takeAway({ facts, marks, models }: Merging, content: LayerContent): void {
  const isGone = removalOf(content)
  const isReplaced = (path: string): boolean => isGone(path) || content.paths.has(path)
  for (const path of facts.keys()) {
    if (isGone(path) || (content.paths.has(path) && !content.facts.has(path))) facts.delete(path)
  }
  for (const path of models.keys()) if (isReplaced(path)) models.delete(path)
  for (const path of marks.keys()) if (isReplaced(path) || content.folders.has(path)) marks.delete(path)
}

function layOver({ facts, marks, models }: Merging, layer: number, content: LayerContent): void {
  for (const [path, own] of content.facts) {
    const versions = facts.get(path)
    if (versions === undefined) facts.set(path, [{ layer, facts: own }])
    else versions.push({ layer, facts: own })
  }
  for (const [path, mark] of content.marks) marks.set(path, { ...mark, layer })
  for (const [path, model] of content.models) models.set(path, { ...model, layer })
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
