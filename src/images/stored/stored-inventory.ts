import type { FoundPackage, Inventory } from '../found-packages.ts'
import type { ImageSummary } from '../image-report.ts'
import type { VexClaim } from '../advisories/statement.ts'

/** What an earlier scan left about an image: enough to match it again without the image. */
export interface StoredInventory extends Pick<Inventory, 'packages' | 'os'> {
  /** The file that holds it. */
  readonly origin: string
  readonly image: ImageSummary
  /** What was known then; nothing where it was not matched, or does not tell. */
  readonly known?: KnownThen
  /** How many of its entries name no package that can be matched. */
  readonly unusable: number
}

export interface KnownThen {
  /** By `matchKey`, with what was said about each. */
  readonly matches: ReadonlyMap<string, VexClaim | undefined>
  /** The day of the advisories that it was matched with. */
  readonly made?: string
}

/** A vulnerability of a package, whatever the file and layer it was found in. */
export function matchKey(
  vulnerability: string,
  found: Pick<FoundPackage, 'kind' | 'name' | 'version'>,
): string {
  return [vulnerability, found.kind, found.name, found.version].join('\0')
}
