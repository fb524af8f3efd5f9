// Docker's own registry on this machine, and images that are pushed to it.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { folderWith } from '../sources/folder.ts'
import { makeConfig, sha256, type TestImage } from './make-image.ts'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

/** Whether this machine has Docker's own registry. */
export function hasRegistry(): boolean {
  return spawnSync('docker-registry', ['--version']).error === undefined
}

/** Docker's own registry; its host. */
export async function startRegistry(t: TestContext): Promise<string> {
  const port = await freePort()
  const folder = folderWith(t, {})
  const config = `version: 0.1\nstorage: { filesystem: { rootdirectory: ${join(folder, 'data')} } }\nhttp: { addr: 127.0.0.1:${port} }\n`
  const configured = folderWith(t, { 'config.yml': config })
  const registry: ChildProcess = spawn('docker-registry', ['serve', join(configured, 'config.yml')], {
    stdio: 'ignore',
  })
  t.after(() => void registry.kill())
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return `127.0.0.1:${port}`
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The registry did not start.')
}

async function pushBlob(host: string, repository: string, bytes: Uint8Array): Promise<string> {
  const start = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST' })
  const place = new URL(start.headers.get('location') ?? '', `http://${host}`)
  place.searchParams.set('digest', sha256(bytes))
  const { status } = await fetch(place, {
    method: 'PUT',
    body: Buffer.from(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  })
  assert.equal(status, 201)
  return sha256(bytes)
}

interface Manifest {
  readonly mediaType: string
  readonly schemaVersion: 2
  readonly config: object
  readonly layers: readonly object[]
}

/** The digest under which the registry keeps it. */
async function pushManifest(host: string, name: string, manifest: Manifest): Promise<string> {
  const [repository = '', tag = ''] = name.split(':')
  const { status, headers } = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    body: JSON.stringify(manifest),
    headers: { 'content-type': manifest.mediaType },
  })
  assert.equal(status, 201)
  return headers.get('docker-content-digest') ?? ''
}

/** Pushes an image under a name such as `models/llm:1`, as Docker writes it; its digest. */
export async function pushImage(host: string, name: string, { layers, making }: TestImage): Promise<string> {
  const [repository = ''] = name.split(':')
  const config = makeConfig(layers, making)
  const blobs = await Promise.all(
    layers.map(async ({ stored }) => ({
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      digest: await pushBlob(host, repository, stored),
      size: stored.length,
    })),
  )
  return await pushManifest(host, name, {
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      digest: await pushBlob(host, repository, config),
      size: config.length,
    },
    layers: blobs,
  })
}

/** Pushes what is attested of an image as cosign does: beside it, under a tag that its digest makes. */
export async function pushAttestation(
  host: string,
  repository: string,
  { digest, envelope }: { readonly digest: string; readonly envelope: object },
): Promise<void> {
  const pushed = async (bytes: Buffer, mediaType: string): Promise<object> => ({
    mediaType,
    digest: await pushBlob(host, repository, bytes),
    size: bytes.length,
  })
  await pushManifest(host, `${repository}:${digest.replace(':', '-')}.att`, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: await pushed(Buffer.from('{}'), 'application/vnd.oci.image.config.v1+json'),
    layers: [await pushed(Buffer.from(JSON.stringify(envelope)), 'application/vnd.dsse.envelope.v1+json')],
  })
}
