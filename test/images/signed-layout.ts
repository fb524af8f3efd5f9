// Layouts with signatures beside an image, and `bulkhead verify` asked about them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCommandLine } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'
import { digestOf } from '../../src/images/trust/subject.ts'
import type { TestKey } from '../certificates.ts'
import { key, payloadOf, signed, trust } from '../signing.ts'
import { newFolder } from '../new-folder.ts'

export type Json = Readonly<Record<string, unknown>>
export interface Descriptor {
  readonly digest: string
  readonly [field: string]: unknown
}

/** A layout that grows in a temporary folder. */
export class Layout {
  readonly folder: string = newFolder()
  readonly #manifests: Descriptor[] = []

  /** Of the manifests, in their order. */
  get digests(): readonly string[] {
    return this.#manifests.map(({ digest }) => digest)
  }

  blob(content: Json | Buffer, fields: Json = {}): Descriptor {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
    const digest = digestOf(bytes)
    mkdirSync(join(this.folder, 'blobs/sha256'), { recursive: true })
    writeFileSync(join(this.folder, 'blobs/sha256', digest.slice('sha256:'.length)), bytes)
    return { digest, size: bytes.length, ...fields }
  }

  manifest(content: Json, fields: Json = {}): Descriptor {
    const descriptor = this.blob({ schemaVersion: 2, ...content }, fields)
    this.#manifests.push(descriptor)
    writeFileSync(
      join(this.folder, 'index.json'),
      JSON.stringify({ schemaVersion: 2, manifests: this.#manifests }),
    )
    return descriptor
  }

  image(): Descriptor {
    const config = this.blob({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } })
    return this.manifest({ config, layers: [] }, { platform: { os: 'linux', architecture: 'amd64' } })
  }

  referrer(subject: Descriptor, artifactType: string, layer: Descriptor): Descriptor {
    return this.manifest({ artifactType, config: this.blob({}), layers: [layer], subject })
  }

  /** What cosign stores of an image: as `cosign save` writes it. */
  cosign(kind: 'sigs' | 'atts', layer: Descriptor): Descriptor {
    const annotations = { kind: `dev.cosignproject.cosign/${kind}` }
    return this.manifest({ config: this.blob({}), layers: [layer] }, { annotations })
  }

  signature(digest: string, by: TestKey = key): Descriptor {
    const payload = payloadOf(digest)
    const annotations = { 'dev.cosignproject.cosign/signature': signed(payload, by.privateKey) }
    return this.blob(payload, { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', annotations })
  }

  policy(stated: Json): void {
    writeFileSync(join(this.folder, 'cosign.pub'), trust('', key).pem)
    writeFileSync(join(this.folder, 'trust.yaml'), JSON.stringify(stated))
  }
}

export const byKey: Json = { signers: [{ key: 'cosign.pub' }], transparencyLog: 'optional' }

export interface Answer {
  readonly code: number
  readonly out: string
  readonly err: string
}

export async function run(folder: string, ...args: string[]): Promise<Answer> {
  let [out, err] = ['', '']
  const world: World = {
    cwd: folder,
    env: {},
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
    today: '2026-11-23',
  }
  return { code: await runCommandLine(['verify', ...args], world), out, err }
}
