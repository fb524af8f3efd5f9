// `bulkhead verify`, from an image with signatures beside it to the exit code.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import type { TrustReport } from '../../src/images/trust/judge.ts'
import { digestOf } from '../../src/images/trust/subject.ts'
import { bundleOf, envelopeOf, key, otherKey, provenance, signed } from '../signing.ts'
import { type Answer, byKey, type Descriptor, type Json, Layout, run } from './signed-layout.ts'

async function verify({ folder }: Layout): Promise<Answer> {
  return run(folder, '.', '--policy', 'trust.yaml')
}

async function reportOf({ folder }: Layout): Promise<TrustReport> {
  const { out } = await run(folder, '.', '--policy', 'trust.yaml', '-f', 'json')
  return JSON.parse(out) as TrustReport
}

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const sha256Of = ({ digest }: Descriptor): Json => ({ sha256: digest.slice('sha256:'.length) })

describe('an image', () => {
  test('signed as cosign does passes', async () => {
    const layout = new Layout()
    layout.cosign('sigs', layout.signature(layout.image().digest))
    layout.policy(byKey)
    const { code, out } = await verify(layout)
    assert.equal(code, 0)
    assert.match(out, /✓ signature: The signature of cosign\.pub is valid\./)
  })

  test('tagged by its digest passes', async () => {
    const layout = new Layout()
    const image = layout.image()
    const name = `${image.digest.replace(':', '-')}.sig`
    const annotations = { 'org.opencontainers.image.ref.name': name }
    layout.manifest({ config: layout.blob({}), layers: [layout.signature(image.digest)] }, { annotations })
    layout.policy(byKey)
    assert.equal((await verify(layout)).code, 0)
  })

  test('whose index is signed passes', async () => {
    const layout = new Layout()
    const image = layout.image()
    const index = layout.manifest({ manifests: [image] })
    layout.cosign('sigs', layout.signature(index.digest))
    layout.policy(byKey)
    const { verdict, digests } = await reportOf(layout)
    assert.deepEqual([verdict, digests], ['pass', [image.digest, index.digest]])
  })
})

describe('an image that does not count as signed', () => {
  test('without a signature', async () => {
    const layout = new Layout()
    layout.image()
    layout.policy(byKey)
    const { code, out } = await verify(layout)
    assert.equal(code, 1)
    assert.match(out, /There is no signature\./)
  })

  test('signed by another key', async () => {
    const layout = new Layout()
    layout.cosign('sigs', layout.signature(layout.image().digest, otherKey))
    layout.policy(byKey)
    assert.equal((await verify(layout)).code, 1)
  })

  test('whose log is demanded and missing', async () => {
    const layout = new Layout()
    layout.cosign('sigs', layout.signature(layout.image().digest))
    layout.policy({ signers: byKey['signers'] })
    assert.equal((await verify(layout)).code, 1)
  })

  test('beside a signature of another', async () => {
    const layout = new Layout()
    layout.image()
    layout.cosign('sigs', layout.signature(digestOf(Buffer.from('another'))))
    layout.policy(byKey)
    assert.equal((await verify(layout)).code, 1)
  })
})

describe('attestations', () => {
  const attested = (demands: readonly string[]): Layout => {
    const layout = new Layout()
    const image = layout.image()
    const dsseEnvelope = envelopeOf({ ...provenance, subject: [{ name: 'i', digest: sha256Of(image) }] })
    layout.referrer(image, bundleType, layout.blob(bundleOf({ dsseEnvelope }), { mediaType: bundleType }))
    layout.policy({ ...byKey, demands })
    return layout
  }

  test('that are demanded pass, and tell what they state', async () => {
    const { verdict, signatures } = await reportOf(attested(['https://slsa.dev/provenance/v1']))
    assert.deepEqual([verdict, signatures[0]?.statement?.builder], ['pass', 'https://ci.bank/builder'])
  })
  test('are no signature', async () =>
    assert.equal((await reportOf(attested(['signature']))).verdict, 'fail'))
  test('of another kind fail', async () =>
    assert.equal((await reportOf(attested(['https://spdx.dev/Document']))).verdict, 'fail'))
})

describe('a file', () => {
  const layout = new Layout()
  const model = Buffer.from('weights')
  const digest = Buffer.from(digestOf(model).slice('sha256:'.length), 'hex').toString('base64')
  const messageSignature = {
    messageDigest: { algorithm: 'SHA2_256', digest },
    signature: signed(model, key.privateKey),
  }
  writeFileSync(join(layout.folder, 'model.gguf'), model)
  writeFileSync(join(layout.folder, 'other.gguf'), 'other weights')
  const bundle = bundleOf({ dsseEnvelope: undefined, messageSignature })
  writeFileSync(join(layout.folder, 'bundle.json'), JSON.stringify(bundle))
  layout.policy(byKey)
  const args = ['--bundle', 'bundle.json', '--policy', 'trust.yaml']

  test('with its bundle passes', async () =>
    assert.equal((await run(layout.folder, 'model.gguf', ...args)).code, 0))
  test('with the bundle of another fails', async () =>
    assert.equal((await run(layout.folder, 'other.gguf', ...args)).code, 1))
})

describe('mistakes', () => {
  const layout = new Layout()
  layout.image()
  const answer = async (stated: Json): Promise<Answer> => {
    layout.policy(stated)
    return verify(layout)
  }
  test('no policy', async () => assert.equal((await run(layout.folder, '.')).code, 2))
  test('no such image', async () => {
    layout.policy(byKey)
    assert.equal((await run(layout.folder, 'nowhere', '--policy', 'trust.yaml')).code, 3)
  })
  test('nobody is trusted', async () => assert.equal((await answer({ signers: [] })).code, 2))
  test('a signer that is none', async () =>
    assert.match((await answer({ signers: [{ identity: 'a' }] })).err, /at signers\.0: a signer is/))
  test('a word that is not known', async () => assert.equal((await answer({ ...byKey, signer: [] })).code, 2))
  test('a file that is not there', async () =>
    assert.match(
      (await answer({ signers: [{ key: 'none.pub' }] })).err,
      /names none\.pub, which cannot be read/,
    ))
  test('a pattern that is none', async () =>
    assert.match(
      (await answer({ signers: [{ identityPattern: '(', issuer: 'i' }] })).err,
      /a pattern that is none/,
    ))
  test('a blob that is not what its digest says', async () => {
    const other = new Layout()
    const signature = other.signature(other.image().digest)
    other.cosign('sigs', signature)
    other.policy(byKey)
    writeFileSync(join(other.folder, 'blobs/sha256', signature.digest.slice('sha256:'.length)), '{}')
    assert.equal((await verify(other)).code, 3)
  })
})
