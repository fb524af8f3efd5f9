import type { FoundPackage } from '../found-packages.ts'
import { parsePurl } from '../purl/purl.ts'
import { packageOfPurl } from '../inventory/package-of-purl.ts'

/** What bills say beside the package URL, where they are ours. */
export interface Beside {
  readonly file?: string | undefined
  readonly layer?: number | undefined
  /** `openssl 3.0.11-1` */
  readonly source?: string | undefined
  readonly isOwned?: boolean
}

/** The package of an entry of a bill of materials; nothing where its package URL names none. */
export function packageOfBill(text: string, beside: Beside): FoundPackage | undefined {
  const purl = parsePurl(text)
  const found = purl === undefined ? undefined : packageOfPurl(purl, beside.file ?? '')
  if (found === undefined) return undefined
  const { layer = 0, isOwned = false } = beside
  return { ...found, ...sourceOf(beside), layer, isOwned }
}

function sourceOf({ source = '' }: Beside): Pick<FoundPackage, 'source'> {
  const [, name, version] = /^(\S+) (\S+)$/.exec(source) ?? []
  return name === undefined || version === undefined ? {} : { source: { name, version } }
}
