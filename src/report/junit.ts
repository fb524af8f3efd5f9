import type { Finding } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { ImageRow } from '../findings/image-rows.ts'
import type { ControlSummary, Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import { isIncomplete } from '../model/problem.ts'
import { imageFaults } from './image-rows.ts'
import { type Case, junitText, type Outcome, problemCase, type Suite } from './junit-text.ts'
import { baselineTexts, type ChangeText } from './standing-text.ts'
import { groupBy, standingOf, workloadName } from './views.ts'

/** The report as JUnit XML: a suite per control, a case per workload; what was not analysed is an error. */
export function renderJunit(report: Report): string {
  return junitText(suitesOf(report))
}

function suitesOf(report: Report): Suite[] {
  const byControl = groupBy(report.findings, (finding) => finding.control)
  return [
    {
      name: 'Not analysed',
      cases: report.problems.filter(isIncomplete).map(problemCase),
    },
    { name: 'Images', cases: (report.images ?? []).map(imageCase) },
    { name: 'Guarantees', cases: (baselineTexts(report)?.worse ?? []).map(worseCase) },
    ...report.controls.map((control) => ({
      name: `${control.id} ${control.name}`,
      cases: controlCases(control, byControl.get(control.id) ?? []),
    })),
  ]
}

/** What is wrong with an image fails in the suite of the control that judges it, where nobody accepts it: here it is told. */
function imageCase(row: ImageRow): Case {
  const { reference, location, digest } = row
  const faults = imageFaults(row)
  const [message = ''] = faults
  const lines = [...faults, ...(digest === undefined ? [] : [digest])]
  return {
    name: reference,
    className: 'bulkhead.images',
    file: location.file,
    outcome:
      faults.length === 0 ? { kind: 'passed' } : { kind: 'skipped', message, detail: lines.join('\n') },
  }
}

/** A guarantee that is worse than in the baseline fails, as a test that passed before. */
function worseCase({ subject, sentence }: ChangeText): Case {
  return {
    name: subject,
    className: 'bulkhead.guarantees',
    file: '',
    outcome: { kind: 'failure', message: sentence, detail: sentence },
  }
}

/** One case per workload that needs attention; all that pass share one, so that a green suite is not empty. */
function controlCases(control: ControlSummary, findings: readonly Finding[]): Case[] {
  const className = `bulkhead.${control.layer}.${control.name}`
  const cases = [...groupBy(findings, (finding) => workloadName(finding.asset))].map(([name, group]) => ({
    name,
    className,
    file: group[0]?.location.file ?? '',
    outcome: outcomeOf(control, group),
  }))
  const { pass } = control.verdicts
  if (pass === 0) return cases
  return [
    ...cases,
    { name: `${plural(pass, 'other verdict')}: pass`, className, file: '', outcome: { kind: 'passed' } },
  ]
}

function outcomeOf(control: ControlSummary, findings: readonly Finding[]): Outcome {
  const open = findings.filter((each) => standingOf(each) === 'open')
  const failing = open.filter((each) => each.verdict === 'fail')
  const telling = [failing, open, findings].find((each) => each.length > 0) ?? []
  const [first] = telling
  return {
    kind: failing.length > 0 ? 'failure' : 'skipped',
    message: `${first?.severity ?? control.severity}: ${standing(first)}${control.title}`,
    detail: [
      ...telling.map(({ message, asset, location, waived }) => {
        const reason = waived === undefined ? '' : ` Waived: ${waived.reason}`
        return `${message}${reason} (${assetName(asset)}, ${location.file}:${location.line}:${location.column})`
      }),
      `Why: ${control.rationale}`,
      `Do: ${control.remediation}`,
    ].join('\n'),
  }
}

const standings: Readonly<Record<ReturnType<typeof standingOf>, string>> = {
  open: '',
  waived: 'waived: ',
  known: 'in the baseline: ',
  managed: 'managed by AKS: ',
}

function standing(finding: Finding | undefined): string {
  if (finding === undefined) return ''
  return `${standings[standingOf(finding)]}${finding.verdict === 'unknown' ? 'unknown: ' : ''}`
}
