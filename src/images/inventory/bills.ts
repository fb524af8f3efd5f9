import { z } from 'zod'

import { parsePurl } from '../purl/purl.ts'
import { packageOfPurl } from './package-of-purl.ts'
import { readJson } from './json-file.ts'
import { type FileFacts, type FileReader, type ImageFile, noFacts, type Package } from './package.ts'
import { linesOf } from './paragraphs.ts'

/**
 * Bills of materials that lie in an image: of Bitnami beside each program, of wheels about what is built into them (PEP 770),
 * of Wolfi for each package. In CycloneDX, or in SPDX as JSON or as lines.
 */
export const billReader: FileReader = {
  name: 'bill',
  extensions: ['.json', '.spdx', '.xml'],
  accepts: (path) =>
    /(?:[./](?:cdx|cyclonedx|spdx|s?bom)\.json|\.spdx|\.(?:cdx|cyclonedx)\.xml)$/i.test(path),
  maxBytes: 2 ** 26,
  read: readBill,
}

interface Component {
  readonly purl?: string | undefined
  readonly scope?: string | undefined
  /** Those that it is assembled of. */
  readonly components?: readonly unknown[] | undefined
}

interface SpdxPackage {
  readonly externalRefs?:
    | readonly { readonly referenceType: string; readonly referenceLocator: string }[]
    | undefined
}

interface Bill {
  /** Of SPDX 3. */
  readonly '@graph'?: unknown
  /** Of Syft’s own format. */
  readonly artifacts?: unknown
  readonly components?: readonly Component[] | undefined
  readonly packages?: readonly SpdxPackage[] | undefined
}

const component: z.ZodType<Component> = z.object({
  purl: z.string().optional(),
  scope: z.string().optional(),
  components: z.array(z.unknown()).optional(),
})

const bill: z.ZodType<Bill> = z.object({
  '@graph': z.unknown().optional(),
  artifacts: z.unknown().optional(),
  components: z.array(component).optional(),
  packages: z
    .array(
      z.object({
        externalRefs: z
          .array(z.object({ referenceType: z.string(), referenceLocator: z.string() }))
          .optional(),
      }),
    )
    .optional(),
})

const unread: FileFacts = {
  ...noFacts,
  faults: [
    { message: 'The bill of materials is of a form that is not read: what it lists is not known.', line: 1 },
  ],
}

export function readBill({ path, bytes }: ImageFile): FileFacts {
  if (/\.xml$/i.test(path)) return unread
  if (!/^\s*\{/.test(bytes.toString('utf8', 0, 100).replace(/^\ufeff/, '')))
    return { ...noFacts, packages: packagesOf(purlsInLines(bytes.toString('utf8')), path) }
  return readJson(bytes, bill, ({ components = [], packages = [], ...other }) => {
    if (other['@graph'] !== undefined || other.artifacts !== undefined) return unread
    return {
      packages: packagesOf([...purlsOfComponents(components), ...packages.flatMap(purlsOfPackage)], path),
    }
  })
}

/** What was not put in is named, too (CycloneDX, component scope), with what it is assembled of. */
function purlsOfComponents(components: readonly Component[]): string[] {
  const purls: string[] = []
  const left = [...components].reverse()
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.scope === 'excluded') continue
    if (next.purl !== undefined) purls.push(next.purl)
    for (const inner of [...(next.components ?? [])].reverse()) {
      const { success, data } = component.safeParse(inner)
      if (success) left.push(data)
    }
  }
  return purls
}

function purlsOfPackage({ externalRefs = [] }: SpdxPackage): string[] {
  return externalRefs.flatMap((each) => (each.referenceType === 'purl' ? each.referenceLocator : []))
}

/** `ExternalRef: PACKAGE-MANAGER purl pkg:…` (SPDX 2.3, clause 7.21). */
function purlsInLines(text: string): string[] {
  return [...linesOf(text)].flatMap(
    (line) => /^ExternalRef: PACKAGE[-_]MANAGER purl (\S+)$/.exec(line)?.[1] ?? [],
  )
}

function packagesOf(purls: readonly string[], file: string): Package[] {
  return purls.flatMap((text) => {
    const purl = parsePurl(text)
    const isOwnPart = purl?.qualifiers['download_url']?.startsWith('file:') === true
    const found = purl === undefined || isOwnPart ? undefined : packageOfPurl(purl, file)
    return found === undefined ? [] : [{ ...found, isDeclared: true as const }]
  })
}
