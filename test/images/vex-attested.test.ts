// VEX that stands beside an image as an attestation: it counts where somebody signed whom a policy trusts.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { sha256 } from './make-image.ts'
import { debianRelease, dpkgStatus, makeConfig, makeLayer } from './make-image.ts'
import { envelopeOf, key, otherKey } from '../signing.ts'
import { runIn } from './run-command.ts'
import { byKey, Layout } from './signed-layout.ts'

const layer = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const osv = JSON.stringify({
  id: 'CVE-2026-0001',
  affected: [
    {
      package: { ecosystem: 'Debian:12', name: 'bash' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '9' }] }],
    },
  ],
})

const openvex = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://bank.example/vex/1',
  author: 'Platform Security',
  timestamp: '2026-11-01T00:00:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-0001' },
      status: 'not_affected',
      justification: 'component_not_present',
    },
  ],
}

interface Attested {
  readonly by?: typeof key
  readonly digest?: string
  readonly predicate?: object
}

/** A layout of an image with a flaw, and what somebody attests of it. */
async function layoutWith({ by = key, digest, predicate = openvex }: Attested): Promise<Layout> {
  const layout = new Layout()
  const stored = layout.blob(layer.stored, { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' })
  const image = layout.manifest({ config: layout.blob(makeConfig([layer])), layers: [stored] })
  const subject = [{ name: 'llm', digest: { sha256: (digest ?? image.digest).replace('sha256:', '') } }]
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://openvex.dev/ns/v0.2.0',
    predicate,
  }
  layout.cosign(
    'atts',
    layout.blob(envelopeOf(statement, by), { mediaType: 'application/vnd.dsse.envelope.v1+json' }),
  )
  layout.policy(byKey)
  writeFileSync(join(layout.folder, 'osv.ndjson'), osv)
  await runIn(layout.folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  return layout
}

const scan = ['image', '.', '--db', 'a.db', '--vex-policy', 'trust.yaml', '--platform', 'linux/amd64']

test('an attestation that a trusted key signed sets aside what it says of the image, and is shown with its signer', async () => {
  const { folder } = await layoutWith({})
  const { out } = await runIn(folder, scan)
  assert.match(
    out,
    /Said not to matter[^]*CVE-2026-0001 in bash[^]*component not present[^]*signed by\s+cosign\.pub/,
  )
  assert.match(out, /: 0 vulnerabilities/)
})

test('without a policy nobody counts', async () => {
  const { folder } = await layoutWith({})
  const { out } = await runIn(folder, scan.slice(0, 4))
  assert.match(out, /: 1 vulnerability/)
})

test('one by another key, or about another image, sets nothing aside and is told', async () => {
  const digest = sha256(Buffer.from('another'))
  for (const attested of [{ by: otherKey }, { digest }]) {
    const { folder } = await layoutWith(attested)
    const { out } = await runIn(folder, scan)
    assert.match(out, /: 1 vulnerability/)
    assert.match(out, /vex-untrusted/)
  }
})

test('a predicate that is no document is told', async () => {
  const { folder } = await layoutWith({ predicate: { statements: [] } })
  const { code, out } = await runIn(folder, [...scan, '--fail-on', 'never'])
  assert.equal(code, 3)
  assert.match(out, /vex-malformed/)
})

test('a policy that is missing is a mistake in the question', async () => {
  const { folder } = await layoutWith({})
  assert.equal((await runIn(folder, [...scan.slice(0, 4), '--vex-policy', 'none.yaml'])).code, 2)
})
