import { hint } from '../kernel/nearest.ts'
import { isOver } from '../config/last-day.ts'
import type { AnyControl } from '../controls/any-control.ts'
import type { Location } from '../model/origin.ts'
import type { Finding, Waiver } from './finding.ts'
import { readInlineWaivers, type MalformedWaiver } from './inline-waiver.ts'
import type { ControlSummary } from './report.ts'
import { assetName } from './asset-names.ts'
import { type WaiverFault, waiverControls } from './waiver-controls.ts'

/** A waiver of `bulkhead.yaml`. */
export interface ConfiguredWaiver {
  readonly control: string
  readonly asset?: string | undefined
  readonly file?: string | undefined
  readonly reason: string
  readonly owner: string
  readonly until: string
  readonly location: Location
}

export interface WaiverInput {
  readonly configured: readonly ConfiguredWaiver[]
  /** Whether comments in scanned files count. */
  readonly allowsInline: boolean
  /** Scanned files by path. */
  readonly sources: ReadonlyMap<string, string>
  readonly controls: readonly AnyControl[]
  /** Today as an ISO date. Without it no waiver with a last day holds: the worse case. */
  readonly today: string | undefined
}

/** Marks what is waived and adds what is wrong with the waivers themselves. */
export function waive(findings: readonly Finding[], input: WaiverInput): readonly Finding[] {
  const inline = input.allowsInline ? readAll(input.sources) : { candidates: [], malformed: [] }
  const candidates = [...input.configured.map(configuredCandidate), ...inline.candidates]
  const index = new CandidateIndex(candidates)
  const waived =
    candidates.length === 0 ? findings : findings.map((finding) => waiveOne(finding, index, input))
  const faults = [
    ...candidates.flatMap((candidate) => faultsOf(candidate, input)),
    ...inline.malformed.map((each) =>
      fault('malformed', each.message, { file: each.file, line: each.line, column: 1 }),
    ),
  ]
  return faults.length === 0 ? waived : [...waived, ...numbered(faults)]
}

/** A waiver together with what it covers, and how often it did. */
interface Candidate {
  readonly waiver: Waiver
  /** Ids, names or references. */
  readonly controls: ReadonlySet<string>
  readonly covers: (finding: Finding) => boolean
  /** The one file that it can cover; nothing for any. */
  readonly file: string | undefined
  matches: number
  refusals: number
}

function configuredCandidate(waiver: ConfiguredWaiver): Candidate {
  const { control, asset, file, reason, owner, until, location } = waiver
  const assetPattern = asset === undefined ? undefined : globPattern(asset)
  const filePattern = file === undefined ? undefined : globPattern(file)
  return {
    waiver: { source: 'bulkhead.yaml', reason, owner, until, location },
    controls: new Set([control]),
    covers: (finding) =>
      (assetPattern === undefined || coversAsset(assetPattern, finding)) &&
      (filePattern === undefined || filePattern.test(finding.location.file)),
    file: undefined,
    matches: 0,
    refusals: 0,
  }
}

/** A pattern without a container covers all containers of the asset. */
function coversAsset(pattern: RegExp, finding: Finding): boolean {
  const { container: _, ...owner } = finding.asset
  return pattern.test(assetName(finding.asset)) || pattern.test(assetName(owner))
}

/** `*` stands for any text; everything else for itself. */
function globPattern(glob: string): RegExp {
  return new RegExp(
    `^${glob
      .split('*')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
      .join('.*')}$`,
  )
}

function readAll(sources: ReadonlyMap<string, string>): {
  candidates: Candidate[]
  malformed: MalformedWaiver[]
} {
  const candidates: Candidate[] = []
  const malformed: MalformedWaiver[] = []
  for (const [file, text] of sources) {
    const read = readInlineWaivers(file, text)
    malformed.push(...read.malformed)
    for (const { waiver, controls, lines } of read.waivers) {
      const [first, last] = lines
      const covers = ({ location }: Finding): boolean => location.line >= first && location.line <= last
      candidates.push({ waiver, controls: new Set(controls), covers, file, matches: 0, refusals: 0 })
    }
  }
  return { candidates, malformed }
}

/** Candidates by what they name, so that most findings meet none. */
class CandidateIndex {
  readonly #byControl = new Map<string, Candidate[]>()

  constructor(candidates: readonly Candidate[]) {
    for (const candidate of candidates) {
      for (const control of candidate.controls) {
        const list = this.#byControl.get(control)
        if (list === undefined) this.#byControl.set(control, [candidate])
        else list.push(candidate)
      }
    }
  }

  find(finding: Finding): readonly Candidate[] {
    return [finding.control, finding.name, ...finding.references]
      .flatMap((key) => this.#byControl.get(key) ?? [])
      .filter(({ file, covers }) => (file === undefined || file === finding.location.file) && covers(finding))
  }
}

function waiveOne(finding: Finding, index: CandidateIndex, { today, controls }: WaiverInput): Finding {
  const candidates = index.find(finding)
  if (candidates.length === 0) return finding
  const isLocked = controls.find(({ id }) => id === finding.control)?.isLocked === true
  for (const candidate of candidates) {
    candidate.matches++
    if (isLocked) candidate.refusals++
  }
  const holding = candidates.find(({ waiver }) => !isOver(waiver.until, today))
  return isLocked || holding === undefined ? finding : { ...finding, waived: holding.waiver }
}

function faultsOf(candidate: Candidate, { today, controls }: WaiverInput): Finding[] {
  const { waiver, matches, refusals } = candidate
  const named = [...candidate.controls].join(', ')
  if (refusals > 0)
    return [fault('refused', `The waiver of ${named} is refused: the control is locked.`, waiver.location)]
  if (isOver(waiver.until, today)) {
    const since =
      today === undefined ? 'no date was given to judge it by' : `its last day was ${waiver.until}`
    return [fault('expired', `The waiver of ${named} does not hold: ${since}.`, waiver.location)]
  }
  const isOwn = waiver.source === 'bulkhead.yaml' || waiver.source === 'inline'
  if (matches > 0 || !isOwn) return []
  return [
    fault(
      'unused',
      `The waiver of ${named} waives nothing.${unknownControl(candidate, controls)}`,
      waiver.location,
    ),
  ]
}

function unknownControl({ controls: named }: Candidate, controls: readonly AnyControl[]): string {
  const known = controls.flatMap(({ id, name }) => [id, name])
  const [stranger] = [...named].filter((name) => !known.includes(name))
  return stranger === undefined
    ? ''
    : ` No control of this scan is called '${stranger}'.${hint(stranger, known)}`
}

/** What is asked of waivers, as far as a report has findings of it. */
export function summariseWaiverControls(findings: readonly Finding[]): ControlSummary[] {
  const counts = new Map(Object.values(waiverControls).map(({ id }) => [id, 0]))
  for (const { control } of findings) {
    const count = counts.get(control)
    if (count !== undefined) counts.set(control, count + 1)
  }
  return Object.values(waiverControls).flatMap((control) => {
    const fail = counts.get(control.id) ?? 0
    return fail === 0 ? [] : [{ ...control, verdicts: { pass: 0, fail, unknown: 0 } }]
  })
}

function fault(kind: WaiverFault, message: string, location: Location): Finding {
  const { id, name, title, severity, layer, guarantees, references } = waiverControls[kind]
  return {
    control: id,
    name,
    title,
    severity,
    confidence: 'confirmed',
    layer,
    guarantees,
    verdict: 'fail',
    asset: { kind: 'Waiver', namespace: '', name: location.file },
    trust: 'platform',
    message,
    location,
    related: [],
    references,
    fingerprint: `${id}/Waiver/${location.file}`,
    isSensitive: false,
  }
}

/** Several faulty waivers in one file keep apart by their order. */
function numbered(faults: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>()
  return faults.map((each) => {
    const count = (seen.get(each.fingerprint) ?? 0) + 1
    seen.set(each.fingerprint, count)
    return count === 1 ? each : { ...each, fingerprint: `${each.fingerprint}#${count}` }
  })
}
