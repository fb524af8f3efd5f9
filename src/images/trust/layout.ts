import { z } from 'zod'

import type { BlobStore, ImageFiles } from '../open/image.ts'
import { storeOf } from '../open/layout.ts'
import { OpenError } from '../blobs/open-error.ts'
import { parseJson } from '../open/parse.ts'
import type { CosignLayer } from './cosign-bundle.ts'
import type { NotationBlob } from './notation/verify.ts'

/** Something that is said to prove an image, as it was found beside it. */
export type FoundSignature = { /** Digest of the blob that holds it. */ readonly place: string } & (
  | { readonly kind: 'bundle'; readonly text: string }
  | { readonly kind: 'cosign'; readonly layer: CosignLayer }
  | { readonly kind: 'notation'; readonly blob: NotationBlob }
)

/** What stands beside an image, and the digests that prove it: its own, and those of indexes that name it. */
export interface SignedImage {
  readonly digests: readonly string[]
  readonly signatures: readonly FoundSignature[]
}

const refName = 'org.opencontainers.image.ref.name'
const mostManifests = 1000
const mostIndexes = 16
const mostSignatures = 200
const mostBytes = 2 ** 26

/** A manifest as an index, or a tag, names it. */
export interface NamedManifest {
  readonly digest: string
  readonly annotations?: Readonly<Record<string, string>> | null | undefined
}

interface Descriptor extends NamedManifest {
  readonly mediaType?: string | undefined
}

const descriptor: z.ZodType<Descriptor> = z.object({
  digest: z.string(),
  mediaType: z.string().optional(),
  annotations: z.record(z.string(), z.string()).nullish(),
})

const manifestSchema = z.object({
  artifactType: z.string().nullish(),
  config: descriptor.nullish(),
  subject: z.object({ digest: z.string() }).nullish(),
  layers: z.array(descriptor).max(mostManifests).nullish(),
  manifests: z.array(descriptor).max(mostManifests).nullish(),
})
type Manifest = z.infer<typeof manifestSchema>

interface Entry {
  readonly digest: string
  readonly annotations: Readonly<Record<string, string>>
  readonly manifest: Manifest
}

/** Where signatures are looked for: what is named beside an image, and the blobs behind. */
export interface Surroundings {
  readonly named: readonly NamedManifest[]
  readonly store: BlobStore
}

/** Everything that a layout names. @throws OpenError */
export async function surroundingsIn(files: ImageFiles): Promise<Surroundings> {
  return { named: namedIn(await files.small('index.json'), 'index.json'), store: storeOf(files) }
}

/** What an index names. @throws OpenError */
export function namedIn(index: Buffer, what: string): readonly NamedManifest[] {
  return parseJson(index, manifestSchema, what).manifests ?? []
}

/** Tags under which something about a digest is kept: cosign’s, and the list for registries that keep none. */
export function tagsBeside(digest: string): readonly string[] {
  const name = digest.replace(':', '-')
  return [`${name}.sig`, `${name}.att`, name]
}

/** A manifest that was found by its tag. */
export function taggedAs(tag: string, digest: string): NamedManifest {
  return { digest, annotations: { [refName]: tag } }
}

/** Finds the signatures of an image: referrers, and what cosign stores under tags. @throws OpenError */
export async function findSignatures(around: Surroundings, image: string): Promise<SignedImage> {
  const entries = await readEntries(around)
  const indexes = entries.filter(({ manifest }) => manifest.manifests?.some(({ digest }) => digest === image))
  const digests = [image, ...indexes.slice(0, mostIndexes).map(({ digest }) => digest)]
  const layers = entries.flatMap((entry) => layersOf(entry, digests))
  return { digests, signatures: await readSignatures(unique(layers), around.store) }
}

/** One signature may be named twice, by a tag and by a list. */
function unique(layers: readonly Descriptor[]): Descriptor[] {
  const byContent = layers.map((layer) => [JSON.stringify(layer), layer] as const)
  return [...new Map(byContent).values()]
}

/** Every manifest that is named, also those of indexes: referrers stand in one of their own. */
async function readEntries({ named, store }: Surroundings): Promise<Entry[]> {
  const entries: Entry[] = []
  const waiting = [...named]
  const seen = new Set<string>()
  for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
    if (seen.has(each.digest)) continue
    if (seen.size === mostManifests)
      throw new OpenError('image-too-large', `More than ${mostManifests} manifests stand beside the image.`)
    seen.add(each.digest)
    const manifest = parseJson(await store.manifest(each.digest), manifestSchema, 'A manifest')
    entries.push({ digest: each.digest, annotations: each.annotations ?? {}, manifest })
    waiting.push(...(manifest.manifests ?? []))
  }
  return entries
}

/** Whoever may push beside an image may push a lot. */
async function readSignatures(layers: readonly Descriptor[], store: BlobStore): Promise<FoundSignature[]> {
  if (layers.length > mostSignatures)
    throw new OpenError('image-too-large', `More than ${mostSignatures} signatures stand beside the image.`)
  const signatures: FoundSignature[] = []
  let left = mostBytes
  for (const layer of layers) {
    const bytes = await store.small(layer.digest, 'A signature')
    left -= bytes.length
    if (left < 0)
      throw new OpenError('image-too-large', 'The signatures beside the image are larger than 64 MiB.')
    signatures.push(signatureOf(layer, bytes))
  }
  return signatures
}

/** Layers of one manifest that may prove one of the digests. */
function layersOf({ manifest, annotations }: Entry, digests: readonly string[]): Descriptor[] {
  const isAbout = digests.includes(manifest.subject?.digest ?? '') || isTagOf(annotations, digests)
  return isAbout ? (manifest.layers ?? []).filter(isSignature) : []
}

/** `sha256-….sig`, `sha256-….att`, as cosign tags them; or the kind that `cosign save` writes in their place. */
function isTagOf(annotations: Readonly<Record<string, string>>, digests: readonly string[]): boolean {
  if (/^dev\.cosignproject\.cosign\/(?:sigs|atts)$/.test(annotations['kind'] ?? '')) return true
  const names = [annotations[refName], annotations['io.containerd.image.name']]
  return digests
    .flatMap((digest) => ['sig', 'att'].map((ending) => `${digest.replace(':', '-')}.${ending}`))
    .some((tag) => names.some((name) => name === tag || name?.endsWith(`:${tag}`)))
}

const mediaTypes = {
  bundle: /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+)?\+json/,
  payload: 'application/vnd.dev.cosign.simplesigning.v1+json',
  envelope: 'application/vnd.dsse.envelope.v1+json',
  jws: 'application/jose+json',
  cose: 'application/cose',
} as const

function isSignature({ mediaType = '' }: Descriptor): boolean {
  const { bundle, ...others } = mediaTypes
  return bundle.test(mediaType) || Object.values<string>(others).includes(mediaType)
}

function signatureOf(descriptor: Descriptor, bytes: Buffer): FoundSignature {
  const { digest: place, mediaType } = descriptor
  if (mediaType === mediaTypes.jws || mediaType === mediaTypes.cose)
    return { kind: 'notation', place, blob: { format: mediaType, bytes } }
  if (mediaType === mediaTypes.payload || mediaType === mediaTypes.envelope)
    return { kind: 'cosign', place, layer: cosignLayer(descriptor, bytes) }
  return { kind: 'bundle', place, text: bytes.toString('utf8') }
}

function cosignLayer({ annotations, mediaType }: Descriptor, bytes: Buffer): CosignLayer {
  const stated = (name: string): string | undefined => annotations?.[name]
  const known = {
    signature:
      mediaType === mediaTypes.payload ? (stated('dev.cosignproject.cosign/signature') ?? '') : undefined,
    certificate: stated('dev.sigstore.cosign/certificate'),
    chain: stated('dev.sigstore.cosign/chain'),
    log: stated('dev.sigstore.cosign/bundle'),
  }
  const there = Object.entries(known).filter(([, value]) => value !== undefined)
  return { bytes, ...Object.fromEntries(there) }
}
