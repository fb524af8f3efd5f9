import { z } from 'zod'

import { componentOf, isNameless } from './component.ts'
import { documentOf, malformed } from './document.ts'
import {
  faultOf,
  makeClaim,
  type VexClaim,
  type VexComponent,
  type VexDocument,
  type VexProduct,
  type VexStatement,
} from '../advisories/statement.ts'

// OpenVEX 0.2.0 (github.com/openvex/spec).

const mostProducts = 10_000
const word = z.string().max(4096)
/** A reason of blanks is none. */
const reason = z.string().trim().min(1).max(4096)

const componentShape = {
  '@id': word.optional(),
  identifiers: z.record(z.string(), word).optional(),
  hashes: z.record(z.string(), word).optional(),
}
const component = z.object(componentShape)
const product = z.object({
  ...componentShape,
  subcomponents: z.array(component).max(mostProducts).optional(),
})

const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const

const statement = z.object({
  vulnerability: z.object({ name: word, aliases: z.array(word).max(100).optional() }),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  last_updated: z.iso.datetime({ offset: true }).optional(),
  products: z.array(product).max(mostProducts).optional(),
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  justification: z.enum(justifications).optional(),
  impact_statement: reason.optional(),
  action_statement: reason.optional(),
})

const document = z.object({
  '@context': z.string().startsWith('https://openvex.dev/ns'),
  author: word.min(1),
  timestamp: z.iso.datetime({ offset: true }),
  last_updated: z.iso.datetime({ offset: true }).optional(),
  statements: z.array(z.unknown()).max(100_000),
})
type Stated = z.infer<typeof statement>
type Document = z.infer<typeof document>

/** Where a document stands, and what its statements are about where they name no product. */
export interface OpenVexPlace {
  readonly origin: string
  readonly signer?: string
  readonly subject?: VexProduct
}

export function isOpenVex(value: object): boolean {
  return (
    '@context' in value && typeof value['@context'] === 'string' && value['@context'].includes('openvex.dev')
  )
}

/** Reads a document statement by statement: one that is malformed spoils no other. Nothing for what is no document. */
export function readOpenVex(value: unknown, place: OpenVexPlace): VexDocument | undefined {
  const { success, data } = document.safeParse(value)
  if (!success) return undefined
  const read = data.statements.map((each, index) => {
    const found = readStatement(each, data, place)
    return typeof found === 'string' ? `statement ${index + 1} ${found}` : found
  })
  return documentOf(place.origin, read)
}

/** The statement, or why it does not count. */
function readStatement(value: unknown, whole: Document, place: OpenVexPlace): VexStatement | string {
  const { success, data, error } = statement.safeParse(value)
  if (!success) return malformed(error)
  const { name, aliases = [] } = data.vulnerability
  const products = productsOf(data, place)
  if (products.length === 0 || products.some(isNameless)) return `names no product that ${name} is about`
  const claim = claimOf(data, whole, place)
  return reasonAgainst(claim) ?? { claim, vulnerabilities: [name, ...aliases], products }
}

function reasonAgainst(claim: VexClaim): string | undefined {
  if (claim.status === 'affected' && claim.action === undefined)
    return 'says affected, and no action statement says what to do'
  return faultOf(claim)
}

/** What an attestation is about holds for statements in it that name no product (openvex/spec, ATTESTING.md). */
function productsOf({ products = [] }: Stated, { subject }: OpenVexPlace): VexProduct[] {
  return products.length === 0 && subject !== undefined ? [subject] : products.map(productOf)
}

function claimOf(stated: Stated, whole: Document, { origin, signer }: OpenVexPlace): VexClaim {
  const { status, justification, impact_statement: impact, action_statement: action } = stated
  const date = stated.last_updated ?? stated.timestamp ?? whole.last_updated ?? whole.timestamp
  return makeClaim({ status, author: whole.author, origin }, { justification, impact, action, date, signer })
}

function productOf({ subcomponents = [], ...own }: z.infer<typeof product>): VexProduct {
  return { ...partOf(own), subcomponents: subcomponents.map(partOf) }
}

function partOf({ '@id': id, identifiers = {}, hashes = {} }: z.infer<typeof component>): VexComponent {
  const sha256 = hashes['sha-256']
  return componentOf({
    ids: [id, ...Object.values(identifiers)],
    digests: sha256 === undefined ? [] : [`sha256:${sha256}`],
  })
}
