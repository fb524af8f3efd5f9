import { folderOf } from '../archive/member-path.ts'
import type { FileFacts } from '../inventory/package.ts'
import type { ModelFileReport } from '../model-files/report.ts'
import type { FoundSecret } from '../secrets/find-secrets.ts'
import type { FileMark, Layer, LayerContent } from './layer.ts'

/** What a container of the image sees: one layer laid over the other. */
export interface MergedLayers {
  /** By path: every version of a file that is still there, from the lowest layer to the one that counts. */
  readonly facts: ReadonlyMap<string, readonly LaidFacts[]>
  readonly marks: ReadonlyMap<string, LaidMark>
  readonly models: ReadonlyMap<string, LaidModel>
  /** Of all layers: who may pull the image reads what a later layer takes away, too. */
  readonly secrets: readonly LaidSecrets[]
}

/** Secrets in one file of one layer. */
export interface LaidSecrets {
  readonly layer: number
  readonly path: string
  readonly secrets: readonly FoundSecret[]
  /** A later layer took the file away, or put another one there. */
  readonly isGone: boolean
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
  return { ...merging, secrets: secretsIn(layers) }
}

function secretsIn(layers: readonly Layer[]): LaidSecrets[] {
  const replacedBy = layers.map(({ content }) => replacementOf(content))
  return layers.flatMap(({ index, content }, at) =>
    [...content.secrets].map(([path, secrets]) => {
      const isGone = replacedBy.slice(at + 1).some((isReplaced) => isReplaced(path))
      return { layer: index, path, secrets, isGone }
    }),
  )
}

function takeAway({ facts, marks, models }: Merging, content: LayerContent): void {
  const [isGone, isReplaced] = [removalOf(content), replacementOf(content)]
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

/** Whether a layer takes a path of lower ones away, or puts another file there. */
function replacementOf(content: LayerContent): (path: string) => boolean {
  const isGone = removalOf(content)
  return (path) => isGone(path) || content.paths.has(path)
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
