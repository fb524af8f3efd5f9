import type { FoundPackage } from '../found-packages.ts'
import type { ImageReport } from '../image-report.ts'
import type { PackageKind } from '../inventory/package.ts'
import { inventorySchema } from '../report-schema.ts'
import { matchKey, type StoredInventory } from './stored-inventory.ts'

type Inventoried = Pick<ImageReport, 'image' | 'packages' | 'vulnerabilities' | 'advisories'>

export function isOwnReport(value: object): boolean {
  return 'tool' in value && 'packages' in value && 'layers' in value
}

/** Nothing where it is none. */
export function readOwnReport(value: unknown, origin: string): StoredInventory | undefined {
  const { success, data } = inventorySchema.safeParse(value)
  if (!success) return undefined
  const { image, packages, vulnerabilities, advisories } = data as Inventoried
  const matches = new Map(
    vulnerabilities.map((each) => [matchKey(each.vulnerability, each.package), each.vex]),
  )
  const usable = packages.filter(isUsable)
  return {
    origin,
    image,
    packages: usable,
    ...(image.os === undefined ? {} : { os: image.os }),
    ...(advisories === undefined ? {} : { known: { matches, made: advisories.made } }),
    unusable: packages.length - usable.length,
  }
}

const kinds: ReadonlySet<string> = new Set([
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
] satisfies readonly PackageKind[])

const longestName = 4096

/** Another version may know other kinds; nobody gives longer names. */
function isUsable({ kind, name, version }: FoundPackage): boolean {
  return kinds.has(kind) && Math.max(name.length, version.length) <= longestName
}
