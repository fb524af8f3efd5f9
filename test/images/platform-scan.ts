// Platforms whose images lie in a registry on this machine, and `bulkhead scan` asked about them.
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'

import { runCommandLine } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'
import type { TestKey } from '../certificates.ts'
import { key, payloadOf, signed } from '../signing.ts'
import { folderWith } from '../sources/folder.ts'
import { addBlob, addImage, type Files, type TestImage } from './make-image.ts'

export interface ImageRegistry {
  /** `127.0.0.1:12345`. */
  readonly host: string
  /** What was asked for: `/v2/models/llm/manifests/1`. */
  readonly asked: readonly string[]
  /** Digests of the manifests, by name. */
  readonly digests: Readonly<Record<string, string>>
  /** Serves something under another name from now on. */
  readonly tag: (name: string, digest: string) => void
  /** Answers a path in its own way. */
  readonly answer: (path: string, text: string) => void
  readonly files: Files
}

/** Serves images under names such as `models/llm:1`. */
export async function serveImages(
  t: TestContext,
  images: Readonly<Record<string, TestImage>>,
): Promise<ImageRegistry> {
  const files: Files = {}
  const digests = Object.fromEntries(
    Object.entries(images).map(([name, { layers, making }]) => [
      name,
      addImage(files, layers, making ?? {}).digest,
    ]),
  )
  const tags = new Map(Object.entries(digests))
  const answers = new Map<string, string>()
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    const [, repository = '', kind, name = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(url) ?? []
    const digest = kind === 'manifests' ? (tags.get(`${repository}:${name}`) ?? name) : name
    const bytes = answers.get(url) ?? files[`blobs/${digest.replace(':', '/')}`]
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return {
    host: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    asked,
    digests,
    tag: (name, digest) => void tags.set(name, digest),
    answer: (path, text) => void answers.set(path, text),
    files,
  }
}

/** Signs an image as cosign does: beside it, under a tag that its digest makes. */
export function signImage({ files, digests, tag }: ImageRegistry, name: string, by: TestKey = key): void {
  const [repository = ''] = name.split(':')
  const digest = digests[name] ?? ''
  const payload = payloadOf(digest)
  const annotations = { 'dev.cosignproject.cosign/signature': signed(payload, by.privateKey) }
  const mediaType = 'application/vnd.dev.cosign.simplesigning.v1+json'
  const layer = { mediaType, annotations, ...addBlob(files, payload) }
  const config = addBlob(files, Buffer.from('{}'))
  const manifest = addBlob(files, Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [layer] })))
  tag(`${repository}:${digest.replace(':', '-')}.sig`, manifest.digest)
}

/** What is looked at here of the JSON report. */
export interface ScanReport {
  readonly trust: { readonly workloads: { readonly untrusted: number } }
  readonly images?: readonly { readonly found?: { readonly secrets: number } }[]
  readonly breach?: {
    readonly cut?: { readonly changes: readonly { readonly name: string }[] }
    readonly footholds: readonly {
      readonly tenant: string
      readonly strands: readonly {
        readonly strand: string
        readonly asIs: { readonly lower: number; readonly upper: number }
      }[]
    }[]
  }
  readonly findings: readonly {
    readonly name: string
    readonly verdict: 'fail' | 'unknown'
    readonly severity: string
    readonly message: string
    readonly location: { readonly file: string; readonly line: number }
    readonly related: readonly { readonly file: string; readonly line: number }[]
    readonly asset: { readonly name: string; readonly container?: string }
  }[]
  readonly problems: readonly {
    readonly code: string
    readonly message: string
    readonly remedy: string
    readonly location: { readonly file: string; readonly line: number }
  }[]
}

export interface Scanned {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly report: ScanReport
}

/** Scans some files in a folder of their own. */
export async function scanFiles(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[] = [],
): Promise<Scanned> {
  const folder = folderWith(t, files)
  let [out, err] = ['', '']
  const world: World = {
    cwd: folder,
    env: { HOME: folder },
    stdout: { isTerminal: false, columns: 80, write: (text) => void (out += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    readStdin: () => new Uint8Array(),
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return undefined
      }
    },
    writeFile: () => {},
    today: '2026-11-30',
  }
  const code = await runCommandLine(['scan', 'platform', '-f', 'json', ...args], world)
  return { code, out, err, report: (out === '' ? undefined : JSON.parse(out)) as ScanReport }
}

/** A pod of one container for each image. */
export function podOf(name: string, image: string, more = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${name} }
spec:
  containers:
    - name: server
      image: ${image}
${more}`
}
