import type { Finding } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { ControlSummary, Report } from '../findings/report.ts'
import { compareText } from '../kernel/text.ts'
import type { Severity } from '../knowledge/guarantees.ts'
import { type Edit, editOf } from './edit.ts'
import { controlsById, groupBy, openFindings, workloadName } from './views.ts'

/** One thing to do, and the findings that go with it. */
export interface FixGroup {
  readonly remediation: string
  /** What to write, where the controls know it. */
  readonly edit?: Edit
  readonly controls: readonly ControlSummary[]
  readonly findings: readonly Finding[]
  /** How many workloads, or other objects, it touches. */
  readonly assets: number
}

type Controls = ReadonlyMap<string, ControlSummary>

/** So that one critical finding outweighs a handful of high ones, and no heap of notes outweighs either. */
const weights: Readonly<Record<Severity, number>> = { critical: 100, high: 20, medium: 4, low: 1, info: 0 }

/** What to do, the most effective first: fields of one map are one fix, as are controls with the same remediation. */
export function fixesFirst(report: Report): readonly FixGroup[] {
  const controls = controlsById(report)
  const failing = openFindings(report).filter((each) => each.verdict === 'fail')
  return inOrder(
    groupBy(failing, (each) => keyOf(each, controls)),
    controls,
  )
}

/** What to do about some findings of one workload: all fields that go into the same containers are one fix. */
export function fixesOf(findings: readonly Finding[], controls: Controls): readonly FixGroup[] {
  const hasEdit = (each: Finding): boolean => controls.get(each.control)?.fix !== undefined
  const edited = [...groupBy(findings.filter(hasEdit), ({ asset }) => assetName(asset)).values()]
  const alike = groupBy(edited, (each) =>
    each
      .map(({ control }) => control)
      .sort(compareText)
      .join(' '),
  )
  const others = groupBy(
    findings.filter((each) => !hasEdit(each)),
    (each) => keyOf(each, controls),
  )
  return inOrder(
    new Map([...[...alike].map(([key, each]) => [key, each.flat()] as const), ...others]),
    controls,
  )
}

function keyOf({ control, asset }: Finding, controls: Controls): string {
  const { fix, remediation = '' } = controls.get(control) ?? {}
  if (fix === undefined) return remediation
  const [path = ''] = Object.keys(fix.set)
  return `${asset.container === undefined ? 'pod' : 'container'} ${path.split('.', 1).join('')}`
}

function inOrder(groups: ReadonlyMap<string, readonly Finding[]>, controls: Controls): readonly FixGroup[] {
  return [...groups.values()]
    .map((findings) => fixGroup(findings, controls))
    .sort((a, b) => weightOf(b) - weightOf(a) || compareText(a.remediation, b.remediation))
}

function fixGroup(findings: readonly Finding[], all: Controls): FixGroup {
  const ids = [...new Set(findings.map((each) => each.control))].sort(compareText)
  const controls = ids.map((id) => all.get(id)).filter((each) => each !== undefined)
  const edit = editOf(controls, findings)
  const [first] = controls
  const isOne = new Set(controls.map(({ remediation }) => remediation)).size === 1
  return {
    remediation: isOne || edit === undefined ? (first?.remediation ?? '') : editSentence(edit),
    ...(edit === undefined ? {} : { edit }),
    controls,
    findings,
    assets: new Set(findings.map((each) => workloadName(each.asset))).size,
  }
}

/** What to do with an edit, in the imperative. */
function editSentence({ into, isSafe }: Edit): string {
  const where = into === 'container' ? 'the container' : 'the pod’s spec'
  return `Set these fields in ${where}${isSafe ? ', a safe edit.' : ', and try it first.'}`
}

function weightOf({ findings }: FixGroup): number {
  return findings.reduce((sum, each) => sum + weights[each.severity], 0)
}
