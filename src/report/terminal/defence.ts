import type { BreachReport } from '../../findings/breach-report.ts'
import type { DefenceRow } from '../../findings/defence.ts'
import { barriers } from '../../knowledge/barriers.ts'
import { printable } from '../printable.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

const layerColumn = 14
const tenantColumn = 16

/** What stands of what could, by layer and tenant; what is missing for those who ask. */
export function defenceLines({ defence, tenants }: BreachReport, pen: Pen): string[] {
  const shown = limited(tenants, Math.floor((pen.width - layerColumn) / tenantColumn), pen)
  const rows = Map.groupBy(defence, ({ layer }) => layer)
  if (rows.size === 0) return []
  const aside = shown.length < tenants.length ? `${shown.length} of ${tenants.length} tenants` : ''
  return [
    `${heading('Barriers'.padEnd(layerColumn), pen, '')}${shown
      .map((name) =>
        printable(name)
          .slice(0, tenantColumn - 2)
          .padEnd(tenantColumn),
      )
      .join('')}${aside}`.trimEnd(),
    ...[...rows].map(([layer, own]) =>
      `  ${layer.padEnd(layerColumn - 2)}${shown.map((tenant) => defenceCell(own, tenant)).join('')}`.trimEnd(),
    ),
    ...labelled(
      '  ',
      'n of m: so many barriers stand of those that can be had; ?: some are not known.',
      pen,
    ).map(pen.colors.dim),
    ...(pen.isFull ? defence.flatMap((row) => missingLines(row, pen)) : []),
    '',
  ]
}

function defenceCell(rows: readonly DefenceRow[], tenant: string): string {
  const row = rows.find((each) => each.tenant === tenant)
  if (row === undefined) return '·'.padEnd(tenantColumn)
  const all = row.standing.length + row.missing.length + row.unknown.length
  return `${defenceMark(row)} ${row.standing.length} of ${all}`.padEnd(tenantColumn)
}

function defenceMark({ missing, unknown }: DefenceRow): string {
  if (missing.length > 0) return '✗'
  return unknown.length > 0 ? '?' : '✓'
}

function missingLines({ tenant, layer, missing, unattainable }: DefenceRow, pen: Pen): string[] {
  const lacking = missing.map(({ barrier, because }) => `${barriers[barrier].title} (${because.join(', ')})`)
  const closed = unattainable.map(({ barrier, why }) => `${barriers[barrier].title}: ${why}`)
  return [
    ...(lacking.length === 0
      ? []
      : labelled(`  ${printable(tenant)} ${layer} lacks  `, printable(lacking.join('; ')), pen)),
    ...(closed.length === 0
      ? []
      : labelled(`  ${printable(tenant)} ${layer} cannot have  `, printable(closed.join('; ')), pen)),
  ]
}
