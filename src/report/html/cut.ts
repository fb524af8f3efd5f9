import type { BreachReport } from '../../findings/breach-report.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { cutSentence, effortOf, type Leverage, leverageOf, unmetSentence } from '../leverage.ts'
import { type Markup, markup, moreInJson, nothing, prose } from '../markup.ts'
import { fixFirst } from './overview.ts'

/** What to change, by routes; then by findings. */
export function changesFirst(report: Report): Markup {
  const { breach } = report
  return breach?.cut === undefined
    ? fixFirst(report)
    : markup`${cutList(report, breach)}<h3>By findings</h3>${fixFirst(report)}`
}

const maxChanges = 12

function cutList(report: Report, breach: BreachReport): Markup {
  const { cut, routes } = breach
  if (cut === undefined) return nothing
  const all = leverageOf(report, breach)
  return markup`${
    all.length === 0
      ? nothing
      : markup`<p>${cutSentence(cut)} The dark bar is the share of all ${plural(routes.length, 'route')} on which a change bears, the light one that of it and all above it.</p>
<ol class="fixes">${all.slice(0, maxChanges).map((each) => changeItem(each, routes.length))}</ol>`
  }
${moreInJson(all.length - maxChanges, 'change')}
${cut.unmet.length === 0 ? nothing : markup`<p>${unmetSentence(cut)}</p>`}`
}

function changeItem({ change, remedy, covered }: Leverage, total: number): Markup {
  const own = change.routes.length
  return markup`<li>
<p class="do">${prose(remedy)}</p>
${paretoBar(own / total, covered / total)}
<p class="quiet">${plural(own, 'route')}, with those above ${covered} of ${total}. <code>${change.name}</code>${change.kind === 'fact' ? '' : `: ${change.title}`}. It takes ${effortOf(change)}.</p>
</li>`
}

/** One line of the Pareto chart: what a change does, over what it does with all above it. */
function paretoBar(own: number, covered: number): Markup {
  const width = (share: number): string => (share * 100).toFixed(2)
  return markup`<svg class="bar pareto" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="all" width="${width(covered)}" height="8"/><rect class="fix" y="2" width="${width(own)}" height="4"/></svg>`
}
