// Images made by hand: layers, then a layout or an archive around them.
import { createHash } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'

import { type Member, tar } from './tar.ts'

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

export interface MadeLayer {
  readonly stored: Buffer
  readonly diffId: string
}

const packers: Readonly<Record<'none' | 'gzip' | 'zstd', (bytes: Buffer) => Buffer>> = {
  none: (bytes: Buffer) => bytes,
  gzip: (bytes: Buffer) => gzipSync(bytes),
  zstd: (bytes: Buffer) => zstdCompressSync(bytes),
}

export function makeLayer(members: readonly Member[], packing: 'none' | 'gzip' | 'zstd' = 'gzip'): MadeLayer {
  const bytes = tar(members)
  return { stored: packers[packing](bytes), diffId: sha256(bytes) }
}

/** What a test may say otherwise of an image. */
export interface Making {
  readonly config?: object
  readonly created?: string
  readonly history?: readonly object[]
  readonly platform?: { readonly os: string; readonly architecture: string }
  readonly annotations?: Readonly<Record<string, string>>
}

export function makeConfig(
  layers: readonly MadeLayer[],
  { config = {}, created, history, platform }: Making = {},
): Buffer {
  const { os, architecture } = platform ?? { os: 'linux', architecture: 'amd64' }
  const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) }
  return Buffer.from(
    JSON.stringify({
      os,
      architecture,
      created,
      config,
      rootfs,
      ...(history === undefined ? {} : { history }),
    }),
  )
}

/** An image of a test: its layers, and what it says of itself. */
export interface TestImage {
  readonly layers: readonly MadeLayer[]
  readonly making?: Making
}

/** Files by their paths. */
export type Files = Record<string, Uint8Array>

export function addBlob(files: Files, bytes: Uint8Array): { digest: string; size: number } {
  const digest = sha256(bytes)
  files[`blobs/${digest.replace(':', '/')}`] = bytes
  return { digest, size: bytes.length }
}

/** One image as blobs; the descriptor of its manifest. */
export function addImage(
  files: Files,
  layers: readonly MadeLayer[],
  making: Making = {},
): { digest: string; size: number } {
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: addBlob(files, makeConfig(layers, making)),
    layers: layers.map(({ stored }) => addBlob(files, stored)),
    annotations: making.annotations,
  }
  return addBlob(files, Buffer.from(JSON.stringify(manifest)))
}

export function addIndex(files: Files, manifests: readonly object[]): { digest: string; size: number } {
  return addBlob(files, Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })))
}

/** A layout around descriptors. */
export function finishLayout(files: Files, manifests: readonly object[]): Files {
  files['oci-layout'] = Buffer.from('{"imageLayoutVersion":"1.0.0"}')
  files['index.json'] = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }))
  return files
}

export function makeLayout(layers: readonly MadeLayer[], making: Making = {}): Files {
  const files: Files = {}
  return finishLayout(files, [addImage(files, layers, making)])
}

export function makeDockerArchive(layers: readonly MadeLayer[], tag = 'test:1'): Buffer {
  const config = makeConfig(layers)
  const paths = layers.map((_, index) => `${index}/layer.tar`)
  return tar([
    ...layers.map(({ stored }, index) => ({ path: `${index}/layer.tar`, content: stored })),
    { path: 'config.json', content: config },
    {
      path: 'manifest.json',
      content: JSON.stringify([{ Config: 'config.json', RepoTags: [tag], Layers: paths }]),
    },
  ])
}

export function tarOf(files: Files): Buffer {
  return tar(Object.entries(files).map(([path, content]) => ({ path, content })))
}

export const debianRelease: Member = {
  path: 'etc/os-release',
  content: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n',
}

export function dpkgStatus(...packages: readonly string[]): Member {
  const paragraphs = packages.map((each) => {
    const [name = '', version = ''] = each.split('=')
    return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`
  })
  return { path: 'var/lib/dpkg/status', content: paragraphs.join('\n') }
}
