import type { Match } from '../../images/advisories/match.ts'
import type { ImageReport } from '../../images/image-report.ts'
import type { VexClaim, VexStatus } from '../../images/advisories/statement.ts'
import { clip, printable } from '../printable.ts'
import { heading, labelled, limited, type Pen } from '../terminal/style.ts'

const sections: readonly (readonly [status: VexStatus, title: string, aside: string])[] = [
  ['not_affected', 'Said not to matter', 'in VEX: set aside, they count for nothing'],
  ['fixed', 'Said to be fixed', 'in VEX: set aside, they count for nothing'],
  ['affected', 'Said to matter', 'in VEX: they count'],
  ['under_investigation', 'Said to be under investigation', 'in VEX: they count'],
]

/** What was said about vulnerabilities, by whom and when: nothing is set aside in silence. */
export function vexLines({ vulnerabilities }: ImageReport, pen: Pen): string[] {
  return sections.flatMap(([status, title, aside]) => {
    const own = vulnerabilities.filter(({ vex }) => vex?.status === status)
    return own.length === 0 ? [] : [heading(title, pen, aside), ...claimLines(own, pen), '']
  })
}

const maxClaims = 20

/** One claim about several packages or vulnerabilities is one entry. */
function claimLines(matches: readonly Match[], pen: Pen): string[] {
  const claims = [...Map.groupBy(matches, ({ vex }) => JSON.stringify(vex)).values()]
  const shown = limited(claims, maxClaims, pen)
  const rest = claims.length - shown.length
  return [
    ...shown.flatMap((own) => claimOf(own, pen)),
    ...(rest > 0 ? [pen.colors.dim(`  … and ${rest} more claims; --all prints them.`)] : []),
  ]
}

const mostNames = 8

function claimOf(matches: readonly Match[], pen: Pen): string[] {
  const claim = matches[0]?.vex
  if (claim === undefined) return []
  const names = [...new Set(matches.map(nameOf))]
  const shown = limited(names, mostNames, pen)
  const rest = names.length - shown.length
  return [
    `  ${printable(clip(shown.join(', '), 2000))}${rest > 0 ? ` and ${rest} more` : ''}`,
    ...labelled('    why ', printable(clip(reasonOf(claim), 600)), pen),
    ...labelled('    who ', printable(clip(sourceOf(claim), 400)), pen),
  ]
}

/** That it is exploited elsewhere is told, whatever is said. */
function nameOf({ vulnerability, package: found, exploited }: Match): string {
  return `${vulnerability} in ${found.name}${exploited === undefined ? '' : ' (exploited)'}`
}

function reasonOf({ justification, impact, action }: VexClaim): string {
  const texts = [justification?.replaceAll('_', ' '), impact, action].filter((text) => text !== undefined)
  return texts.length === 0 ? 'not stated' : texts.join('; ')
}

function sourceOf({ author, date, origin, signer }: VexClaim): string {
  const when = date === undefined ? 'without a date' : `on ${date.slice(0, 10)}`
  return `${author}, ${when}, in ${origin}${signer === undefined ? '' : `, signed by ${signer}`}`
}
