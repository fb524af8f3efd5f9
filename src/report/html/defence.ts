import type { BreachReport } from '../../findings/breach-report.ts'
import type { DefenceRow } from '../../findings/defence.ts'
import { barriers } from '../../knowledge/barriers.ts'
import { type Layer, layers } from '../../knowledge/guarantees.ts'
import { clip } from '../printable.ts'
import { type Markup, markup, moreInJson, nothing } from '../markup.ts'

const maxTenants = 100

/** What stands of what could, by tenant and layer, and what is missing. */
export function defenceTable({ defence }: BreachReport): Markup {
  if (defence.length === 0) return nothing
  const shown = layers.filter((layer) => defence.some((row) => row.layer === layer))
  const tenants = [...Map.groupBy(defence, ({ tenant }) => tenant)]
  return markup`<div class="wide-table" role="region" aria-label="Barriers by tenant and layer" tabindex="0"><table class="defence">
<caption>How many barriers stand of those that can be had, by tenant and layer of defence</caption>
<thead><tr><th scope="col">tenant</th>${shown.map((layer) => markup`<th scope="col">${layer}</th>`)}</tr></thead>
<tbody>${tenants.slice(0, maxTenants).map(([tenant, rows]) => markup`<tr><th scope="row">${clip(tenant, 200)}</th>${shown.map((layer) => cell(rows, layer))}</tr>`)}</tbody>
</table></div>
${moreInJson(tenants.length - maxTenants, 'tenant')}
${tenants.slice(0, maxTenants).map(([tenant, rows]) => lacking(tenant, rows))}`
}

function cell(rows: readonly DefenceRow[], layer: Layer): Markup {
  const row = rows.find((each) => each.layer === layer)
  if (row === undefined) return markup`<td class="silent">–<span class="unseen"> nothing to judge</span></td>`
  const { standing, missing, unknown } = row
  const all = standing.length + missing.length + unknown.length
  const [state, mark, word] = stateOf(row)
  return markup`<td class="${state}"><span class="mark" aria-hidden="true">${mark}</span><span class="unseen"> ${word}:</span> ${standing.length} of ${all}</td>`
}

function stateOf({ missing, unknown }: DefenceRow): readonly [state: string, mark: string, word: string] {
  if (missing.length > 0) return ['broken', '✗', 'some are missing']
  return unknown.length > 0 ? ['unproven', '?', 'some are not known'] : ['holds', '✓', 'all stand']
}

function lacking(tenant: string, rows: readonly DefenceRow[]): Markup {
  const told = rows.filter((row) => row.missing.length + row.unknown.length + row.unattainable.length > 0)
  if (told.length === 0) return nothing
  return markup`<details><summary>What ${clip(tenant, 200)} lacks</summary>
<dl class="explanation">${told.map((row) => markup`<dt>${row.layer}</dt><dd>${lines(row)}</dd>`)}</dl></details>
`
}

function lines({ missing, unknown, unattainable }: DefenceRow): Markup {
  const wanting = missing.map(({ barrier, because }) => `${barriers[barrier].title} (${because.join(', ')})`)
  const open = unknown.map((barrier) => barriers[barrier].title)
  const closed = unattainable.map(({ barrier, why }) => `${barriers[barrier].title}: ${why}`)
  return markup`${line('Missing', wanting)}${line('Not known', open)}${line('Cannot be had', closed)}`
}

function line(label: string, texts: readonly string[]): Markup {
  return texts.length === 0 ? nothing : markup`<p>${label}: ${clip(texts.join('; '), 2000)}.</p>`
}
