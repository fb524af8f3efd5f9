import { z } from 'zod'

import type { ImageReport } from '../image-report.ts'
import type { PackageKind } from '../inventory/package.ts'
import { matchKey, type StoredInventory } from './stored-inventory.ts'

// A report of `bulkhead image -f json`, perhaps by another version, perhaps forged: what matching reads is checked.

const text = z.string().max(4096)
const kinds = [
  'apk',
  'bitnami',
  'cargo',
  'composer',
  'conda',
  'cran',
  'deb',
  'gem',
  'generic',
  'golang',
  'maven',
  'npm',
  'nuget',
  'pypi',
  'rpm',
] as const satisfies readonly PackageKind[]

const found = z.object({
  kind: z.enum(kinds),
  name: text,
  version: text,
  arch: text.optional(),
  source: z.object({ name: text, version: text }).optional(),
  namespace: text.optional(),
  groups: z.array(text).optional(),
  module: text.optional(),
  release: z.object({ id: text, version: text }).optional(),
  isDeclared: z.literal(true).optional(),
  isPacked: z.literal(true).optional(),
  file: text,
  layer: z.int().nonnegative(),
  isOwned: z.boolean(),
})

const claim = z.object({
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  justification: text.optional(),
  impact: text.optional(),
  action: text.optional(),
  author: text,
  date: text.optional(),
  origin: text,
  signer: text.optional(),
})

const os = z.object({ id: text, version: text, name: text, like: z.array(text), file: text })

const schema = z.object({
  schema: z.literal(1),
  tool: z.object({ name: z.literal('bulkhead') }),
  image: z.object({
    reference: text,
    repository: text.optional(),
    name: text.optional(),
    digest: text.optional(),
    tags: z.array(text),
    os: os.optional(),
  }),
  advisories: z.object({ made: text }).optional(),
  packages: z.array(found).max(1_000_000),
  vulnerabilities: z
    .array(
      z.object({
        vulnerability: text,
        package: found.pick({ kind: true, name: true, version: true }),
        vex: claim.optional(),
      }),
    )
    .max(10_000_000),
})

export function isOwnReport(value: object): boolean {
  return 'tool' in value && 'packages' in value && 'layers' in value
}

/** Nothing where it is none. */
export function readOwnReport(value: unknown, origin: string): StoredInventory | undefined {
  const { success, data } = schema.safeParse(value)
  if (!success) return undefined
  const { image, packages, vulnerabilities, advisories } = data as unknown as ImageReport
  const matches = new Map(
    vulnerabilities.map((each) => [matchKey(each.vulnerability, each.package), each.vex]),
  )
  return {
    origin,
    image,
    packages,
    ...(image.os === undefined ? {} : { os: image.os }),
    ...(advisories === undefined ? {} : { known: { matches, made: advisories.made } }),
    unusable: 0,
  }
}
