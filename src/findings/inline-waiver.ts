import { indexLines, lineOf } from '../kernel/text.ts'
import type { Waiver } from './finding.ts'

/** A comment in a scanned file that waives. */
export interface InlineWaiver {
  readonly waiver: Waiver
  /** Ids or names: ours, or of the tool that the comment is written for. */
  readonly controls: readonly string[]
  /** The lines that it covers, first and last. */
  readonly lines: readonly [number, number]
}

/** A comment that begins as a waiver and is none. */
export interface MalformedWaiver {
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface InlineWaivers {
  readonly waivers: readonly InlineWaiver[]
  readonly malformed: readonly MalformedWaiver[]
}

const anyWaiver = /bulkhead:|checkov:skip|trivy:ignore|tfsec:ignore|hadolint\s+ignore/
const own = /#\s*bulkhead:\s*(.*)/
const ownForm = /^waive\s+(\S+)\s+until\s+(\d{4}-\d{2}-\d{2})\s+because\s+(\S.*)$/
const checkov = /#\s*checkov:skip=([A-Z0-9_]+)(?::\s*(.*))?/
const trivy = /#\s*trivy:ignore:([A-Za-z0-9-]+)(?:\s+(.*))?/
const hadolint = /#\s*hadolint\s+(?:global\s+)?ignore=([A-Z0-9, ]+)/

/** Reads the waiving comments of one file: ours, Checkov's, Trivy's and hadolint's. */
export function readInlineWaivers(file: string, text: string): InlineWaivers {
  if (!anyWaiver.test(text)) return { waivers: [], malformed: [] }
  const index = indexLines(text)
  const lines = Array.from({ length: index.lineCount }, (_, at) => lineOf(text, index, at + 1))
  const waivers: InlineWaiver[] = []
  const malformed: MalformedWaiver[] = []
  lines.forEach((line, at) => {
    const read = readComment(line, file, at + 1)
    if (typeof read === 'string') malformed.push({ file, line: at + 1, message: read })
    else if (read !== undefined) waivers.push({ ...read, lines: coveredLines(lines, at, read.waiver.source) })
  })
  return { waivers, malformed }
}

type ReadComment = Omit<InlineWaiver, 'lines'>

/** A waiver, what is wrong with one, or nothing. */
function readComment(line: string, file: string, number: number): ReadComment | string | undefined {
  const location = { file, line: number, column: Math.max(1, line.indexOf('#') + 1) }
  const ours = own.exec(line)
  if (ours !== null) return readOwn(ours[1] ?? '', location)
  const [, checkovId, checkovReason] = checkov.exec(line) ?? []
  if (checkovId !== undefined)
    return foreign('checkov', [`checkov:${checkovId}`], { reason: checkovReason, location })
  const [, trivyId, trivyReason] = trivy.exec(line) ?? []
  if (trivyId !== undefined) return foreign('trivy', trivyIds(trivyId), { reason: trivyReason, location })
  const [, hadolintIds] = hadolint.exec(line) ?? []
  if (hadolintIds === undefined) return undefined
  const ids = hadolintIds.split(',').map((id) => `hadolint:${id.trim()}`)
  return foreign('hadolint', ids, { reason: undefined, location })
}

function readOwn(body: string, location: Waiver['location']): ReadComment | string {
  const match = ownForm.exec(body.trim())
  if (match === null) return 'Write it as: # bulkhead: waive CONTROL until YYYY-MM-DD because REASON'
  const [, control = '', until = '', reason = ''] = match
  if (Number.isNaN(Date.parse(until))) return `There is no day ${until}.`
  return { controls: [control], waiver: { source: 'inline', reason, until, location } }
}

function foreign(
  source: Waiver['source'],
  controls: readonly string[],
  { reason, location }: { reason: string | undefined; location: Waiver['location'] },
): ReadComment {
  return { controls, waiver: { source, reason: reason?.trim() || 'no reason given', location } }
}

/** Trivy writes one check in four ways: KSV-0017, KSV017, AVD-KSV-0017 and its long name. */
function trivyIds(written: string): string[] {
  const match = /^(?:AVD-)?([A-Z]+)-?0*([1-9]\d*|0)$/i.exec(written)
  if (match === null) return [`trivy:${written}`]
  const [, prefix = '', digits = ''] = match
  return [`trivy:${prefix.toUpperCase()}-${digits.padStart(4, '0')}`]
}

/**
 * A comment covers its own line, or the next line with something on it; at the head of a document or file the whole
 * document. Checkov's comments in a file cover the file.
 */
function coveredLines(lines: readonly string[], at: number, source: Waiver['source']): [number, number] {
  if (source === 'checkov') return [1, lines.length]
  const isBehindCode = !/^\s*#/.test(lines[at] ?? '')
  if (isBehindCode) return [at + 1, at + 1]
  const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/.test(line)
  const before = lines.slice(0, at).findLast((line) => !isBlank(line))
  if (before === undefined || /^---(?:\s|$)/.test(before)) return [at + 1, endOfDocument(lines, at)]
  const next = lines.findIndex((line, index) => index > at && !isBlank(line))
  return next === -1 ? [at + 1, at + 1] : [at + 1, next + 1]
}

function endOfDocument(lines: readonly string[], at: number): number {
  const end = lines.findIndex((line, index) => index > at && /^---(?:\s|$)/.test(line))
  return end === -1 ? lines.length : end
}
