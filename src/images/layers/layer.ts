import type { FoundSecret } from '../secrets/find-secrets.ts'
import type { Leftovers } from './leftovers.ts'
import type { Whiteout } from '../archive/member-path.ts'
import type { ModelFileReport } from '../model-files/report.ts'
import type { FileFacts } from '../inventory/package.ts'

/** A layer as its image names it. */
export interface LayerName {
  /** From the bottom, counted from 0. */
  readonly index: number
  /** Of its bytes as they are unpacked; nothing for a folder or an exported container, which have no names. */
  readonly diffId: string | undefined
  /** Of its bytes as they are stored, where the image tells. */
  readonly digest?: string
  /** The instruction that made it. */
  readonly createdBy?: string
}

/** What one layer adds and takes away. Known for good by its bytes alone. */
export interface LayerContent {
  /** By path: what files tell that are read. */
  readonly facts: ReadonlyMap<string, FileFacts>
  /** Files that matter by their mode or place alone. */
  readonly marks: ReadonlyMap<string, FileMark>
  /** By path: files that may be models, looked into. */
  readonly models: ReadonlyMap<string, ModelFileReport>
  /** By path: what looks like a secret in texts. */
  readonly secrets: ReadonlyMap<string, readonly FoundSecret[]>
  readonly whiteouts: readonly Whiteout[]
  /** Every path that is no folder: it replaces what lay there. Empty for the lowest layer, which replaces nothing. */
  readonly paths: ReadonlySet<string>
  /** Every folder that it names: it sets the rights of what lay there. Empty for the lowest layer. */
  readonly folders: ReadonlySet<string>
  readonly faults: readonly LayerFault[]
  /** What builds leave behind, by what it is. */
  readonly leftovers: ReadonlyMap<string, Leftovers>
  /** Files that give containers the identity of one machine. */
  readonly machineIds: readonly string[]
  /** When the newest of its members was changed, in seconds of Unix. */
  readonly newest: number
  readonly counts: { readonly entries: number; readonly bytes: number }
}

export interface FileMark {
  readonly mode: number
  readonly kind: 'file' | 'directory' | 'symlink'
  /** Whoever starts it has capabilities that the file gives. */
  readonly hasCapabilities?: boolean
}

/** What could not be read; the path is empty where it is about the whole layer. */
export interface LayerFault {
  readonly code:
    | 'broken-archive'
    | 'broken-syntax'
    | 'foreign-layer'
    | 'given-up'
    | 'outside-root'
    | 'image-too-large'
    | 'unread-capabilities'
    | 'unsearched'
    | 'wrong-digest'
    | 'unreadable'
    | 'unreachable'
    | 'registry-refused'
  readonly path: string
  readonly line: number
  readonly message: string
}

export interface Layer extends LayerName {
  readonly content: LayerContent
}

/** How much of a layer is looked at: a hostile one may be made to never end. */
export interface LayerLimits {
  readonly maxEntries: number
  readonly maxBytes: number
  /** How many times its size a layer may unpack to, once it has more than `freeBytes`. */
  readonly maxRatio: number
  readonly freeBytes: number
  /** How many zeros are written where files have holes: they take nothing of the layer's size. */
  readonly maxFilled: number
  /** How much text of a layer is searched for secrets; nothing where it is 0. */
  readonly maxSearched: number
}

export const defaultLimits: LayerLimits = {
  maxEntries: 4_000_000,
  maxBytes: 2 ** 37,
  maxRatio: 200,
  freeBytes: 2 ** 30,
  maxFilled: 2 ** 28,
  maxSearched: 2 ** 31,
}
