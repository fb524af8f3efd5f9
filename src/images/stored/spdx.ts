import { z } from 'zod'

import { packageOfBill } from './bill-package.ts'
import type { StoredInventory } from './stored-inventory.ts'

const text = z.string().max(4096)

const schema = z.object({
  spdxVersion: z.string().startsWith('SPDX-2.'),
  name: text,
  packages: z
    .array(
      z.object({
        sourceInfo: text.optional(),
        primaryPackagePurpose: text.optional(),
        externalRefs: z.array(z.object({ referenceType: text, referenceLocator: text })).optional(),
      }),
    )
    .max(1_000_000),
})
type Entry = z.infer<typeof schema>['packages'][number]

export function isSpdx(value: object): boolean {
  return 'spdxVersion' in value
}

/** A bill of materials in SPDX 2, ours or another's. It knows of no vulnerabilities. Nothing where it is none. */
export function readSpdx(value: unknown, origin: string): StoredInventory | undefined {
  const { success, data } = schema.safeParse(value)
  if (!success) return undefined
  const entries = data.packages.filter(({ primaryPackagePurpose: purpose }) => purpose !== 'CONTAINER')
  const packages = entries.map(packageOf)
  return {
    origin,
    image: { reference: data.name, tags: [] },
    packages: packages.filter((found) => found !== undefined),
    unusable: packages.filter((found) => found === undefined).length,
  }
}

function packageOf({ externalRefs = [], sourceInfo = '' }: Entry): ReturnType<typeof packageOfBill> {
  const purl = externalRefs.find(({ referenceType }) => referenceType === 'purl')?.referenceLocator
  return packageOfBill(purl ?? '', {
    file: /^found in ([^,]+)/.exec(sourceInfo)?.[1],
    source: /, built from (\S+ \S+)$/.exec(sourceInfo)?.[1],
    isOwned: sourceInfo.includes(', of a package of the distribution'),
  })
}
