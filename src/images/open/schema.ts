import { z } from 'zod'

// Manifests and configurations as the OCI image-spec and Docker's schema 2 write them; what else stands there is left alone.

/** `null` is how Go writes what is not there. */
type Maybe<T> = T | null | undefined

type Texts = Readonly<Record<string, string>>

interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string | undefined
}

export interface Descriptor {
  readonly digest: string
  readonly size?: number | undefined
  /** Where it is kept that is not to be distributed. */
  readonly urls?: Maybe<readonly string[]>
  readonly platform?: Maybe<Platform>
  readonly annotations?: Maybe<Texts>
}

export interface ImageIndex {
  readonly manifests: readonly Descriptor[]
}

export interface Manifest {
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
  readonly annotations?: Maybe<Texts>
}

export interface ContainerConfig {
  readonly User?: Maybe<string>
  readonly Env?: Maybe<readonly string[]>
  readonly Entrypoint?: Maybe<readonly string[]>
  readonly Cmd?: Maybe<readonly string[]>
  readonly Shell?: Maybe<readonly string[]>
  readonly OnBuild?: Maybe<readonly string[]>
  readonly Labels?: Maybe<Texts>
  readonly ExposedPorts?: Maybe<Readonly<Record<string, unknown>>>
  readonly Healthcheck?: Maybe<{ readonly Test?: Maybe<readonly string[]> }>
}

export interface ImageConfig {
  readonly architecture?: string | undefined
  readonly os?: string | undefined
  readonly 'os.version'?: string | undefined
  readonly variant?: string | undefined
  readonly created?: Maybe<string>
  readonly config?: Maybe<ContainerConfig>
  readonly rootfs: { readonly diff_ids: readonly string[] }
  readonly history?: Maybe<
    readonly { readonly created_by?: string | undefined; readonly empty_layer?: boolean | undefined }[]
  >
}

/** One image of what `docker save` writes. */
export interface DockerArchiveEntry {
  readonly Config: string
  readonly RepoTags?: Maybe<readonly string[]>
  readonly Layers: readonly string[]
}

function maybe<T>(type: z.ZodType<T>): z.ZodType<Maybe<T>> {
  return type.nullable().optional()
}

const maxItems = 10_000
const text: z.ZodType<string> = z.string()
const texts: z.ZodType<Texts> = z.record(z.string(), z.string())
const list: z.ZodType<string[]> = z.array(z.string()).max(maxItems)

const platform: z.ZodType<Platform> = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
})

const descriptor: z.ZodType<Descriptor> = z.object({
  digest: z.string(),
  size: z.number().int().nonnegative().optional(),
  urls: maybe(list),
  platform: maybe(platform),
  annotations: maybe(texts),
})

/** Any of them: what it is, its keys tell. */
export const anyManifest: z.ZodType<Readonly<Record<string, unknown>>> = z.record(z.string(), z.unknown())

export const indexSchema: z.ZodType<ImageIndex> = z.object({ manifests: z.array(descriptor).max(maxItems) })

export const manifestSchema: z.ZodType<Manifest> = z.object({
  config: descriptor,
  layers: z.array(descriptor).max(maxItems),
  annotations: maybe(texts),
})

const container: z.ZodType<ContainerConfig> = z.object({
  User: maybe(text),
  Env: maybe(list),
  Entrypoint: maybe(list),
  Cmd: maybe(list),
  Shell: maybe(list),
  OnBuild: maybe(list),
  Labels: maybe(texts),
  ExposedPorts: maybe(z.record(z.string(), z.unknown())),
  Healthcheck: maybe(z.object({ Test: maybe(list) })),
})

export const configSchema: z.ZodType<ImageConfig> = z.object({
  architecture: z.string().optional(),
  os: z.string().optional(),
  'os.version': z.string().optional(),
  variant: z.string().optional(),
  created: maybe(text),
  config: maybe(container),
  rootfs: z.object({ diff_ids: list }),
  history: maybe(
    z.array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() })),
  ),
})

/** `manifest.json` of what `docker save` writes. */
export const dockerArchiveSchema: z.ZodType<readonly DockerArchiveEntry[]> = z.array(
  z.object({ Config: z.string(), RepoTags: maybe(list), Layers: list }),
)
