import type { Match } from '../../images/advisories/match.ts'
import type { VexClaim, VexStatus } from '../../images/advisories/statement.ts'
import type { ImageReport } from '../../images/image-report.ts'
import type { FoundPackage } from '../../images/found-packages.ts'
import type { OperatingSystem } from '../../images/inventory/package.ts'
import { purlOf } from '../../images/inventory/purl-of-package.ts'
import { referencesOf } from './references.ts'

/** The report as a bill of materials with its vulnerabilities (CycloneDX 1.6). */
export function renderCyclonedx(report: ImageReport): string {
  const { image, packages, vulnerabilities, tool } = report
  const references = referencesOf(packages)
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
      component: {
        'bom-ref': 'image',
        type: 'container',
        name: image.reference,
        ...(image.digest === undefined ? {} : { version: image.digest }),
      },
    },
    components: [
      ...systemOf(image.os),
      ...packages.map((each) => componentOf(each, references.get(each) ?? '', image.os)),
    ],
    vulnerabilities: vulnerabilitiesOf(vulnerabilities, references),
  }
  return `${JSON.stringify(bill, undefined, 2)}\n`
}

function systemOf(os: OperatingSystem | undefined): object[] {
  if (os === undefined) return []
  return [
    {
      'bom-ref': 'system',
      type: 'operating-system',
      name: os.id,
      ...(os.version === '' ? {} : { version: os.version }),
    },
  ]
}

function componentOf(found: FoundPackage, reference: string, os: OperatingSystem | undefined): object {
  const { name, version, license, file, layer, source } = found
  const purl = purlOf(found, os)
  const properties = [
    { name: 'bulkhead:file', value: file },
    { name: 'bulkhead:layer', value: String(layer) },
    ...(found.isOwned ? [{ name: 'bulkhead:owned', value: 'true' }] : []),
    ...(source === undefined ? [] : [{ name: 'bulkhead:source', value: `${source.name} ${source.version}` }]),
  ]
  return {
    'bom-ref': reference,
    type: found.kind === 'generic' ? 'application' : 'library',
    name,
    version,
    ...(license === undefined ? {} : { licenses: [{ license: { name: license } }] }),
    ...(purl === undefined ? {} : { purl }),
    properties,
  }
}

/** One entry a vulnerability and what is said about it, with all that it affects. */
function vulnerabilitiesOf(
  matches: readonly Match[],
  references: ReadonlyMap<FoundPackage, string>,
): object[] {
  const groups = Map.groupBy(matches, ({ vulnerability, vex }) => JSON.stringify([vulnerability, vex]))
  return [...groups.values()].map((own) => {
    const [first] = own
    const severity = own.map((each) => each.severity).find((each) => each !== undefined)
    return {
      id: first?.vulnerability,
      ratings: [{ severity: severity ?? 'unknown' }],
      ...(first?.summary === undefined ? {} : { description: first.summary }),
      ...(first?.vex === undefined ? {} : { analysis: analysisOf(first.vex) }),
      affects: own.map((each) => ({ ref: references.get(each.package) ?? 'image' })),
    }
  })
}

const states: Readonly<Record<VexStatus, string>> = {
  not_affected: 'not_affected',
  affected: 'exploitable',
  fixed: 'resolved',
  under_investigation: 'in_triage',
}

/** CycloneDX justifies with other words, so those of the statement stand in the detail. */
function analysisOf({ status, justification, impact, action, author, date }: VexClaim): object {
  const said = `${author}${date === undefined ? '' : `, ${date}`}`
  return {
    state: states[status],
    detail: [`${said}: ${status}`, justification, impact, action]
      .filter((text) => text !== undefined)
      .join('; '),
  }
}
