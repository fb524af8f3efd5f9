import type { Finding } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import { isIncomplete, type Problem } from '../model/problem.ts'
import { faultyImages, imageCounts, imageFaults } from './image-rows.ts'
import { clip, printable } from './printable.ts'
import { baselineTexts, type ChangeText } from './standing-text.ts'
import { countSentence, openFindings } from './views.ts'

/** Each line costs the agent a record of its own; the build page shows ten. */
const maxIssues = 200

/** The report as logging commands of Azure Pipelines: the gravest findings as errors and warnings of the build. */
export function renderAzurePipelines(report: Report): string {
  const problems = report.problems.filter(isIncomplete)
  const open = openFindings(report)
  const shownProblems = problems.slice(0, maxIssues / 4)
  const shown = open.slice(0, maxIssues - shownProblems.length)
  const hidden = open.length - shown.length + problems.length - shownProblems.length
  return [
    ...(baselineTexts(report)?.worse ?? []).slice(0, maxIssues / 4).map(worseIssue),
    ...shownProblems.map(problemIssue),
    ...shown.map(findingIssue),
    ...(hidden > 0 ? [`… and ${plural(hidden, 'more line')}; the other report formats have them all.`] : []),
    ...imageLines(report),
    `Bulkhead: ${countSentence(report)}`,
    '',
  ].join('\n')
}

const maxImages = 50

/** Lines of the log, and no issues: what counts of an image is a finding already. */
function imageLines({ images }: Report): string[] {
  if (images === undefined) return []
  const faulty = faultyImages(images)
  const hidden = faulty.length - maxImages
  return [
    `Images: ${imageCounts(images)}.`,
    ...faulty
      .slice(0, maxImages)
      .map((row) => data(clip(`Image ${row.reference}: ${imageFaults(row).join(' · ')}`, 1000))),
    ...(hidden > 0 ? [`… and ${plural(hidden, 'more image')}; the other report formats have them all.`] : []),
  ]
}

function findingIssue({ control, severity, verdict, message, asset, location }: Finding): string {
  const isError = verdict === 'fail' && (severity === 'critical' || severity === 'high')
  const text = `${severity}${verdict === 'unknown' ? ', unknown' : ''}: ${message} [${assetName(asset)}]`
  return issue(isError ? 'error' : 'warning', { ...location, code: control }, text)
}

function problemIssue({ code, message, remedy, location }: Problem): string {
  return issue('warning', { ...location, code }, `Not analysed: ${message} ${remedy}`)
}

/** It stands at no line: what a route is made of stands in several files. */
function worseIssue({ sentence }: ChangeText): string {
  return `##vso[task.logissue type=error;]${data(clip(sentence, 1000))}`
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly code: string
}

function issue(type: 'error' | 'warning', { file, line, column, code }: Place, text: string): string {
  const properties = Object.entries({
    type,
    sourcepath: file,
    linenumber: String(line),
    columnnumber: String(column),
    code,
  }).map(([name, value]) => `${name}=${property(value)};`)
  return `##vso[task.logissue ${properties.join('')}]${data(clip(text, 1000))}`
}

/** What the agent decodes again in a property's value. The percent sign comes first, or it would be escaped twice. */
function property(text: string): string {
  return data(text).replaceAll(';', '%3B').replaceAll(']', '%5D')
}

/** What the agent decodes again in the text; control characters, line ends among them, are no part of it. */
function data(text: string): string {
  return printable(text.replace(/\r\n|[\r\n]/g, ' ')).replaceAll('%', '%AZP25')
}
