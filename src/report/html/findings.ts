import type { Finding } from '../../findings/finding.ts'
import { assetName } from '../../findings/asset-names.ts'
import type { ControlSummary, Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { guarantees, layers, type Severity, severities } from '../../knowledge/guarantees.ts'
import { Framer } from '../frame.ts'
import { clip } from '../printable.ts'
import { controlsById, groupBy, openFindings, severityCounts, workloadName } from '../views.ts'
import { codeFrame, place } from './code.ts'
import { type Markup, markup, nothing, prose } from '../markup.ts'

const maxPerControl = 25
const maxFindings = 1500
const maxRelated = 5

/** A shape of its own for each severity: no reader depends on colour. */
const shapes: Readonly<Record<Severity, string>> = {
  critical: '◆',
  high: '▲',
  medium: '■',
  low: '●',
  info: '○',
}

/** Open findings, a group per control, the gravest first; a script filters and regroups them. */
export function findingList(report: Report): Markup {
  const open = openFindings(report)
  if (open.length === 0) return markup`<p>No open findings.</p>`
  const groups = bounded([...groupBy(open, (each) => each.control).values()])
  const shown = groups.reduce((sum, { items }) => sum + items.length, 0)
  const controls = controlsById(report)
  const framer = new Framer(report)
  return markup`<p>${severityCounts(open)}.${
    shown < open.length
      ? ` This page shows ${shown} of ${plural(open.length, 'finding')}, up to ${maxPerControl} of each control; the JSON report has them all.`
      : ''
  }</p>
<p class="print-only quiet">A closed group prints as one line; open it on the screen to print its findings.</p>
${filters(shown)}
<div id="finding-list">${groups.map((group, index) => groupOf(group, { control: controls.get(group.all[0]?.control ?? ''), framer, isOpen: index < 2 }))}</div>
<p id="nothing-found" hidden>No finding matches these filters.</p>`
}

interface Group {
  readonly all: readonly Finding[]
  /** Those that the page shows. */
  readonly items: readonly Finding[]
}

function bounded(groups: readonly (readonly Finding[])[]): readonly Group[] {
  let room = maxFindings
  return groups.map((all) => {
    const items = all.slice(0, Math.min(maxPerControl, room))
    room -= items.length
    return { all, items }
  })
}

/** Hidden until the script runs: without it the list is complete as it is. */
function filters(count: number): Markup {
  return markup`<form id="filters" hidden>
<div class="field wide"><label for="filter-query">Search</label><input id="filter-query" name="query" type="search" autocomplete="off" placeholder="asset, file, control …"></div>
${choice('severity', severities)}${choice('layer', layers)}${choice('guarantee', guarantees)}${choice('trust', ['untrusted', 'platform'])}${choice('verdict', ['fail', 'unknown'])}
<div class="field"><label for="filter-group">Group by</label><select id="filter-group" name="group"><option value="control">control</option><option value="asset">asset</option></select></div>
<div class="actions"><button type="button" id="open-all">Open all</button> <button type="button" id="close-all">Close all</button> <button type="reset">Reset</button></div>
<p id="filter-status" role="status">${plural(count, 'finding')} shown</p>
</form>`
}

function choice(name: string, options: readonly string[]): Markup {
  return markup`<div class="field"><label for="filter-${name}">${name}</label><select id="filter-${name}" name="${name}"><option value="">all</option>${options.map((option) => markup`<option>${option}</option>`)}</select></div>
`
}

interface GroupContext {
  readonly control: ControlSummary | undefined
  readonly framer: Framer
  readonly isOpen: boolean
}

function groupOf({ all, items }: Group, { control, framer, isOpen }: GroupContext): Markup {
  const [first] = all
  if (first === undefined) return nothing
  const hidden = all.length - items.length
  return markup`<details class="group"${isOpen ? markup` open` : nothing}>
<summary><h3>${badge(first.severity)} <span class="id">${first.control}</span> ${first.title}</h3> <span class="count">${verdictCounts(all)}</span></summary>
${control === undefined ? nothing : explanation(control)}
<div class="items">${items.map((finding) => findingArticle(finding, framer))}</div>
${hidden > 0 ? markup`<p class="quiet more">… and ${plural(hidden, 'more finding')} of this control in the JSON report.</p>` : nothing}
</details>
`
}

function verdictCounts(findings: readonly Finding[]): string {
  const failing = findings.filter((each) => each.verdict === 'fail').length
  const open = findings.length - failing
  return [...(failing > 0 ? [`${failing} fail`] : []), ...(open > 0 ? [`${open} unknown`] : [])].join(', ')
}

function explanation({
  name,
  layer,
  guarantees,
  rationale,
  remediation,
  references,
}: ControlSummary): Markup {
  return markup`<dl class="explanation">
<dt>Why</dt><dd>${prose(rationale)}</dd>
<dt>Do</dt><dd>${prose(remediation)}</dd>
<dt>Control</dt><dd><code>${name}</code>, ${layer} layer, upholds ${guarantees.join(', ')}</dd>
${references.length === 0 ? nothing : markup`<dt>Same as</dt><dd class="quiet">${references.join(', ')}</dd>`}
</dl>`
}

function badge(severity: Severity): Markup {
  return markup`<span class="badge ${severity}"><span aria-hidden="true">${shapes[severity]}</span> ${severity}</span>`
}

function findingArticle(finding: Finding, framer: Framer): Markup {
  const { severity, verdict, confidence, layer, guarantees, trust, asset } = finding
  const workload = clip(workloadName(asset), 300)
  return markup`<article class="finding" data-severity="${severity}" data-layer="${layer}" data-guarantee="${guarantees.join(' ')}" data-trust="${trust}" data-verdict="${verdict}" data-asset="${workload}">
<h4>${badge(severity)}${verdict === 'unknown' ? markup` <span class="badge unknown">? unknown</span>` : nothing} ${clip(assetName(asset), 300)}</h4>
<p class="what">${clip(finding.message, 1000)}</p>
<p class="quiet"><span class="control-of">${finding.control} ${finding.title} · </span>${trust}${confidence === 'confirmed' ? '' : ` · ${confidence}`} · ${place(finding.location)}${related(finding)}</p>
${codeFrame(framer.frame(finding, 2))}
</article>
`
}

function related({ related: places }: Finding): Markup {
  if (places.length === 0) return nothing
  const hidden = places.length - maxRelated
  return markup`; see also ${places.slice(0, maxRelated).map((each, index) => markup`${index === 0 ? '' : ', '}${place(each)}`)}${hidden > 0 ? ` and ${plural(hidden, 'more place')}` : ''}`
}
