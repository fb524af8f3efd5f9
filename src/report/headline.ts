import { breachVerdicts } from '../breach/steps/verdict.ts'
import type { BreachReport, StrandReport } from '../findings/breach-report.ts'
import type { Report } from '../findings/report.ts'
import { capital, plural } from '../kernel/text.ts'
import type { Strand } from '../knowledge/required-depths.ts'
import { openFindings } from './views.ts'

/** The answer in one line: how far hostile code gets; what the controls say where that falls short of nothing. */
export function headline(report: Report): string {
  if (report.breach === undefined) return controlHeadline(report)
  return breachHeadline(report.breach) ?? depthHeadline(report)
}

/** What hostile code does, the worst first. */
const deeds: readonly (readonly [Strand, string])[] = [
  ['data', 'reaches another tenant’s data'],
  ['containment', 'reaches other layers of the platform'],
  ['influence', 'slows other tenants down'],
  ['fair-share', 'drains what all share'],
]

function breachHeadline(breach: BreachReport): string | undefined {
  for (const verdict of breachVerdicts.filter((each) => each !== 'holds')) {
    for (const [name, deed] of deeds) {
      const strand = breach.strands.find((each) => each.strand === name && each.verdict === verdict)
      if (strand !== undefined) return sentenceOf(strand, deed, breach)
    }
  }
  return undefined
}

function sentenceOf(strand: StrandReport, deed: string, { footholds }: BreachReport): string {
  const { verdict, required } = strand
  const hit = footholds.filter((each) =>
    each.strands.some((own) => own.strand === strand.strand && own.verdict === verdict),
  )
  const subject = `hostile code in ${hit.length === 1 ? 'one container' : plural(hit.length, 'container')}`
  if (verdict === 'broken') return `${capital(subject)} ${deed} with nothing in the way`
  if (verdict === 'thin') return `${capital(subject)} ${deed} ${onceFailed(strand)}; ${required} must stand`
  return `Not known: whether ${plural(required, 'thing')} must fail before ${subject} ${deed}`
}

/** What fails at most before it comes to that; the upper bound, since the lower one may be less. */
function onceFailed({ asIs, drift }: StrandReport): string {
  const { lower, upper } = drift.upper === asIs.upper ? asIs : drift
  const most = lower === upper ? '' : 'at most '
  return `once ${most}${upper === 1 ? 'one thing fails' : `${upper} things fail`}`
}

/** What is left to say where no route falls short. */
function depthHeadline(report: Report): string {
  const open = openFindings(report).filter(({ verdict }) => verdict === 'fail').length
  const limit = report.counts.incomplete > 0 ? ', as far as the input could be analysed' : ''
  const rest = open > 0 ? `; ${plural(open, 'finding')} to act on` : ''
  const isAlone = report.breach?.strands.some(({ isVacuous }) => isVacuous) === true
  const alone = isAlone ? ', with no other tenant to keep apart' : ''
  return `All guarantees hold in depth${alone}${limit}${rest}`
}

function controlHeadline({ guarantees }: Report): string {
  const failed = guarantees.filter(({ verdict }) => verdict === 'fail').length
  const open = guarantees.filter(({ verdict }) => verdict === 'unknown').length
  const all = plural(guarantees.length, 'guarantee')
  if (failed > 0) return `${failed} of ${all} ${failed === 1 ? 'does' : 'do'} not hold`
  if (open > 0) return `${open} of ${all} ${open === 1 ? 'is' : 'are'} unknown`
  return 'All guarantees hold'
}
