import { z } from 'zod'

import { parsePurl } from '../purl/purl.ts'
import type { BlobStore, NamedImage } from './image.ts'
import { OpenError } from '../blobs/open-error.ts'
import { parseJson } from './parse.ts'
import { type Descriptor, manifestSchema } from './schema.ts'

// BuildKit keeps statements about an image beside it in its index (docs/attestations/attestation-storage.md there).

const kindOfReference = 'vnd.docker.reference.type'
const aboutDigest = 'vnd.docker.reference.digest'
const predicateType = 'in-toto.io/predicate-type'

interface Material {
  readonly uri: string
  readonly digest?: Readonly<Record<string, string>> | undefined
}

interface Predicate {
  readonly materials?: readonly Material[] | undefined
  readonly buildDefinition?: { readonly resolvedDependencies?: readonly Material[] | undefined } | undefined
}

const maxMaterials = 1000
const digests = z.record(z.string(), z.string())
const materials = z
  .array(z.object({ uri: z.string().max(4096), digest: digests.optional() }))
  .max(maxMaterials)
const statement: z.ZodType<{ subject: { digest: Record<string, string> }[]; predicate: Predicate }> =
  z.object({
    subject: z.array(z.object({ digest: digests })).max(maxMaterials),
    // SLSA provenance v0.2, and v1.
    predicate: z.object({
      materials: materials.optional(),
      buildDefinition: z.object({ resolvedDependencies: materials.optional() }).optional(),
    }),
  })

/** The images that a build took part from, as its provenance tells; none where there is none that can be read. */
export async function readMaterials(
  image: string,
  index: readonly Descriptor[],
  store: BlobStore,
): Promise<readonly NamedImage[]> {
  const attestation = index.find(
    ({ annotations }) =>
      annotations?.[kindOfReference] === 'attestation-manifest' && annotations[aboutDigest] === image,
  )
  if (attestation === undefined) return []
  try {
    const bytes = await store.manifest(attestation.digest)
    const { layers } = parseJson(bytes, manifestSchema, 'The attestation')
    const [provenance] = layers.filter(isProvenance)
    return provenance === undefined
      ? []
      : imagesIn(await store.small(provenance.digest, 'The provenance'), image)
  } catch (error) {
    // Nobody has to write one: without it, or with a broken one, the base is not known.
    if (error instanceof OpenError) return []
    throw error
  }
}

function isProvenance({ annotations }: Descriptor): boolean {
  return annotations?.[predicateType]?.startsWith('https://slsa.dev/provenance/') === true
}

function imagesIn(bytes: Buffer, image: string): readonly NamedImage[] {
  const { subject, predicate } = parseJson(bytes, statement, 'The provenance')
  const [algorithm = '', hex = ''] = image.split(':')
  if (!subject.some(({ digest }) => digest[algorithm] === hex)) return []
  const all = predicate.materials ?? predicate.buildDefinition?.resolvedDependencies ?? []
  return all.flatMap(imageOf)
}

/** `pkg:docker/python@3.13?platform=linux%2Famd64`: an image of Docker Hub, or of the registry in its namespace. */
function imageOf({ uri, digest }: Material): NamedImage[] {
  const purl = parsePurl(uri)
  if (purl?.type !== 'docker') return []
  const { namespace, name, version = '' } = purl
  const path = namespace === undefined ? name : `${namespace}/${name}`
  // The version is the tag or, where none was named, the digest.
  const tag = version === '' || version.includes(':') ? '' : `:${version}`
  return [{ name: `${path}${tag}`, ...digestIn(digest?.['sha256']) }]
}

function digestIn(hex: string | undefined): { digest?: string } {
  return hex !== undefined && /^[0-9a-f]{64}$/.test(hex) ? { digest: `sha256:${hex}` } : {}
}
