import type { FindCapable } from '../layers/capable.ts'
import type { LayerLimits } from '../layers/layer.ts'
import type { LayerCache } from '../layers/read-cache.ts'
import type { ContentReader } from '../layers/read-layer.ts'
import type { RootfsContentReader } from '../layers/read-rootfs.ts'
import type { ImageConfig } from './schema.ts'
import type { LayerBlob } from '../layers/layer-blob.ts'

/** An image whose manifest and configuration were read, and whose layers can be. */
export interface OpenedImage {
  /** Of the manifest, where the image has one. */
  readonly digest?: string
  /** Digests of the indexes that it was found through. */
  readonly indexes?: readonly string[]
  /** Names that the image gives itself. */
  readonly tags: readonly string[]
  readonly platform?: string
  /** For what there are images in the index that it was found through. */
  readonly platforms?: readonly string[]
  /** Nothing for a folder of files. */
  readonly config?: ImageConfig
  readonly annotations: Readonly<Record<string, string>>
  /** What its build took parts from, where provenance beside it tells. */
  readonly materials?: readonly NamedImage[]
  readonly layers: readonly LayerBlob[]
}

/** An image as somebody says of it what it is. */
export interface NamedImage {
  readonly name: string
  readonly digest?: string
}

/** Every digest that names an image. */
export function digestsOf({ digest, indexes = [] }: OpenedImage): readonly string[] {
  return [...(digest === undefined ? [] : [digest]), ...indexes]
}

/** Blobs by their digests: a registry, or a layout in a folder or an archive. */
export interface BlobStore {
  readonly isRemote?: boolean
  /** @throws OpenError */
  readonly manifest: (digest: string) => Promise<Buffer>
  /** The whole of a small blob, verified. @throws OpenError */
  readonly small: (digest: string, what: string) => Promise<Buffer>
  /** @param size as the manifest says, by which a body that ends too early is known */
  readonly open: (digest: string, size?: number) => AsyncIterable<Buffer>
  readonly position: (digest: string) => number
}

/** Files by their names: an archive, or a folder. */
export interface ImageFiles {
  readonly has: (name: string) => boolean
  /** The whole of a small file. @throws OpenError */
  readonly small: (name: string) => Promise<Buffer>
  readonly open: (name: string) => AsyncIterable<Buffer>
  readonly position: (name: string) => number
  readonly close: () => Promise<void>
}

/** Longest manifest or configuration that is read: registries take 4 MiB. */
export const maxSmallBytes: number = 2 ** 23

export interface OpenOptions {
  /** `linux/arm64`, `linux/arm/v7`. */
  readonly platform?: string
  /** Which image, where there are several: its name or, in a layout, its digest. */
  readonly name?: string
  readonly limits?: LayerLimits
  readonly cache?: LayerCache
  /** In a worker unless another is given. */
  readonly readContent?: ContentReader
  readonly readRootfs?: RootfsContentReader
  /** Asked about a folder of files. */
  readonly findCapable?: FindCapable
}
