import { parseDigest } from '../blobs/digest.ts'
import type { BlobStore, OpenedImage, OpenOptions } from './image.ts'
import type { LayerBlob } from '../layers/layer-blob.ts'
import { OpenError } from '../blobs/open-error.ts'
import { parseJson } from './parse.ts'
import { choosePlatform, platformName, platformsOf } from './platform.ts'
import { readMaterials } from './provenance.ts'
import {
  anyManifest,
  configSchema,
  type Descriptor,
  type ImageConfig,
  indexSchema,
  type Manifest,
  manifestSchema,
} from './schema.ts'

/** An index may name indexes, but nobody nests them deeper. */
const maxNesting = 4

/** Opens the image that a manifest, or an index of manifests, tells of. @throws OpenError */
export async function openManifest(
  digest: string,
  store: BlobStore,
  options: OpenOptions,
): Promise<OpenedImage> {
  let wanted = digest
  const indexes: string[] = []
  let siblings: readonly Descriptor[] = []
  for (let level = 0; level <= maxNesting; level++) {
    const bytes = await store.manifest(wanted)
    if (kindOf(bytes) === 'manifest') {
      const image = await openImage(wanted, parseJson(bytes, manifestSchema, 'The manifest'), store)
      if (indexes.length === 0) return image
      const materials = await readMaterials(wanted, siblings, store)
      const found = { ...image, indexes, platforms: platformsOf(siblings) }
      return materials.length === 0 ? found : { ...found, materials }
    }
    indexes.push(wanted)
    const { manifests } = parseJson(bytes, indexSchema, 'The index')
    wanted = choosePlatform(manifests, options.platform).digest
    siblings = manifests
  }
  throw new OpenError('wrong-manifest', `Indexes name one another more than ${maxNesting} times.`)
}

/** Told by what stands there: media types are left out by some. */
function kindOf(bytes: Buffer): 'manifest' | 'index' {
  const value = parseJson(bytes, anyManifest, 'The manifest')
  if (value['schemaVersion'] === 1)
    throw new OpenError(
      'wrong-manifest',
      "The manifest is of Docker's schema 1, which nobody writes any more: push the image again.",
    )
  return 'manifests' in value ? 'index' : 'manifest'
}

async function openImage(digest: string, manifest: Manifest, store: BlobStore): Promise<OpenedImage> {
  const config = parseJson(
    await store.small(manifest.config.digest, 'The configuration'),
    configSchema,
    'The configuration',
  )
  return {
    digest,
    tags: [],
    ...platformOf(config),
    config,
    annotations: manifest.annotations ?? {},
    layers: pairLayers(manifest.layers, { config, store }),
  }
}

export function platformOf({ os, architecture, variant }: ImageConfig): { platform?: string } {
  if (os === undefined || architecture === undefined) return {}
  return { platform: platformName({ os, architecture, variant }) }
}

/** A layer is named twice: by its stored bytes in the manifest, and by its unpacked ones in the configuration. */
function pairLayers(
  layers: readonly Descriptor[],
  { config, store }: { readonly config: ImageConfig; readonly store: BlobStore },
): LayerBlob[] {
  requireSameCount(layers.length, config)
  const instructions = instructionsOf(config)
  return layers.map(({ digest, size, urls }, index) => {
    if (parseDigest(digest) === undefined)
      throw new OpenError(
        'wrong-manifest',
        `The digest of layer ${index} is none that can be verified: ${digest.slice(0, 80)}.`,
      )
    return {
      index,
      diffId: config.rootfs.diff_ids[index],
      digest,
      ...(size === undefined ? {} : { size }),
      ...createdBy(instructions[index]),
      position: store.position(digest),
      open: () => ((urls ?? []).length > 0 ? openForeign({ digest, size }, store) : store.open(digest, size)),
      ...(store.isRemote === true ? { isRemote: true } : {}),
    }
  })
}

/** Layers of Windows may be kept by Microsoft alone: whoever the manifest names is not asked. */
async function* openForeign({ digest, size }: Descriptor, store: BlobStore): AsyncGenerator<Buffer> {
  try {
    yield* store.open(digest, size)
  } catch (error) {
    if (!(error instanceof OpenError) || error.code === 'unreachable') throw error
    throw new OpenError(
      'foreign-layer',
      'The layer is not kept with the image: the manifest names addresses elsewhere, which were not asked.',
    )
  }
}

/** Four times as many as Docker lets an image have. */
const maxLayers = 512

export function requireSameCount(count: number, { rootfs }: ImageConfig): void {
  if (count > maxLayers)
    throw new OpenError('wrong-manifest', `The image has ${count} layers, more than any runtime mounts.`)
  if (rootfs.diff_ids.length !== count)
    throw new OpenError(
      'wrong-manifest',
      `The manifest names ${count} layers, the configuration ${rootfs.diff_ids.length}.`,
    )
}

/** The instruction behind each layer; nothing where the history does not tell of as many. */
export function instructionsOf({ history, rootfs }: ImageConfig): readonly (string | undefined)[] {
  const made = (history ?? []).filter(({ empty_layer: isEmpty }) => isEmpty !== true)
  return made.length === rootfs.diff_ids.length ? made.map(({ created_by: by }) => by) : []
}

export function createdBy(instruction: string | undefined): { createdBy?: string } {
  return instruction === undefined ? {} : { createdBy: instruction }
}
