import { createHash } from 'node:crypto'

import type { Match } from '../../images/advisories/match.ts'
import { subjectOf } from '../../images/advisories/ecosystems.ts'
import { kindOf } from '../../images/fixes.ts'
import type { ImageReport, ImageSummary } from '../../images/image-report.ts'
import { purlOf } from '../../images/inventory/purl-of-package.ts'
import { makePurl, writePurl } from '../../images/purl/purl.ts'
import type { VexClaim } from '../../images/advisories/statement.ts'
import { vexTarget } from '../../images/vex/target.ts'

/** Who says it, where nobody is named. */
const nobody = 'Unknown Author'
/** Where nothing tells of a day: the same image makes the same bytes. */
const beginning = '1970-01-01T00:00:00Z'

/** The report as statements about its vulnerabilities (OpenVEX 0.2.0), to be judged, signed and given on. */
export function renderOpenVex(report: ImageReport, author: string = nobody): string {
  const known = report.advisories?.made
  const body = {
    author,
    timestamp: known === undefined ? beginning : `${known}T00:00:00Z`,
    version: 1,
    tooling: `${report.tool.name} ${report.tool.version}`,
    statements: statementsOf(report),
  }
  const id = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://bulkhead.invalid/vex/${id}`,
    ...body,
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** What is said alike about several packages is one statement. */
function statementsOf({ image, vulnerabilities }: ImageReport): object[] {
  const product = productOf(image)
  const told = withoutInertTwins(vulnerabilities, image)
  const groups = Map.groupBy(told, (match) => JSON.stringify([match.vulnerability, saidOf(match)]))
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const parts = new Set([first, ...others].map((match) => partOf(match, image)))
    return {
      vulnerability: { name: first.vulnerability },
      products: [{ '@id': product, subcomponents: [...parts].map((part) => ({ '@id': part })) }],
      ...saidOf(first),
    }
  })
}

/** A wheel that lies about is called like what is installed of it: what is said of the one would hold for the other. */
function withoutInertTwins(matches: readonly Match[], image: ImageSummary): readonly Match[] {
  const keyOf = (match: Match): string => `${match.vulnerability} ${partOf(match, image)}`
  const running = new Set(matches.filter(({ isInert }) => !isInert).map(keyOf))
  return matches.filter((match) => !match.isInert || !running.has(keyOf(match)))
}

function saidOf(match: Match): object {
  return match.vex === undefined ? verdictOf(match) : passedOn(match.vex)
}

function partOf({ package: found }: Match, { os }: ImageSummary): string {
  const { kind, name, version } = found
  return purlOf(found, os) ?? `urn:package:${encodeURIComponent(`${kind}:${name}@${version}`)}`
}

/** What the image is called: by its digest, where it lies in a registry. */
function productOf(image: ImageSummary): string {
  const {
    called: [{ path }],
    digests,
  } = vexTarget(image)
  const purl = makePurl({
    type: 'oci',
    name: path.slice(path.lastIndexOf('/') + 1),
    version: digests[0],
    qualifiers: { repository_url: image.repository },
  })
  return purl === undefined ? `urn:image:${encodeURIComponent(image.reference)}` : writePurl(purl)
}

/** What was said by others is passed on as theirs. */
function passedOn({ status, justification, impact, action, author, date, origin }: VexClaim): object {
  const reason = justification === undefined ? { impact_statement: impact } : { justification }
  return {
    status,
    status_notes: `Stated by ${author}${date === undefined ? '' : ` on ${date.slice(0, 10)}`} in ${origin}.`,
    ...(status === 'not_affected' ? reason : {}),
    ...(status === 'affected' ? { action_statement: action ?? 'Its author does not say what to do.' } : {}),
  }
}

/** What advisories say: no one has looked at how the image uses the package. */
function verdictOf(match: Match): object {
  if (match.package.isPacked === true)
    return {
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      status_notes: 'It lies in the image as a wheel: nothing runs it before it is installed.',
    }
  if (match.isInert)
    return {
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
      status_notes: 'These are headers of a kernel: a container runs the kernel of its node.',
    }
  return { status: 'affected', action_statement: actionOf(match) }
}

function actionOf(match: Match): string {
  const { name } = subjectOf(match.package)
  if (match.fixed === undefined)
    return `No fix of ${name} is known: take it out of the image, or state why it does not matter.`
  return kindOf(match) === 'rebuild'
    ? `Build the image anew, without cache, on a current base: ${name} is fixed in ${match.fixed}.`
    : `Upgrade ${name} to ${match.fixed}.`
}
