import type { Finding, FindingAsset } from '../../findings/finding.ts'
import type { ControlSummary, Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { type Severity, severities } from '../../knowledge/guarantees.ts'
import { type FixGroup, fixesOf } from '../fixes.ts'
import { printable } from '../printable.ts'
import { controlsById, groupBy, openFindings, severityCounts, objectOf } from '../views.ts'
import { frameLines, mark, place } from './finding.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

/** Objects with all that is to do about them; more are counted, and more than that are not named. */
const maxObjects = 4
const maxCounted = 20
const maxFixes = 8
const maxPlaces = 3
const maxNames = 6
const longestNames = 40

/** What every part of this view is written with; what to do is said once per control. */
interface Listing {
  readonly pen: Pen
  readonly controls: ReadonlyMap<string, ControlSummary>
  readonly explained: Set<string>
}

/** A workload each, and what to do about it: what one edit settles stands together. */
export function byAsset(report: Report, pen: Pen): string[] {
  const listing: Listing = { pen, controls: controlsById(report), explained: new Set() }
  const open = openFindings(report)
  const shared = sharedPlaces(open)
  const own = open.filter((each) => !shared.has(placeKey(each)))
  const workloads = [...groupBy(own, (each) => objectOf(each.asset))]
  const shown = limited(workloads, maxObjects, pen)
  return [
    heading('Findings', pen, `${severityCounts(open)}; by workload, what one edit settles together`),
    '',
    ...sharedLines([...shared.values()], listing),
    ...shown.flatMap(([name, findings]) => workloadLines(name, findings, listing)),
    ...countedLines(workloads.slice(shown.length), pen),
    ...labelled(
      '',
      '`bulkhead explain BH-0101` says why. --group-by finding, control or fix lists otherwise.',
      pen,
    ).map(pen.colors.dim),
    '',
  ]
}

/** Objects by their counts alone. */
function countedLines(objects: readonly (readonly [string, readonly Finding[]])[], pen: Pen): string[] {
  if (objects.length === 0) return []
  const hidden = objects.length - maxCounted
  return [
    heading(
      'Further objects',
      pen,
      `${severityCounts(objects.flatMap(([, each]) => each))}; --all prints what to do`,
    ),
    ...objects
      .slice(0, maxCounted)
      .map(([name, findings]) => `  ${printable(name)}  ${pen.colors.dim(severityCounts(findings))}`),
    ...(hidden > 0 ? [pen.colors.dim(`  … and ${plural(hidden, 'more object')}`)] : []),
    '',
  ]
}

function placeKey({ control, location, verdict }: Finding): string {
  return [verdict, control, location.file, location.line, location.column].join('\n')
}

/** Findings of several workloads at one place, such as a role's rule that all of them are bound to. */
function sharedPlaces(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const places = [...groupBy(findings, placeKey)].filter(
    ([, each]) => new Set(each.map(({ asset }) => objectOf(asset))).size > 1,
  )
  return new Map(places)
}

function sharedLines(places: readonly (readonly Finding[])[], listing: Listing): string[] {
  if (places.length === 0) return []
  const { pen } = listing
  const shown = limited(places, maxFixes, pen)
  const hidden = places.length - shown.length
  return [
    heading('One place, several workloads', pen, severityCounts(places.flat())),
    ...shown.flatMap((findings) => [
      ...fixBlock(
        findings,
        findings.map(({ asset }) => objectOf(asset)),
        listing,
      ),
      '',
    ]),
    ...(hidden > 0
      ? [pen.colors.dim(`  … and ${plural(hidden, 'more place')}; --all prints them.`), '']
      : []),
  ]
}

function workloadLines(name: string, findings: readonly Finding[], listing: Listing): string[] {
  const { pen, controls } = listing
  const failing = findings.filter(({ verdict }) => verdict === 'fail')
  const fixes = fixesOf(failing, controls)
  const worth = fixes.filter((fix) => pen.isFull || worst(fix) !== 'info')
  const shown = worth.filter((fix, index) => pen.isFull || index < maxFixes || isGrave(worst(fix)))
  return [
    heading(printable(name), pen, `${findings[0]?.trust ?? ''} · ${severityCounts(findings)}`),
    ...shown.flatMap((fix) => fixLines(fix, listing)),
    ...summed(
      'and',
      worth.filter((fix) => !shown.includes(fix)).flatMap((fix) => fix.findings),
      pen,
    ),
    ...summed(
      'of note',
      fixes.filter((fix) => !worth.includes(fix)).flatMap((fix) => fix.findings),
      pen,
    ),
    ...summed(
      'unknown',
      findings.filter(({ verdict }) => verdict === 'unknown'),
      pen,
    ),
    '',
  ]
}

function worst({ findings }: FixGroup): Severity {
  return severities.find((severity) => findings.some((each) => each.severity === severity)) ?? 'info'
}

function isGrave(severity: Severity): boolean {
  return severity === 'critical' || severity === 'high'
}

/** Findings by the names of their controls alone. */
function summed(label: string, findings: readonly Finding[], pen: Pen): string[] {
  if (findings.length === 0) return []
  const names = [...new Set(findings.map(({ control, name }) => `${control} ${name}`))]
  return labelled(`  ${label} ${findings.length}  `, listed(names, maxNames, pen), pen).map(pen.colors.dim)
}

function fixLines(fix: FixGroup, listing: Listing): string[] {
  const { findings, edit } = fix
  const where = [...new Set(findings.flatMap(({ asset }) => partOf(asset)))]
  return edit === undefined || fix.controls.length === 1
    ? fixBlock(findings, where, listing)
    : editBlock(fix, where, listing.pen)
}

/** Which container of which of the object's pods; nothing where the object is meant itself. */
function partOf({ part, container }: FindingAsset): string[] {
  const name = [part, container].filter((each) => each !== undefined && each !== '').join('/')
  return name === '' ? [] : [name]
}

/** Fields that settle several findings at once. */
function editBlock({ findings, edit, controls }: FixGroup, where: readonly string[], pen: Pen): string[] {
  const [first] = findings
  if (first === undefined || edit === undefined) return []
  const counts = `${plural(findings.length, 'finding')} (${severityCounts(findings)})`
  const names = controls.map(({ id, name }) => `${id} ${name}`).join(', ')
  return [
    ...headLines(
      `${mark(first, pen)} one edit in ${edit.into === 'container' ? 'the container' : 'the pod’s spec'}`,
      where,
      pen,
    ),
    `    ${pen.colors.cyan(placesOf(findings, pen))}`,
    ...edit.lines.map((line) => `      ${pen.colors.green(line)}`),
    ...labelled('    settles ', `${counts}${edit.isSafe ? ', safely' : '; try it first'}: ${names}`, pen).map(
      pen.colors.dim,
    ),
  ]
}

/** A title, with the names that it is about behind or, where they are many, below it. */
function headLines(title: string, where: readonly string[], pen: Pen): string[] {
  const names = listed([...new Set(where)].map(printable), maxNames, pen)
  if (names === '') return [`  ${title}`]
  return names.length <= longestNames
    ? [`  ${title}  ${names}`]
    : [`  ${title}`, ...labelled('    in    ', names, pen)]
}

/** One control's findings: what is wrong, where, and what to do. */
function fixBlock(findings: readonly Finding[], where: readonly string[], listing: Listing): string[] {
  const [first] = findings
  if (first === undefined) return []
  const { pen, controls, explained } = listing
  const head = headLines(`${mark(first, pen)} ${pen.colors.bold(first.control)} ${first.name}`, where, pen)
  if (first.severity === 'low' || first.severity === 'info') {
    return [...head, `    ${pen.colors.cyan(placesOf(findings, pen))}`]
  }
  const control = explained.has(first.control) ? undefined : controls.get(first.control)
  explained.add(first.control)
  return [
    ...head,
    ...labelled('    what  ', printable(first.message), pen),
    `    ${pen.colors.cyan(placesOf(findings, pen))}`,
    ...(isGrave(first.severity) ? frameLines(first, pen) : []),
    ...(control === undefined ? [] : labelled('    do    ', printable(control.remediation), pen)),
  ]
}

/** Each place once, the file's name only where it changes. */
function placesOf(findings: readonly Finding[], pen: Pen): string {
  const places = [...new Map(findings.map((each) => [place(each), each])).values()]
  let file = ''
  const texts = places.map((each) => {
    const { line, column } = each.location
    const text = each.location.file === file ? `:${line}:${column}` : place(each)
    file = each.location.file
    return text
  })
  return listed(texts, maxPlaces, pen)
}

function listed(texts: readonly string[], limit: number, pen: Pen): string {
  const shown = limited(texts, limit, pen)
  const hidden = texts.length - shown.length
  return `${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`
}
