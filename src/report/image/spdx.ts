import type { ImageReport } from '../../images/image-report.ts'
import type { FoundPackage } from '../../images/found-packages.ts'
import type { OperatingSystem } from '../../images/inventory/package.ts'
import { purlOf } from '../../images/inventory/purl-of-package.ts'
import { referencesOf } from './references.ts'

const nothingSaid = 'NOASSERTION'
/** Where no day is stated: the same image makes the same bytes. */
const beginning = '1970-01-01T00:00:00Z'

/** The report as a bill of materials (SPDX 2.3). */
export function renderSpdx({ image, packages, tool }: ImageReport): string {
  const references = referencesOf(packages)
  const name = image.reference
  const digest = image.digest?.replace(/^sha256:/, '') ?? 'unknown'
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name,
    documentNamespace: `https://bulkhead.invalid/spdx/${encodeURIComponent(name)}-${digest}`,
    creationInfo: { created: dayOf(image.created), creators: [`Tool: ${tool.name}-${tool.version}`] },
    packages: [
      { ...emptyPackage, SPDXID: 'SPDXRef-image', name, primaryPackagePurpose: 'CONTAINER' },
      ...packages.map((each) => packageOf(each, references.get(each) ?? '', image.os)),
    ],
    relationships: [
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: 'SPDXRef-image',
      },
      ...packages.map((each) => ({
        spdxElementId: 'SPDXRef-image',
        relationshipType: 'CONTAINS',
        relatedSpdxElement: `SPDXRef-${references.get(each) ?? ''}`,
      })),
    ],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

const emptyPackage = {
  downloadLocation: nothingSaid,
  filesAnalyzed: false,
  licenseConcluded: nothingSaid,
  copyrightText: nothingSaid,
}

function packageOf(found: FoundPackage, reference: string, os: OperatingSystem | undefined): object {
  const purl = purlOf(found, os)
  const { name, version, license } = found
  return {
    ...emptyPackage,
    SPDXID: `SPDXRef-${reference}`,
    name,
    versionInfo: version,
    sourceInfo: sourceInfoOf(found),
    // What packages say is free text; SPDX wants expressions of its own list.
    licenseDeclared: nothingSaid,
    ...(license === undefined ? {} : { licenseComments: license }),
    ...(purl === undefined
      ? {}
      : {
          externalRefs: [
            { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
          ],
        }),
  }
}

function sourceInfoOf({ file, isOwned, source }: FoundPackage): string {
  const owner = isOwned ? ', of a package of the distribution' : ''
  return `found in ${file}${owner}${source === undefined ? '' : `, built from ${source.name} ${source.version}`}`
}

/** When the image was made, to the second. */
function dayOf(created: string | undefined): string {
  const [, time] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(created ?? '') ?? []
  return time === undefined ? beginning : `${time}Z`
}
