import type { AnyControl } from '../controls/any-control.ts'
import type { Tallies, Tally } from '../controls/judge.ts'
import {
  guaranteePromises,
  guarantees,
  type Layer,
  type Severity,
  severities,
} from '../knowledge/guarantees.ts'
import type { Platform, Trust } from '../model/platform.ts'
import { compareText } from '../kernel/text.ts'
import type { Finding } from './finding.ts'
import type { ControlSummary, GuaranteeSummary, ReportCounts, TrustSummary } from './report.ts'

const noTally: Readonly<Tally> = { pass: 0, fail: 0, unknown: 0 }

/** What the controls answered, and whether they saw everything. */
interface Answers {
  readonly tallies: Tallies
  readonly findings: readonly Finding[]
  readonly isComplete: boolean
}

/** The guarantee × layer grid. */
export function summariseGuarantees(
  controls: readonly AnyControl[],
  { tallies, findings, isComplete }: Answers,
): GuaranteeSummary[] {
  const open = openVerdicts(findings)
  return guarantees.map((guarantee) => {
    const layers: Partial<Record<Layer, Tally>> = {}
    // What is wrong with a waiver is wrong with the paper, not with the platform: only these controls count.
    const upholding = controls.filter((each) => each.guarantees.includes(guarantee))
    for (const control of upholding) {
      layers[control.layer] = add(layers[control.layer] ?? noTally, tallies.get(control.id) ?? noTally)
    }
    return {
      guarantee,
      promise: guaranteePromises[guarantee],
      verdict: verdictOf(
        upholding.map(({ id }) => open.get(id)),
        isComplete && isAsked(layers),
      ),
      layers,
    }
  })
}

type OpenVerdict = Finding['verdict']

/** The worst that nobody waived, by control. */
function openVerdicts(findings: readonly Finding[]): ReadonlyMap<string, OpenVerdict> {
  const open = new Map<string, OpenVerdict>()
  for (const { control, verdict, waived } of findings) {
    if (waived === undefined && open.get(control) !== 'fail') open.set(control, verdict)
  }
  return open
}

function add(a: Readonly<Tally>, b: Readonly<Tally>): Tally {
  return { pass: a.pass + b.pass, fail: a.fail + b.fail, unknown: a.unknown + b.unknown }
}

function isAsked(layers: Readonly<Partial<Record<Layer, Tally>>>): boolean {
  return Object.values(layers).some(({ pass, fail, unknown }) => pass + fail + unknown > 0)
}

/** A promise about which nothing was asked, or whose subject was not read whole, is not kept: it is unknown. */
function verdictOf(
  open: readonly (OpenVerdict | undefined)[],
  isGrounded: boolean,
): GuaranteeSummary['verdict'] {
  if (open.includes('fail')) return 'fail'
  return open.includes('unknown') || !isGrounded ? 'unknown' : 'pass'
}

export function summariseControls(controls: readonly AnyControl[], tallies: Tallies): ControlSummary[] {
  return controls.map((control) => ({
    id: control.id,
    name: control.name,
    title: control.title,
    layer: control.layer,
    severity: control.severity,
    guarantees: control.guarantees,
    barriers: control.barriers,
    vector: control.vector,
    rationale: control.rationale,
    remediation: control.remediation,
    references: control.references,
    ...(control.fix === undefined ? {} : { fix: control.fix }),
    verdicts: { ...(tallies.get(control.id) ?? noTally) },
  }))
}

/** Says who is untrusted: the premise under which every verdict stands. */
export function summariseTrust(platform: Platform, rule: string): TrustSummary {
  const workloads: Record<Trust, number> = { untrusted: 0, platform: 0, managed: 0 }
  const containers: Record<Trust, number> = { untrusted: 0, platform: 0, managed: 0 }
  const namespaces = new Map<string, { name: string; trust: Trust; workloads: number }>()
  for (const pod of platform.all('pod')) {
    const trust = platform.trustOf(pod)
    workloads[trust]++
    containers[trust] += pod.containers.length
    const known = namespaces.get(pod.namespace)
    if (known === undefined) namespaces.set(pod.namespace, { name: pod.namespace, trust, workloads: 1 })
    else known.workloads++
  }
  const sorted = [...namespaces.values()].sort((a, b) => compareText(a.name, b.name))
  return { rule, workloads, containers, namespaces: sorted }
}

/** Unwaived failing findings by severity, those that nobody can decide, and what was waived. */
export function countFindings(
  findings: readonly Finding[],
): Pick<ReportCounts, 'failed' | 'unknown' | 'waived'> {
  const failed = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>
  const counts = { failed, unknown: 0, waived: 0 }
  for (const { verdict, severity, waived } of findings) {
    if (waived !== undefined) counts.waived++
    else if (verdict === 'unknown') counts.unknown++
    else failed[severity]++
  }
  return counts
}
