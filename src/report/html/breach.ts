import type { BreachReport, FootholdReport, StrandReport } from '../../findings/breach-report.ts'
import type { Report } from '../../findings/report.ts'
import { partyLabel } from '../../breach/steps/party.ts'
import { worstVerdict } from '../../breach/steps/verdict.ts'
import { plural } from '../../kernel/text.ts'
import { type Strand, strands } from '../../knowledge/required-depths.ts'
import {
  boundsText,
  depthOf,
  isSameBounds,
  replicaSentences,
  statedDepthSentence,
  type Judged,
  strandMark,
  strandPhrase,
  strandTitles,
} from '../breach-text.ts'
import { drawDepth } from '../picture/mini.ts'
import { clip } from '../printable.ts'
import { baselineTexts } from '../standing-text.ts'
import { groupBy } from '../views.ts'
import { type Markup, markup, moreInJson, nothing, prose } from '../markup.ts'
import { place } from './code.ts'

const promises: Readonly<Record<Strand, string>> = {
  data: 'No container gets at another tenant’s data.',
  influence: 'No container slows another tenant down.',
  containment: 'Code in a container reaches no other layer.',
  'fair-share': 'Code in a container drains nothing that all share.',
}

/** Whether anything became worse than in the baseline. */
export function baselineChanges(report: Report): Markup {
  const texts = baselineTexts(report)
  if (texts === undefined) return nothing
  const { title, worse, better } = texts
  const item = (mark: string, sentence: string): Markup =>
    markup`<li><span class="mark" aria-hidden="true">${mark}</span> ${clip(sentence, 500)}</li>`
  const all = [...worse.map(({ sentence }) => item('✗', sentence)), ...better.map((each) => item('✓', each))]
  return markup`<h3>${title}</h3>${all.length === 0 ? nothing : markup`<ul>${all}</ul>`}`
}

/** How deep each guarantee stands: what a reader takes away in five seconds. */
export function strandCards(breach: BreachReport): Markup {
  const { strands: all, footholds, stated } = breach
  return markup`<p class="quiet">Depth is the number of independent things that still have to fail, counted from the weakest of ${plural(footholds.length, 'container')}.</p>
<ul class="cards strands">${all.map(strandCard)}</ul>${replicaSentences(breach).map((each) => markup`<p class="quiet">${prose(each)}</p>`)}${stated.map((each) => markup`<p>${clip(statedDepthSentence(each), 500)}</p>`)}`
}

function strandCard(report: StrandReport): Markup {
  const { strand, required, asIs, drift, isVacuous } = report
  return markup`<li class="card ${stateOf(report)}">
<h3>${strandTitles[strand]}</h3>
<p class="verdict">${strandWords(report)}</p>
${isVacuous ? markup`<p class="quiet">${strandPhrase(report)}</p>` : nothing}
${drawDepth(drift, required)}
<p><span class="quiet">Promise:</span> ${promises[strand]}</p>
<dl class="depths"><div><dt>as it is</dt><dd>${boundsText(asIs)}</dd></div><div><dt>with one wrong manifest</dt><dd>${boundsText(drift)}</dd></div><div><dt>required</dt><dd>${required}</dd></div></dl>
</li>`
}

function stateOf({ verdict, isVacuous }: Judged): string {
  return isVacuous ? 'silent' : verdict
}

export function verdictWords(verdict: StrandReport['verdict']): Markup {
  return strandWords({ verdict, isVacuous: false })
}

function strandWords(judged: Judged): Markup {
  const { mark, word } = strandMark(judged)
  return markup`<span class="mark" aria-hidden="true">${mark}</span> ${word}`
}

const maxContainers = 300

/** Every container in which hostile code is assumed, by tenant, with the depth of each strand. */
export function footholdTable({ footholds }: BreachReport): Markup {
  const shown = footholds.slice(0, maxContainers)
  return markup`<div class="wide-table" role="region" aria-label="Depth by container" tabindex="0"><table class="footholds">
<caption>Depth as it is; after the arrow, where that is less, with one wrong manifest</caption>
<thead><tr><th scope="col">container</th>${strands.map((strand) => markup`<th scope="col">${strandTitles[strand]}</th>`)}</tr></thead>
${[...groupBy(shown, ({ tenant }) => tenant)].map(([tenant, own]) => tenantRows(tenant, own))}
</table></div>${moreInJson(footholds.length - shown.length, 'container')}`
}

function tenantRows(tenant: string, footholds: readonly FootholdReport[]): Markup {
  const judged = strands.map((strand): Judged => {
    const own = footholds.flatMap((each) => each.strands.filter((its) => its.strand === strand))
    const verdict = worstVerdict(own.map((its) => its.verdict))
    return { verdict, isVacuous: own.some(({ isVacuous }) => isVacuous) }
  })
  return markup`<tbody><tr class="tenant"><th scope="row">${clip(partyLabel(tenant), 200)}</th>${judged.map((each) => markup`<td class="${stateOf(each)}">${strandWords(each)}</td>`)}</tr>
${footholds.map(footholdRow)}</tbody>
`
}

function footholdRow({ name, alike = 1, location, strands: own }: FootholdReport): Markup {
  const others = alike === 1 ? '' : ` and ${alike - 1} alike`
  return markup`<tr><th scope="row">${clip(name, 200)}${others}<br><span class="quiet">${place(location)}</span></th>${strands.map((strand) => cell(own.find((each) => each.strand === strand)))}</tr>`
}

function cell(strand: FootholdReport['strands'][number] | undefined): Markup {
  if (strand === undefined) return markup`<td></td>`
  const { asIs, drift, required, isVacuous } = strand
  const later = isSameBounds(asIs, drift) ? '' : ` → ${boundsText(drift)}`
  const depth = isVacuous ? nothing : markup` <span class="quiet">${depthOf(asIs, required)}${later}</span>`
  return markup`<td class="${stateOf(strand)}">${strandWords(strand)}${depth}</td>`
}
