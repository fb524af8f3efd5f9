// Statements about one package of one image, made by hand.
import assert from 'node:assert/strict'

import type { Match } from '../../src/images/advisories/match.ts'
import { type AppliedVex, applyVex } from '../../src/images/vex/apply.ts'
import { parseVex } from '../../src/images/vex/parse.ts'
import type { VexDocument } from '../../src/images/advisories/statement.ts'
import { vexTarget } from '../../src/images/vex/target.ts'
import { advisory, debian, found, matched } from './advise.ts'

export const digest: string = `sha256:${'ab'.repeat(32)}`
const target = vexTarget({
  reference: 'models.azurecr.io/team/llm:1.4',
  repository: 'models.azurecr.io/team/llm',
  digest,
  tags: [],
  platform: 'linux/amd64',
  os: debian,
})
const openssl = found({
  name: 'libssl3',
  version: '3.0.11-1',
  arch: 'amd64',
  source: { name: 'openssl', version: '3.0.11-1' },
})

function matches(id = 'CVE-2026-0001'): readonly Match[] {
  return matched(
    [openssl],
    [advisory({ id, name: 'openssl', events: [{ introduced: '0' }, { fixed: '9' }] })],
  )
}

export function readVex(value: object): VexDocument {
  const document = parseVex(JSON.stringify(value), 'vendor.json')
  assert.ok(document !== undefined, 'it is a document')
  return document
}

export function openvex(...statements: readonly object[]): object {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://bank.example/vex/1',
    author: 'Platform Security',
    timestamp: '2026-11-01T00:00:00Z',
    version: 1,
    statements,
  }
}

export const notAffected: object = {
  vulnerability: { name: 'CVE-2026-0001' },
  status: 'not_affected',
  justification: 'vulnerable_code_not_in_execute_path',
}

export function about(purl: string, ...subcomponents: readonly string[]): object {
  const parts = subcomponents.map((id) => ({ '@id': id }))
  return {
    ...notAffected,
    products: [{ '@id': purl, ...(parts.length === 0 ? {} : { subcomponents: parts }) }],
  }
}

export function apply(...documents: readonly object[]): AppliedVex {
  return applyVex(matches(), documents.map(readVex), target)
}

export function statusAfter(...documents: readonly object[]): string | undefined {
  return apply(...documents).matches[0]?.vex?.status
}
