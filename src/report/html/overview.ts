import type { GuaranteeSummary, Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import type { Layer } from '../../knowledge/guarantees.ts'
import { type FixGroup, fixesFirst } from '../fixes.ts'
import { clip } from '../printable.ts'
import { assessedLayers, gapSentence, groupBy, judgedAs, openFindings, severityCounts } from '../views.ts'
import { type Markup, markup, moreInJson, nothing, preformatted, prose } from '../markup.ts'

const verdicts = {
  pass: { mark: '✓', word: 'holds' },
  fail: { mark: '✕', word: 'does not hold' },
  unknown: { mark: '?', word: 'unknown' },
} as const

/** The three promises, each with its verdict: what a reader takes away in five seconds. */
export function guaranteeCards(report: Report): Markup {
  const open = openFindings(report)
  return markup`<ul class="cards">${report.guarantees.map((row) => {
    const { guarantee, promise, verdict } = row
    const { mark, word } = verdicts[verdict]
    const related = open.filter((each) => each.guarantees.includes(guarantee))
    const controls = groupBy(related, (each) => each.control).size
    const told =
      related.length === 0
        ? 'No open findings.'
        : `${plural(related.length, 'open finding')} of ${plural(controls, 'control')}.`
    return markup`<li class="card ${verdict}">
<h3>${guarantee}</h3>
<p class="verdict"><span class="mark" aria-hidden="true">${mark}</span> ${word}</p>
<p>${promise}</p>
<p class="quiet">${told} ${gapSentence(report, row)}</p>
</li>`
  })}</ul>`
}

/** The guarantee × layer grid: mark, words and a bar, so that it reads without colour. */
export function grid(report: Report): Markup {
  const { asked, silent } = assessedLayers(report)
  return markup`<table class="grid">
<caption>Verdicts of all controls, by guarantee and layer of defence</caption>
<thead><tr><th scope="col">layer</th>${report.guarantees.map(({ guarantee }) => markup`<th scope="col">${guarantee}</th>`)}</tr></thead>
<tbody>${asked.map(
    (layer) =>
      markup`<tr><th scope="row">${layer}</th>${report.guarantees.map((row) => cell(row, layer))}</tr>`,
  )}${silent.length === 0 ? nothing : markup`<tr class="silent"><th scope="row">${silent.join(', ')}</th><td colspan="${report.guarantees.length}">nothing in this input to judge</td></tr>`}</tbody>
</table>`
}

function cell({ layers: row }: GuaranteeSummary, layer: Layer): Markup {
  const tally = row[layer]
  const asked = tally === undefined ? 0 : tally.pass + tally.fail + tally.unknown
  if (tally === undefined || asked === 0) {
    return markup`<td class="silent"><span class="mark" aria-hidden="true">–</span> <span class="count">nothing to judge</span></td>`
  }
  const { pass, fail, unknown } = tally
  const verdict = verdictOf(fail, unknown)
  const texts = [
    ...(fail > 0 ? [`${fail} fail`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(pass > 0 ? [`${pass} pass`] : []),
  ]
  return markup`<td class="${verdict}"><span class="mark" aria-hidden="true">${verdicts[verdict].mark}</span> <span class="count">${texts.join(' · ')}</span>${bar(
    [
      ['fail', fail / asked],
      ['unknown', unknown / asked],
      ['pass', pass / asked],
    ],
  )}</td>`
}

function verdictOf(fail: number, unknown: number): GuaranteeSummary['verdict'] {
  if (fail > 0) return 'fail'
  return unknown > 0 ? 'unknown' : 'pass'
}

/** A stacked bar; the numbers stand beside it in words. */
function bar(parts: readonly (readonly [className: string, share: number])[]): Markup {
  let x = 0
  const rects = parts.map(([className, share]) => {
    const rect = markup`<rect class="${className}" x="${(x * 100).toFixed(2)}" width="${(share * 100).toFixed(2)}" height="4"/>`
    x += share
    return rect
  })
  return markup`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`
}

const maxFixes = 8

/** What to do first, with how much of the whole it removes. */
export function fixFirst(report: Report): Markup {
  const fixes = fixesFirst(report)
  if (fixes.length === 0) return markup`<p>There is nothing to fix.</p>`
  const total = fixes.reduce((sum, { findings }) => sum + findings.length, 0)
  const shown = fixes.slice(0, maxFixes)
  const covered = shown.reduce((sum, { findings }) => sum + findings.length, 0)
  const most = Math.max(...shown.map(({ findings }) => findings.length))
  return markup`<p class="quiet">${
    fixes.length > shown.length
      ? `These ${shown.length} of ${fixes.length} fixes remove ${covered} of ${plural(total, 'failing finding')}, the gravest first.`
      : `Together they remove ${total === 1 ? 'the one failing finding' : `all ${total} failing findings`}, the gravest first.`
  }</p>
<ol class="fixes">${shown.map((fix) => fixItem(fix, most))}</ol>`
}

function fixItem({ remediation, edit, controls, findings, assets }: FixGroup, most: number): Markup {
  const safe = edit?.isSafe === true ? ' A safe edit: no working model depends on it.' : ''
  return markup`<li>
<p class="do">${prose(remediation)}</p>
${edit === undefined ? nothing : markup`<pre>${preformatted(edit.lines)}</pre>`}
${bar([['fix', findings.length / most]])}
<p class="quiet">${severityCounts(findings)} in ${plural(assets, 'asset')}. ${controls.map(
    ({ id, title }, index) => markup`${index === 0 ? '' : '; '}<span class="id">${id}</span> ${title}`,
  )}.${safe}</p>
</li>`
}

const maxNamespaces = 200

/** The premise under which every verdict stands. */
export function trust(report: Report): Markup {
  const { rule, workloads, containers, namespaces } = report.trust
  const shown = namespaces.slice(0, maxNamespaces)
  return markup`<p class="premise">${rule}</p>
<dl class="facts">
<div><dt>Untrusted workloads</dt><dd>${workloads.untrusted}</dd></div>
<div><dt>Untrusted containers</dt><dd>${containers.untrusted}</dd></div>
<div><dt>Platform workloads</dt><dd>${workloads.platform}</dd></div>
<div><dt>Managed by AKS</dt><dd>${workloads.managed}</dd></div>
<div><dt>Judged as</dt><dd>${judgedAs(report)}</dd></div>
</dl>
${
  shown.length === 0
    ? nothing
    : markup`<details><summary>Trust by namespace (${namespaces.length})</summary>
<table><caption>Namespaces and who is responsible for the code in them</caption><thead><tr><th scope="col">namespace</th><th scope="col">trust</th><th scope="col" class="number">workloads</th></tr></thead>
<tbody>${shown.map(
        (each) =>
          markup`<tr><th scope="row">${each.name === '' ? '(none)' : clip(each.name, 200)}</th><td>${each.trust}</td><td class="number">${each.workloads}</td></tr>`,
      )}</tbody></table>
${moreInJson(namespaces.length - shown.length)}
</details>`
}`
}
