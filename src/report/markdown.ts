import type { Finding } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { GuaranteeSummary, Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import type { Layer } from '../knowledge/guarantees.ts'
import { fixesFirst } from './fixes.ts'
import { Framer } from './frame.ts'
import { headline } from './headline.ts'
import { baselineSection, breachSection } from './markdown/breach.ts'
import { imageSection } from './markdown/images.ts'
import { markdownBlock, markdownCode, markdownProse, markdownText } from './markdown-text.ts'
import { clip, printable } from './printable.ts'
import {
  assessedLayers,
  controlsById,
  countSentence,
  gapSentence,
  groupBy,
  groupProblems,
  groupSkipped,
  judgedAs,
  openFindings,
  severityCounts,
  unlistedSentences,
  waivedFindings,
} from './views.ts'

/** A pull-request comment on GitHub holds 65,536 characters; what is longer is refused whole. */
const maxLength = 60_000
const maxPlaces = 10

/** The report as Markdown that renders in pull requests and wikis of GitHub and Azure DevOps. */
export function renderMarkdown(report: Report): string {
  const head = [...overview(report), ...verdicts(report), ...fixes(report)]
  const tail = [
    ...imageSection(report),
    ...gaps(report),
    ...asides(report),
    markdownText(countSentence(report)),
    '',
  ]
  const room = maxLength - [...head, ...tail].join('\n').length
  return [...head, ...findings(report, room), ...tail].join('\n')
}

function overview(report: Report): string[] {
  const { trust } = report
  const { workloads, containers } = trust
  return [
    '## Bulkhead',
    '',
    `**${headline(report)}.**`,
    '',
    markdownText(trust.rule),
    `Untrusted: ${plural(workloads.untrusted, 'workload')}, ${plural(containers.untrusted, 'container')}.`,
    `Platform: ${plural(workloads.platform, 'workload')}, and ${workloads.managed} managed by AKS.`,
    `Judged as ${markdownText(judgedAs(report))}.`,
    '',
  ]
}

/** Where hostile code gets comes before what the controls say. */
function verdicts(report: Report): string[] {
  return report.breach === undefined
    ? grid(report)
    : [...baselineSection(report), ...breachSection(report), '### Controls', '', ...grid(report)]
}

const marks = { pass: '✅ holds', fail: '❌ fails', unknown: '❔ unknown' } as const

/** Cells hold our own words and numbers only: a table needs no escapes that the two hosts read differently. */
function grid(report: Report): string[] {
  const { asked, silent } = assessedLayers(report)
  const rows = report.guarantees.map(
    (row) =>
      `| **${row.guarantee}** | ${marks[row.verdict]} | ${asked.map((layer) => cell(row, layer)).join(' | ')} |`,
  )
  return [
    `| guarantee | verdict | ${asked.join(' | ')} |`,
    `| --- | --- | ${asked.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
    ...report.guarantees.flatMap((row) => {
      const gap = gapSentence(report, row)
      return gap === '' ? [] : [`- ${row.guarantee}: ${gap}`]
    }),
    '',
    ...(silent.length > 0 ? [`Nothing in this input to judge: ${silent.join(', ')}.`, ''] : []),
  ]
}

function cell({ layers }: GuaranteeSummary, layer: Layer): string {
  const tally = layers[layer]
  const asked = tally === undefined ? 0 : tally.pass + tally.fail + tally.unknown
  if (tally === undefined || asked === 0) return '·'
  if (tally.fail > 0) return `${tally.fail} of ${asked} fail`
  return tally.unknown > 0 ? `${tally.unknown} of ${asked} unknown` : `${asked} pass`
}

function fixes(report: Report): string[] {
  const all = fixesFirst(report)
  if (all.length === 0) return []
  const items = all
    .slice(0, 5)
    .map(
      (fix, index) =>
        `${index + 1}. ${markdownProse(fix.remediation)} *${severityCounts(fix.findings)} in ${plural(fix.assets, 'asset')}.*`,
    )
  return ['### Fix first', '', ...items, '']
}

/** A section per control, the gravest first, as long as there is room. */
function findings(report: Report, room: number): string[] {
  const open = openFindings(report)
  if (open.length === 0) return ['No open findings.', '']
  const framer = new Framer(report)
  const lines = ['### Findings', '']
  let [length, left] = [100, open.length]
  for (const group of groupBy(open, (each) => each.control).values()) {
    const section = controlSection(report, group, framer)
    length += section.join('\n').length + 1
    if (length > room) break
    lines.push(...section)
    left -= group.length
  }
  return left > 0
    ? [...lines, `… and ${plural(left, 'more finding')}: the JSON report has them all.`, '']
    : lines
}

function controlSection(report: Report, group: readonly Finding[], framer: Framer): string[] {
  const [first] = group
  if (first === undefined) return []
  const control = controlsById(report).get(first.control)
  const hidden = group.length - maxPlaces
  return [
    '<details>',
    `<summary><b>${first.control}</b> ${htmlText(first.title)}: ${severityCounts(group)}</summary>`,
    '',
    ...(control === undefined
      ? []
      : [markdownProse(control.rationale), '', `**What to do.** ${markdownProse(control.remediation)}`, '']),
    ...group.slice(0, maxPlaces).flatMap((finding) => findingItem(finding, framer)),
    ...(hidden > 0 ? ['', `… and ${hidden} more.`] : []),
    '',
    '</details>',
    '',
  ]
}

function findingItem(finding: Finding, framer: Framer): string[] {
  const { file, line } = finding.location
  const undecided = finding.verdict === 'unknown' ? ', unknown' : ''
  const frame = framer.frame(finding, 1)
  return [
    `- **${finding.severity}${undecided}** ${markdownCode(clip(assetName(finding.asset), 200))}: ${markdownText(clip(finding.message, 500))} ${markdownCode(`${clip(file, 300)}:${line}`)}`,
    ...(frame === undefined
      ? []
      : ['', ...markdownBlock(frame.lines, 'text').map((each) => `  ${each}`), '']),
  ]
}

function gaps(report: Report): string[] {
  const groups = groupProblems(report)
  const problems = groups
    .slice(0, maxPlaces)
    .flatMap(({ code, remedy, problems }) => [
      `- **${code}** × ${problems.length}. ${markdownText(remedy ?? '')}`,
      ...problems
        .slice(0, 3)
        .map(
          ({ location, message, remedy: own }) =>
            `  - ${markdownCode(`${clip(location.file, 200)}:${location.line}`)} ${markdownText(clip(message, 200))}${remedy === undefined ? ` ${markdownText(clip(own, 200))}` : ''}`,
        ),
    ])
  const skipped = groupSkipped(report)
    .slice(0, maxPlaces)
    .map(([reason, paths]) => `- ${markdownText(clip(reason, 200))}: ${plural(paths.length, 'path')}`)
  return [
    ...(problems.length > 0 ? ['### Not analysed', '', ...problems, ''] : []),
    ...(skipped.length > 0 ? ['### Skipped', '', ...skipped, ''] : []),
  ]
}

function asides(report: Report): string[] {
  const waived = waivedFindings(report)
  const items = waived
    .slice(0, maxPlaces)
    .map(
      (each) =>
        `- ${each.control} ${markdownCode(clip(assetName(each.asset), 200))}: ${markdownText(clip(each.waived?.reason ?? '', 200))}`,
    )
  const hidden = waived.length - items.length
  return [
    ...(items.length > 0 ? [`### Waived (${waived.length})`, '', ...items] : []),
    ...(hidden > 0 ? [`- … and ${hidden} more.`] : []),
    ...(items.length > 0 ? [''] : []),
    ...unlistedSentences(report).flatMap((sentence) => [sentence, '']),
  ]
}

function htmlText(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
