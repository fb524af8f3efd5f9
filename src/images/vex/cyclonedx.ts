import { z } from 'zod'

import { componentOf, isNameless } from './component.ts'
import { documentOf, malformed } from './document.ts'
import {
  faultOf,
  makeClaim,
  setsAside,
  type VexClaim,
  type VexDocument,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from '../advisories/statement.ts'

// VEX in CycloneDX (1.4 to 1.6): what `analysis` says of vulnerabilities.

const word = z.string().max(4096)
/** A reason of blanks is none. */
const reason = z.string().trim().min(1).max(4096)
const named = z.object({ name: word.optional() })

const part = z.object({
  'bom-ref': word.optional(),
  purl: word.optional(),
  name: word.optional(),
  hashes: z.array(z.object({ alg: z.string(), content: word })).optional(),
})
type Part = z.infer<typeof part>

const document = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z
    .object({
      timestamp: z.string().optional(),
      authors: z.array(named).optional(),
      manufacturer: named.optional(),
      supplier: named.optional(),
      component: part.optional(),
    })
    .optional(),
  components: z.array(part).max(100_000).optional(),
  vulnerabilities: z.array(z.unknown()).max(100_000),
})
type Document = z.infer<typeof document>

const states: Readonly<Record<string, VexStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
}

/** One version, or a range of them. */
const version = z.object({
  version: word.optional(),
  status: z.enum(['affected', 'unaffected', 'unknown']).default('affected'),
})
const affected = z.object({ ref: word, versions: z.array(version).max(10_000).optional() })

const vulnerability = z.object({
  id: word,
  updated: z.string().optional(),
  recommendation: reason.optional(),
  workaround: reason.optional(),
  analysis: z
    .object({
      state: z.enum([
        'resolved',
        'resolved_with_pedigree',
        'exploitable',
        'in_triage',
        'false_positive',
        'not_affected',
      ]),
      justification: reason.optional(),
      detail: reason.optional(),
      firstIssued: z.string().optional(),
      lastUpdated: z.string().optional(),
    })
    .optional(),
  affects: z.array(affected).max(10_000).optional(),
})
type Vulnerability = z.infer<typeof vulnerability>

/** A bill of materials says nothing about vulnerabilities unless somebody has analysed one. */
export function isCyclonedxVex(value: object): boolean {
  return (
    'bomFormat' in value &&
    value.bomFormat === 'CycloneDX' &&
    'vulnerabilities' in value &&
    Array.isArray(value.vulnerabilities)
  )
}

/** What a document says of vulnerabilities that somebody has analysed. Nothing for what is no document. */
export function readCyclonedxVex(value: unknown, origin: string): VexDocument | undefined {
  const { success, data } = document.safeParse(value)
  if (!success) return undefined
  const context = { whole: data, origin, products: productsOf(data) }
  const read = data.vulnerabilities.map((each, index) => {
    const found = readVulnerability(each, context)
    return typeof found === 'string' ? `vulnerability ${index + 1} ${found}` : found
  })
  return documentOf(origin, read)
}

interface Context {
  readonly whole: Document
  readonly origin: string
  readonly products: ReadonlyMap<string, VexProduct>
}

/** The statement, or why it does not count; nothing for what nobody has analysed. */
function readVulnerability(value: unknown, context: Context): VexStatement | string | undefined {
  const { success, data, error } = vulnerability.safeParse(value)
  if (!success) return malformed(error)
  const claim = claimOf(data, context)
  if (claim === undefined) return undefined
  const products = (data.affects ?? []).map((each) =>
    narrowed(productNamed(each.ref, context.products), each.versions ?? [], claim),
  )
  if (products.length === 0 || products.some(isNameless)) return `names nothing that ${data.id} is about`
  return faultOf(claim) ?? { claim, vulnerabilities: [data.id], products }
}

function claimOf(found: Vulnerability, { whole: { metadata }, origin }: Context): VexClaim | undefined {
  const status = states[found.analysis?.state ?? '']
  if (status === undefined) return undefined
  return makeClaim(
    { status, author: authorOf(metadata), origin },
    {
      justification: found.analysis?.justification,
      impact: found.analysis?.detail,
      action: found.recommendation ?? found.workaround,
      date: dateOf(found) ?? metadata?.timestamp,
    },
  )
}

function dateOf({ analysis, updated }: Vulnerability): string | undefined {
  return analysis?.lastUpdated ?? analysis?.firstIssued ?? updated
}

function authorOf(metadata: Document['metadata']): string {
  const names = [...(metadata?.authors ?? []), metadata?.manufacturer, metadata?.supplier]
  return names.find((each) => each?.name !== undefined)?.name ?? 'an author who is not stated'
}

function productsOf({ components = [], metadata }: Document): Map<string, VexProduct> {
  const parts = [...components, ...(metadata?.component === undefined ? [] : [metadata.component])]
  return new Map(
    parts.flatMap((each) => (each['bom-ref'] === undefined ? [] : [[each['bom-ref'], productOf(each)]])),
  )
}

function productOf({ purl, name, hashes = [] }: Part): VexProduct {
  const digests = hashes.filter(({ alg }) => alg === 'SHA-256').map(({ content }) => `sha256:${content}`)
  return { ...componentOf({ ids: [purl ?? name], digests }), subcomponents: [] }
}

/** Versions tell which of a package is meant: of a claim that nothing is left to do, those that are unaffected, where any is. */
function narrowed(
  product: VexProduct,
  versions: readonly z.infer<typeof version>[],
  claim: VexClaim,
): VexProduct {
  if (versions.length === 0) return product
  const unaffected = versions.filter(({ status }) => status === 'unaffected')
  const isSplit = setsAside(claim) && unaffected.length > 0
  const meant = (isSplit ? unaffected : versions).flatMap((each) => each.version ?? [])
  const purls = product.purls.flatMap((purl) => {
    if (purl.version === undefined) return meant.map((each) => ({ ...purl, version: each }))
    return !isSplit || meant.includes(purl.version) ? [purl] : []
  })
  return { ...product, purls }
}

/** Of this document, or of another one that a link names: `urn:cdx:…/1#pkg:pypi/a@1`. */
function productNamed(ref: string, products: ReadonlyMap<string, VexProduct>): VexProduct {
  const own = ref.startsWith('urn:cdx:') ? decoded(ref.slice(ref.indexOf('#') + 1)) : ref
  return products.get(own) ?? { ...componentOf({ ids: [own] }), subcomponents: [] }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
