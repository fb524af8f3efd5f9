import { z } from 'zod'

import { parseJson } from './json.ts'
import { printable, TrustError } from './result.ts'
import type { Subject } from './subject.ts'

/** What somebody states about an artifact (in-toto attestation framework, statement v0.1 and v1). */
export interface Statement {
  readonly predicateType: string
  readonly kind: 'provenance' | 'sbom' | 'other'
  /** Who built it, by its provenance. */
  readonly builder?: string
  /** What it was built from, by its provenance. */
  readonly sources: readonly string[]
  readonly predicate: unknown
}

export const statementType = 'application/vnd.in-toto+json'

const maxSubjects = 10_000
const digests = z.record(z.string(), z.string())
const schema = z.object({
  _type: z.enum(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']),
  subject: z.array(z.object({ digest: digests })).max(maxSubjects),
  predicateType: z.string().max(500),
  predicate: z.unknown(),
})

/** Reads a statement that has been verified. @throws TrustError where it is about something else */
export function readStatement(text: string, { digest }: Subject): Statement {
  const { subject, predicateType, predicate } = parseJson(text, schema, 'The statement')
  const [algorithm = '', hex = ''] = digest.split(':')
  const isAbout = subject.some(
    (each) => Object.hasOwn(each.digest, algorithm) && each.digest[algorithm] === hex,
  )
  if (!isAbout) throw new TrustError('fail', `The statement is not about ${digest}.`)
  const kind = kindOf(predicateType)
  const evidence = kind === 'provenance' ? provenanceOf(predicate) : { sources: [] }
  return { predicateType: printable(predicateType), kind, predicate, ...evidence }
}

function kindOf(predicateType: string): Statement['kind'] {
  if (/^https:\/\/slsa\.dev\/provenance\/v(?:0\.[12]|1)$/.test(predicateType)) return 'provenance'
  return /^https:\/\/(?:spdx\.dev\/Document|cyclonedx\.org\/bom)/.test(predicateType) ? 'sbom' : 'other'
}

type Provenance = Pick<Statement, 'builder' | 'sources'>

/** SLSA provenance v1 tells of the builder in `runDetails`, v0.1 and v0.2 at its root. */
function provenanceOf(predicate: unknown): Provenance {
  const builder = at(predicate, 'runDetails', 'builder', 'id') ?? at(predicate, 'builder', 'id')
  const materials = at(predicate, 'buildDefinition', 'resolvedDependencies') ?? at(predicate, 'materials')
  const uris = (Array.isArray(materials) ? materials.slice(0, maxSubjects) : []).map((each) =>
    at(each, 'uri'),
  )
  const sources = uris.filter((uri) => typeof uri === 'string').map(printable)
  return typeof builder === 'string' ? { builder: printable(builder), sources } : { sources }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let node = value
  for (const key of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined
    node = (node as Readonly<Record<string, unknown>>)[key]
  }
  return node
}
