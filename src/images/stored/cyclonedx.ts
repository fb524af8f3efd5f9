import { z } from 'zod'

import type { FoundPackage } from '../found-packages.ts'
import type { OperatingSystem } from '../inventory/package.ts'
import { packageOfBill } from './bill-package.ts'
import { type KnownThen, matchKey, type StoredInventory } from './stored-inventory.ts'

const text = z.string().max(4096)

const component = z.object({
  'bom-ref': text.optional(),
  type: text.optional(),
  name: text.optional(),
  version: text.optional(),
  purl: text.optional(),
  properties: z.array(z.object({ name: text, value: text.optional() })).optional(),
})
type Component = z.infer<typeof component>

const schema = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: component.optional(), timestamp: text.optional() }).optional(),
  components: z.array(component).max(1_000_000).optional(),
  vulnerabilities: z
    .array(z.object({ id: text, affects: z.array(z.object({ ref: text })).optional() }))
    .max(10_000_000)
    .optional(),
})
type Bill = z.infer<typeof schema>

export function isCyclonedxBill(value: object): boolean {
  return 'bomFormat' in value && value.bomFormat === 'CycloneDX'
}

/** A bill of materials, ours or another's. Nothing where it is none. */
export function readCyclonedxBill(value: unknown, origin: string): StoredInventory | undefined {
  const { success, data } = schema.safeParse(value)
  if (!success) return undefined
  const { components = [], metadata } = data
  const libraries = components.filter(({ type }) => type !== 'operating-system' && type !== 'file')
  const packages = libraries.map((each) => [each, packageOf(each)] as const)
  const os = components.flatMap(systemOf)[0]
  const { name, version } = metadata?.component ?? {}
  const known = knownThen(data, packages)
  return {
    origin,
    image: { reference: name ?? origin, tags: [], ...(isDigest(version) ? { digest: version } : {}) },
    packages: packages.flatMap(([, found]) => found ?? []),
    ...(os === undefined ? {} : { os }),
    ...(known === undefined ? {} : { known }),
    unusable: packages.filter(([, found]) => found === undefined).length,
  }
}

function isDigest(version: string | undefined): version is string {
  return /^sha256:[0-9a-f]{64}$/.test(version ?? '')
}

function packageOf({ purl, properties = [] }: Component): FoundPackage | undefined {
  const own = new Map(properties.map(({ name, value }) => [name, value]))
  const layer = Number(own.get('bulkhead:layer') ?? 0)
  return packageOfBill(purl ?? '', {
    file: own.get('bulkhead:file'),
    layer: Number.isSafeInteger(layer) && layer >= 0 ? layer : 0,
    source: own.get('bulkhead:source'),
    isOwned: own.get('bulkhead:owned') === 'true',
  })
}

function systemOf({ type, name, version = '' }: Component): OperatingSystem[] {
  if (type !== 'operating-system' || name === undefined) return []
  return [{ id: name, version, name: `${name} ${version}`.trim(), like: [], file: '' }]
}

/** A bill without a list of vulnerabilities does not say that there were none. */
function knownThen(
  { vulnerabilities }: Bill,
  packages: readonly (readonly [Component, FoundPackage | undefined])[],
): KnownThen | undefined {
  if (vulnerabilities === undefined) return undefined
  const byRef = new Map(packages.map(([each, found]) => [each['bom-ref'], found]))
  const keys = vulnerabilities.flatMap(({ id, affects = [] }) =>
    affects.flatMap(({ ref }) => {
      const found = byRef.get(ref)
      return found === undefined ? [] : [matchKey(id, found)]
    }),
  )
  return { matches: new Map(keys.map((key) => [key, undefined])) }
}
