import { z } from 'zod'

import { componentOf } from './component.ts'
import type { VexProduct } from '../advisories/statement.ts'

// The product tree of CSAF 2.0 (§3.2.2).

const word = z.string().max(4096)

interface Named {
  readonly product_id: string
  readonly product_identification_helper?:
    | {
        readonly purl?: string | undefined
        readonly hashes?:
          | readonly {
              readonly file_hashes: readonly { readonly algorithm: string; readonly value: string }[]
            }[]
          | undefined
      }
    | undefined
}

const named: z.ZodType<Named> = z.object({
  product_id: word,
  product_identification_helper: z
    .object({
      purl: word.optional(),
      hashes: z
        .array(z.object({ file_hashes: z.array(z.object({ algorithm: z.string(), value: word })) }))
        .optional(),
    })
    .optional(),
})

/** A branch is read where it is reached: a schema that holds itself would follow it to any depth. */
export const productTree: z.ZodType<ProductTree> = z.object({
  branches: z.array(z.unknown()).max(100_000).optional(),
  full_product_names: z.array(named).max(100_000).optional(),
  relationships: z
    .array(
      z.object({
        full_product_name: named,
        product_reference: word,
        relates_to_product_reference: word,
      }),
    )
    .max(100_000)
    .optional(),
})

interface ProductTree {
  readonly branches?: unknown[] | undefined
  readonly full_product_names?: Named[] | undefined
  readonly relationships?:
    | {
        readonly full_product_name: Named
        readonly product_reference: string
        readonly relates_to_product_reference: string
      }[]
    | undefined
}

const branch = z.object({ product: named.optional(), branches: z.array(z.unknown()).optional() })

/** By the ids that the document gives them. */
export type CsafProducts = ReadonlyMap<string, VexProduct>

/** Vendors nest families, names, versions and architectures; nobody nests deeper. */
const deepest = 30

export function csafProducts(tree: ProductTree): CsafProducts {
  const single = [...namedIn(tree.branches ?? [], deepest), ...(tree.full_product_names ?? [])]
  const products = new Map(single.map((each) => [each.product_id, productOf(each)]))
  for (const { full_product_name: whole, ...related } of tree.relationships ?? []) {
    const [part, base] = [related.product_reference, related.relates_to_product_reference].map((id) =>
      products.get(id),
    )
    if (part === undefined || base === undefined) continue
    // A platform that is no package, such as a release of a distribution, shows in the versions of its packages.
    const isPlaced = base.purls.length + base.digests.length > 0
    products.set(whole.product_id, isPlaced ? { ...base, subcomponents: [part] } : part)
  }
  return products
}

function namedIn(branches: readonly unknown[], depth: number): Named[] {
  if (depth === 0) return []
  return branches.flatMap((each) => {
    const { success, data } = branch.safeParse(each)
    if (!success) return []
    return [...(data.product === undefined ? [] : [data.product]), ...namedIn(data.branches ?? [], depth - 1)]
  })
}

function productOf({ product_id: id, product_identification_helper: helper }: Named): VexProduct {
  const digests = (helper?.hashes ?? [])
    .flatMap(({ file_hashes: files }) => files)
    .filter(({ algorithm }) => algorithm === 'sha256')
    .map(({ value }) => `sha256:${value}`)
  return { ...componentOf({ ids: [helper?.purl ?? id], digests }), subcomponents: [] }
}
