// A mirror of advisories on this machine, over https with a certificate of its own authority.
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'
import tls from 'node:tls'
import { gzipSync } from 'node:zlib'

import { certify, serverAuthentication, type TestCertificate } from '../certificates.ts'
import { zip } from './model-files/build.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface Mirror {
  /** `https://localhost:12345/` */
  readonly url: string
  readonly authority: TestCertificate
  /** `/PyPI/all.zip bytes=10-`, in their order. */
  readonly asked: readonly string[]
  /** What is there; a test may change it. */
  readonly files: Map<string, Uint8Array | Answer>
}

/** Two of one name would be taken for one another. */
let authorities = 0

/** Serves files, each with the range that is asked for, and with a tag that stays while the file does. */
export async function serveMirror(
  t: TestContext,
  files: Readonly<Record<string, Uint8Array | Answer>>,
): Promise<Mirror> {
  const authority = certify({ name: `CN=authority ${++authorities}`, isAuthority: true })
  const own = certify({ name: 'CN=localhost', issuer: authority, purposes: [serverAuthentication] })
  const mirror = { authority, asked: [] as string[], files: new Map(Object.entries(files)) }
  const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' })
  const server = createServer({ key, cert: own.pem }, (request, response) => {
    mirror.asked.push([request.url, request.headers.range].filter((each) => each !== undefined).join(' '))
    const found = mirror.files.get(decodeURIComponent((request.url ?? '').slice(1)))
    if (typeof found === 'function') found(request, response)
    else sendFile(found, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { ...mirror, url: `https://localhost:${typeof address === 'object' ? address?.port : ''}/` }
}

/** From here on this process trusts an authority, too. */
export function trust(t: TestContext, { authority }: Mirror): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, authority.pem])
  t.after(() => tls.setDefaultCACertificates(before))
}

export function tagOf(bytes: Uint8Array): string {
  return `"${bytes.length}-${Buffer.from(bytes).toString('hex').slice(-16)}"`
}

export function sendFile(
  bytes: Uint8Array | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (bytes === undefined) return void response.writeHead(404).end()
  const etag = tagOf(bytes)
  const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = request.headers
  if (ifNoneMatch === etag) return void response.writeHead(304, { etag }).end()
  const from = range !== undefined && ifRange === etag ? Number(/\d+/.exec(range)?.[0]) : 0
  const part = bytes.subarray(from)
  const head = { etag, 'content-length': part.length }
  if (from === 0) return void response.writeHead(200, head).end(part)
  const place = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
  response.writeHead(206, { ...head, ...place }).end(part)
}

/** So much of a file, and then nothing more. */
export function dropAfter(count: number, bytes: Uint8Array): Answer {
  return (_, response) => {
    response.writeHead(200, { etag: tagOf(bytes), 'content-length': bytes.length })
    response.write(bytes.subarray(0, count), () => response.destroy())
  }
}

export function osvZip(ecosystem: string, ...ids: readonly string[]): Buffer {
  const entries = ids.map((id) => {
    const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '9' }] }]
    const record = { id, affected: [{ package: { ecosystem, name: 'a' }, ranges }] }
    return {
      name: `${id}.json`,
      content: Buffer.from(JSON.stringify(record, undefined, 2)),
      isDeflated: true,
    }
  })
  return zip(...entries)
}

/** Everything that a mirror has. */
export function wholeMirror(): Record<string, Uint8Array> {
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  return {
    'ecosystems.txt': Buffer.from('Debian\nDebian:12\nPyPI\nOSS-Fuzz\n../x\n'),
    'Debian/all.zip': osvZip('Debian:12', 'CVE-2026-0001', 'CVE-2026-0002'),
    'PyPI/all.zip': osvZip('PyPI', 'PYSEC-2026-1'),
    'known_exploited_vulnerabilities.json': json({
      vulnerabilities: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-11-01', dueDate: '2026-11-22' }],
    }),
    'epss_scores-current.csv.gz': gzipSync(
      '#model_version:v1,score_date:2026-11-29T00:00:00Z\ncve,epss,percentile\nCVE-2026-0001,0.5,0.9\n',
    ),
    'endoflife.json': json({
      result: [
        {
          name: 'debian',
          releases: [{ name: '12', isEol: false, eolFrom: '2026-06-10', eoesFrom: '2028-06-30' }],
        },
      ],
    }),
  }
}
