import type { ModelFinding } from '../../images/model-files/findings.ts'
import type { ModelFileReport, ModelVerdict, Unread } from '../../images/model-files/report.ts'
import { plural } from '../../kernel/text.ts'
import { Framer } from '../frame.ts'
import { clip, printable } from '../printable.ts'
import { problemLines } from '../terminal/gaps.ts'
import { heading, labelled, limited, makePen, type Pen, type TerminalOptions } from '../terminal/style.ts'
import type { ModelFilesData } from './data.ts'

const mostFindings = 5

/** For people at a terminal: the weapons first → what is not known → what was not analysed → one count line. */
export function renderModelFiles(data: ModelFilesData, options: Omit<TerminalOptions, 'groupBy'>): string {
  const pen = makePen({ ...options, groupBy: 'asset' }, new Framer({ sources: new Map(), findings: [] }))
  const lines = [
    ...(['malicious', 'suspicious', 'unknown'] as const).flatMap((verdict) =>
      verdictLines(verdict, data, pen),
    ),
    ...(pen.isFull ? cleanLines(data, pen) : []),
    ...problemLines(data, pen),
    pen.colors.bold(countSentence(data)),
  ]
  return `${lines.join('\n')}\n`
}

const titles: Readonly<Record<ModelVerdict, string>> = {
  malicious: 'Malicious',
  suspicious: 'Suspicious',
  unknown: 'Unknown',
  clean: 'Clean',
}

function ofVerdict({ files }: Pick<ModelFilesData, 'files'>, verdict: ModelVerdict): ModelFileReport[] {
  return files.filter((file) => file.verdict === verdict)
}

/** Every file of a verdict, with why. */
export function verdictLines(verdict: ModelVerdict, data: Pick<ModelFilesData, 'files'>, pen: Pen): string[] {
  const files = ofVerdict(data, verdict)
  if (files.length === 0) return []
  return [
    heading(titles[verdict], pen, plural(files.length, 'file')),
    ...files.flatMap((file) => [...fileLines(file, pen), '']),
  ]
}

function nameLine({ name, format, size }: ModelFileReport, pen: Pen): string {
  return `  ${pen.colors.cyan(printable(clip(name, 300)))} ${pen.colors.dim(`${format}, ${size} bytes`)}`
}

function fileLines(file: ModelFileReport, pen: Pen): string[] {
  const findings = limited(file.findings, mostFindings, pen)
  const unread = limited(file.unread, mostFindings, pen)
  const hidden = file.findings.length - findings.length + file.unread.length - unread.length + file.leftOut
  return [
    nameLine(file, pen),
    ...allFindingLines(findings, pen),
    ...unread.flatMap((each) => unreadLines(each, pen)),
    ...(hidden > 0 ? [pen.colors.dim(`    … and ${hidden} more; --all and JSON tell more.`)] : []),
  ]
}

function placeOf({ member, offset }: { readonly member: string; readonly offset: number }): string {
  return member === '' ? `byte ${offset}` : `${printable(clip(member, 200))}, byte ${offset}`
}

/** What all findings of a kind have in common is said with the first. */
function allFindingLines(findings: readonly ModelFinding[], pen: Pen): string[] {
  const said = new Set<string>()
  return findings.flatMap((finding) => {
    const { id, severity, message, rationale, remediation } = finding
    const isFirst = !said.has(id)
    said.add(id)
    return [
      `    ${pen.severity[severity](severity)} ${id} ${pen.colors.dim(placeOf(finding))}`,
      ...labelled('      ', printable(clip(message, 1000)), pen),
      ...(isFirst
        ? [...labelled('      why ', rationale, pen), ...labelled('      do  ', remediation, pen)]
        : []),
    ]
  })
}

function unreadLines(unread: Unread, pen: Pen): string[] {
  return [
    `    ${unread.code} ${pen.colors.dim(placeOf(unread))}`,
    ...labelled('      ', printable(clip(unread.message, 1000)), pen),
  ]
}

function cleanLines(data: ModelFilesData, pen: Pen): string[] {
  const files = ofVerdict(data, 'clean')
  if (files.length === 0) return []
  const lines = files.flatMap((file) => [nameLine(file, pen), ...allFindingLines(file.findings, pen)])
  return [heading(titles.clean, pen, plural(files.length, 'model file')), ...lines, '']
}

function countSentence({ counts, problems }: ModelFilesData): string {
  const { scanned, malicious, suspicious, unknown } = counts
  const gaps = problems.length === 0 ? '' : `; ${plural(problems.length, 'problem')}`
  return `${malicious} malicious, ${suspicious} suspicious, ${unknown} unknown of ${plural(scanned, 'file')}${gaps}.`
}
