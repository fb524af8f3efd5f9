import type { BreachReport } from '../../findings/breach-report.ts'
import type { FactReport } from '../../findings/fact-report.ts'
import { depthText, isOwnerless, strandTitles } from '../breach-text.ts'
import { clip } from '../printable.ts'
import { type Markup, markup, nothing, prose } from '../markup.ts'

/** What no manifest tells: what nobody said, with what each answer would change, and what the owner claims. */
export function factTables({ facts }: BreachReport): Markup {
  if (facts.length === 0) return nothing
  const open = facts.filter(({ value }) => value === undefined)
  const known = facts.filter(({ value }) => value !== undefined)
  return markup`${
    open.length === 0
      ? markup`<p>Everything that had to be told was told.</p>`
      : markup`<p>No manifest tells these, and the worse is assumed until somebody does: <code>facts:</code> in <code>bulkhead.yaml</code>.</p>
<table class="told"><caption>What nobody said</caption><thead><tr><th scope="col">fact</th><th scope="col">it is not known …</th><th scope="col">depth, if the answer is good or bad</th></tr></thead>
<tbody>${open.map(openRow)}</tbody></table>`
  }${
    known.length === 0
      ? nothing
      : markup`<table class="told"><caption>What is told: claims are taken as true, not measured</caption><thead><tr><th scope="col">fact</th><th scope="col">answer</th><th scope="col">by whom, since when</th></tr></thead>
<tbody>${known.map(toldRow)}</tbody></table>`
  }`
}

function openRow({ fact, question, tell, effects }: FactReport): Markup {
  return markup`<tr><th scope="row"><code>${fact}</code></th><td>${question}<br><span class="quiet">${prose(tell)}</span></td><td>${
    effects.length === 0
      ? markup`<span class="quiet">no change by itself</span>`
      : effects.map(
          ({ strand, ifGood, ifBad }) =>
            markup`<p>${strandTitles[strand]}: ${depthText(ifGood)} if good, ${depthText(ifBad)} if bad</p>`,
        )
  }</td></tr>`
}

function toldRow(told: FactReport): Markup {
  const { fact, question, value, meaning, date, denied } = told
  const denial =
    denied === undefined
      ? nothing
      : markup`<br><span class="fail state">denied by the input: ${denied} counts</span>`
  return markup`<tr><th scope="row"><code>${fact}</code></th><td><strong>${clip(value ?? '', 200)}</strong>: ${prose(meaning ?? '')}${denial}<br><span class="quiet">${question}</span></td><td>${sourceText(told)}${date === undefined ? nothing : markup`<br><span class="quiet">since ${date}</span>`}</td></tr>`
}

function sourceText(fact: FactReport): string {
  if (isOwnerless(fact)) return 'claimed, no owner'
  return fact.source === 'read' ? 'read from the input' : `claimed by ${clip(fact.owner ?? '', 200)}`
}
