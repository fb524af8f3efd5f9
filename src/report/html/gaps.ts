import { assetName } from '../../findings/asset-names.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { clip } from '../printable.ts'
import {
  groupProblems,
  groupSkipped,
  type ProblemGroup,
  unlistedSentences,
  waivedFindings,
} from '../views.ts'
import { type Markup, markup, moreInJson, nothing, prose } from '../markup.ts'

const maxPlaces = 20
const maxWaived = 200

/** What could not be judged, and what helps. */
export function notAnalysed(report: Report): Markup {
  const groups = groupProblems(report)
  const incomplete = groups.filter((group) => group.isIncomplete)
  const notices = groups.filter((group) => !group.isIncomplete)
  return markup`${
    incomplete.length === 0
      ? markup`<p>Everything that was read could be analysed.</p>`
      : markup`<p>No verdict covers these ${plural(report.counts.incomplete, 'place')}.</p>${incomplete.map((group) => problemGroup(group, true))}`
  }
${notices.length === 0 ? nothing : markup`<h3>Worth knowing</h3>${notices.map((group) => problemGroup(group, false))}`}
${skipped(report)}`
}

function problemGroup({ code, remedy, problems }: ProblemGroup, isOpen: boolean): Markup {
  const shown = problems.slice(0, maxPlaces)
  const hidden = problems.length - shown.length
  return markup`<details class="group"${isOpen && problems.length <= 5 ? markup` open` : nothing}>
<summary><span class="id">${code}</span> ${remedy === undefined ? nothing : prose(remedy)} <span class="count">${plural(problems.length, 'place')}</span></summary>
<ul>${shown.map(
    ({ location, message, remedy: own }) =>
      markup`<li><code>${clip(location.file, 300)}:${location.line}:${location.column}</code> ${clip(message, 300)}${remedy === undefined ? markup`<br>${prose(clip(own, 500))}` : nothing}</li>`,
  )}</ul>
${moreInJson(hidden, '', 'quiet more')}
</details>
`
}

function skipped(report: Report): Markup {
  if (report.skipped.length === 0) return nothing
  return markup`<h3>Left out on purpose</h3>${groupSkipped(report)
    .slice(0, maxPlaces)
    .map(
      ([reason, paths]) => markup`<details class="group">
<summary>${clip(reason, 200)} <span class="count">${plural(paths.length, 'path')}</span></summary>
<ul>${paths.slice(0, maxPlaces).map((path) => markup`<li><code>${clip(path, 300)}</code></li>`)}</ul>
${moreInJson(paths.length - maxPlaces, '', 'quiet more')}
</details>
`,
    )}`
}

/** Risks that somebody accepted, with who, why and until when. */
export function accepted(report: Report): Markup {
  const waived = waivedFindings(report)
  const sentences = unlistedSentences(report).map((sentence) => markup`<p>${sentence}</p>`)
  if (waived.length === 0) return markup`<p>Nobody accepted a risk.</p>${sentences}`
  const hidden = waived.length - maxWaived
  return markup`<table><caption>Waived findings</caption>
<thead><tr><th scope="col">finding</th><th scope="col">reason</th><th scope="col">owner</th><th scope="col">until</th></tr></thead>
<tbody>${waived
    .slice(0, maxWaived)
    .map(
      (each) =>
        markup`<tr><th scope="row">${each.severity} <span class="id">${each.control}</span> ${clip(assetName(each.asset), 200)}</th><td>${clip(each.waived?.reason ?? '', 500)} <span class="quiet">(${each.waived?.source ?? ''})</span></td><td>${each.waived?.owner ?? '–'}</td><td>${each.waived?.until ?? '–'}</td></tr>`,
    )}</tbody></table>
${moreInJson(hidden)}${sentences}`
}

/** Every control that was asked: the coverage behind the verdicts. */
export function controlTable({ controls }: Report): Markup {
  return markup`<details><summary>All ${plural(controls.length, 'control')} that were asked</summary>
<table><caption>Controls and how often each verdict was given</caption>
<thead><tr><th scope="col">control</th><th scope="col">layer</th><th scope="col">severity</th><th scope="col" class="number">fail</th><th scope="col" class="number">unknown</th><th scope="col" class="number">pass</th></tr></thead>
<tbody>${controls.map(
    ({ id, title, layer, severity, verdicts }) =>
      markup`<tr><th scope="row"><span class="id">${id}</span> ${title}</th><td>${layer}</td><td>${severity}</td><td class="number">${verdicts.fail}</td><td class="number">${verdicts.unknown}</td><td class="number">${verdicts.pass}</td></tr>
`,
  )}</tbody></table>
</details>`
}
