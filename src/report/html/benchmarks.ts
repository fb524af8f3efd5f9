import { type BenchmarkSummary, type ItemSummary, summariseBenchmarks } from '../../findings/benchmarks.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { benchmarks } from '../../knowledge/benchmarks/all.ts'
import { groupBy } from '../views.ts'
import { type Markup, markup, nothing } from '../markup.ts'

/** "How do we stand against X?": one line for each list, and behind it every item. */
export function benchmarkList(report: Report): Markup {
  return markup`<p class="quiet">Items that no control decides stand with the reason. The report format <code>benchmarks</code> has one row for each item.</p>
${summariseBenchmarks(benchmarks, report).map(benchmarkGroup)}`
}

function benchmarkGroup({ title, source, left, counts, items }: BenchmarkSummary): Markup {
  const { fail, unknown, pass } = counts
  return markup`<details class="group">
<summary>${title} <span class="quiet">${plural(items.length, 'item')}: ${fail} fail · ${unknown} unknown · ${pass} pass · ${items.length - fail - unknown - pass} not decided</span></summary>
<ul>${[...withVerdict(items, 'fail'), ...withVerdict(items, 'unknown')].map(openItem)}
${passed(withVerdict(items, 'pass'))}
${undecided(items)}
<li class="quiet">${source}.${left === undefined ? nothing : markup` Left out: ${left.count} more. ${left.why}`}</li></ul>
</details>
`
}

function withVerdict(items: readonly ItemSummary[], verdict: ItemSummary['verdict']): ItemSummary[] {
  return items.filter((item) => item.verdict === verdict)
}

function openItem({ id, title, verdict, controls, open }: ItemSummary): Markup {
  const own = new Set(open.map(({ control }) => control))
  const deciding = controls.filter((control) => own.has(control))
  return markup`<li><strong>${verdict}</strong> <span class="id">${id}</span> ${title} <span class="quiet">(${deciding.join(', ')}: ${open.length} open)</span></li>
`
}

function passed(items: readonly ItemSummary[]): Markup {
  if (items.length === 0) return nothing
  return markup`<li><strong>pass</strong> ${items.map(
    ({ id, title }, index) => markup`${index === 0 ? '' : '; '}<span class="id">${id}</span> ${title}`,
  )}</li>`
}

const notAsked = 'Nothing in this input is of the kind that its controls judge.'

/** Many items share a reason: it is said once, with their numbers. */
function undecided(items: readonly ItemSummary[]): Markup {
  const rest = items.filter(({ verdict, reason }) => verdict === 'not-asked' || reason !== undefined)
  const groups = [...groupBy(rest, ({ verdict, reason }) => `${verdict}: ${reason ?? notAsked}`).values()]
  return markup`${groups.map((group) => {
    const [first] = group
    return markup`<li><strong>${first?.verdict ?? ''}</strong> ${first?.reason ?? notAsked} <span class="id">${group.map(({ id }) => id).join(' ')}</span></li>
`
  })}`
}
