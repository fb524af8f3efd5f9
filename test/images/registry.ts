// A registry of one repository on this machine: it answers as a test tells it to, over a real connection.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'

import { reportImage, reportUnopened } from '../../src/engine/image.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import type { OpenOptions } from '../../src/images/open/image.ts'
import { OpenError } from '../../src/images/blobs/open-error.ts'
import { readImage } from '../../src/images/read-image.ts'
import type { Credentials } from '../../src/images/registry/credentials.ts'
import { parseImageReference } from '../../src/model/image-reference.ts'
import type { Files } from './make-image.ts'

/** True where it answered. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean

export interface RunningRegistry {
  /** `127.0.0.1:12345`. */
  readonly host: string
  /** `GET /v2/… Bearer x`, in their order. */
  readonly asked: readonly string[]
}

/** Serves the blobs of an image as `models/llm:1`, after what the test wants otherwise. */
export async function serve(
  t: TestContext,
  {
    files,
    tagged,
    handler = () => false,
  }: { readonly files: Files; readonly tagged: string; readonly handler?: Handler | undefined },
): Promise<RunningRegistry> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization ?? ''].join(' ').trim())
    if (handler(request, response)) return
    const [, kind, name = ''] = /^\/v2\/models\/llm\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? []
    const digest = kind === 'manifests' && name === '1' ? tagged : name
    send(response, files[`blobs/${digest.replace(':', '/')}`])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { host: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, asked }
}

function send(response: ServerResponse, bytes: Uint8Array | undefined): void {
  response.writeHead(bytes === undefined ? 404 : 200)
  response.end(bytes)
}

const times = { answer: 2000, idle: 300, pause: 10 }

export async function pull(
  name: string,
  credentials?: Credentials,
  options: OpenOptions = {},
): Promise<ImageReport> {
  const reference = parseImageReference(name)
  if (reference === undefined) throw new Error(`${name} is no reference.`)
  const registry = { credentialsFor: async () => credentials, isPlainAllowed: false, times }
  try {
    return reportImage({
      reference: name,
      ...(await readImage({ kind: 'registry', reference, registry }, options)),
    })
  } catch (error) {
    if (error instanceof OpenError) return reportUnopened(name, error)
    throw error
  }
}
