import { z } from 'zod'

import { componentOf } from './component.ts'
import { documentOf, malformed } from './document.ts'
import { type CsafProducts, csafProducts, productTree } from './csaf-products.ts'
import {
  faultOf,
  makeClaim,
  type VexClaim,
  type VexDocument,
  type VexStatement,
  type VexStatus,
} from '../advisories/statement.ts'

// VEX in CSAF 2.0 (docs.oasis-open.org/csaf, profile 5): statuses of products, and why, each in a list of its own.

const word = z.string().max(20_000)
/** A reason of blanks is none. */
const reason = z.string().trim().min(1).max(20_000)
const ids = z.array(word).max(10_000)

/** Something said about some products. */
const about = z.object({
  category: word.optional(),
  label: reason.optional(),
  details: reason.optional(),
  product_ids: ids.optional(),
})
type About = z.infer<typeof about>

const vulnerability = z.object({
  cve: word.optional(),
  ids: z
    .array(z.object({ text: word }))
    .max(100)
    .optional(),
  product_status: z.record(z.string(), ids).optional(),
  flags: z.array(about).max(10_000).optional(),
  threats: z.array(about).max(10_000).optional(),
  remediations: z.array(about).max(10_000).optional(),
})
type Vulnerability = z.infer<typeof vulnerability>

const document = z.object({
  document: z.object({
    category: z.string(),
    publisher: z.object({ name: word.min(1) }),
    tracking: z.object({ current_release_date: z.string() }),
  }),
  product_tree: productTree.optional(),
  vulnerabilities: z.array(z.unknown()).max(100_000).optional(),
})

const statuses: Readonly<Record<string, VexStatus>> = {
  known_not_affected: 'not_affected',
  known_affected: 'affected',
  first_affected: 'affected',
  last_affected: 'affected',
  fixed: 'fixed',
  first_fixed: 'fixed',
  under_investigation: 'under_investigation',
}

export function isCsaf(value: object): boolean {
  return 'document' in value && typeof value.document === 'object' && 'vulnerabilities' in value
}

/** What a document says about its products. Nothing for what is no document. */
export function readCsaf(value: unknown, origin: string): VexDocument | undefined {
  const { success, data } = document.safeParse(value)
  if (!success) return undefined
  const { publisher, tracking } = data.document
  const signed = { author: publisher.name, date: tracking.current_release_date, origin }
  const products = csafProducts(data.product_tree ?? {})
  const read = (data.vulnerabilities ?? []).flatMap((each, index) => {
    const parsed = vulnerability.safeParse(each)
    if (!parsed.success) return [`vulnerability ${index + 1} ${malformed(parsed.error)}`]
    return statementsOf(parsed.data, { signed, products })
  })
  return documentOf(origin, read)
}

interface Context {
  readonly signed: Pick<VexClaim, 'author' | 'date' | 'origin'>
  readonly products: CsafProducts
}

function statementsOf(found: Vulnerability, context: Context): (VexStatement | string)[] {
  const names = [found.cve, ...(found.ids ?? []).map(({ text }) => text)].filter((name) => name !== undefined)
  return Object.entries(found.product_status ?? {}).flatMap(([list, products]) => {
    const status = statuses[list]
    return status === undefined
      ? []
      : products.map((id) => statementOf(id, { status, names, found }, context))
  })
}

interface Said {
  readonly status: VexStatus
  readonly names: readonly string[]
  readonly found: Vulnerability
}

function statementOf(
  id: string,
  { status, names, found }: Said,
  { signed, products }: Context,
): VexStatement | string {
  const claim = makeClaim({ status, ...signed }, { ...reasonsOf(id, status, found), date: signed.date })
  const fault = faultOf(claim)
  if (fault !== undefined) return `${names[0] ?? 'a vulnerability without a name'} of ${id} ${fault}`
  const product = products.get(id) ?? { ...componentOf({ ids: [id] }), subcomponents: [] }
  return { claim, vulnerabilities: names, products: [product] }
}

type Reasons = Record<'justification' | 'impact' | 'action', string | undefined>

function reasonsOf(id: string, status: VexStatus, { flags, threats, remediations }: Vulnerability): Reasons {
  const about = (list: readonly About[] = []): About[] =>
    list.filter((each) => each.product_ids?.includes(id))
  const impact = about(threats).find(({ category }) => category === 'impact')?.details
  return {
    justification: status === 'not_affected' ? about(flags)[0]?.label : undefined,
    impact,
    action: status === 'affected' ? about(remediations)[0]?.details : undefined,
  }
}
