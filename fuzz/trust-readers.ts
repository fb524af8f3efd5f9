import assert from 'node:assert/strict'

import { findSecrets } from '../src/images/secrets/find-secrets.ts'
import type { Document } from '../src/model/origin.ts'
import { checkPlace } from './places.ts'
import { bytes, json, type Reader } from './reader.ts'
import { bundles, coseSignatures, jwsSignatures, secretTexts } from './seeds-of-images.ts'
import { checkBundle, checkNotation } from './trust.ts'

function checkSecrets(document: Document): void {
  const { secrets } = findSecrets(document.path, document.text)
  for (const { line, column, offset, redacted } of secrets) {
    checkPlace({ file: document.path, line, column }, document)
    assert.ok(offset >= 0 && offset < document.text.length && redacted.length < 120)
  }
}

/** Files with secrets, and what is said to sign images. */
export const trustReaders: readonly Reader[] = [
  { name: 'secrets-in-files', path: '.env', share: 1, make: bytes(secretTexts), run: checkSecrets },
  { name: 'bundle', path: 'bundle.json', share: 1, make: json(bundles), run: checkBundle },
  {
    name: 'jws',
    path: 'a.jws',
    share: 1,
    make: json(jwsSignatures),
    run: checkNotation('application/jose+json'),
  },
  {
    name: 'cose',
    path: 'a.cose',
    share: 1,
    make: bytes(coseSignatures),
    run: checkNotation('application/cose'),
  },
]
