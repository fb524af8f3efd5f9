import { capital } from '../kernel/text.ts'
import { partyLabel } from '../breach/steps/party.ts'
import type { BreachReport } from '../findings/breach-report.ts'
import type { Report } from '../findings/report.ts'
import { hasLessDepth, type Standing, type StandingChange } from '../findings/standing.ts'
import { boundsText, depthPhrase, strandTitles, verdictMarks } from './breach-text.ts'

/** What a change is about, without what may be another tomorrow, and what changed. */
export interface ChangeText {
  readonly subject: string
  readonly sentence: string
}

/** Any of it fails the scan. */
function worseTexts({ baseline, breach }: Report): readonly ChangeText[] {
  return (baseline?.worse ?? []).map((change) => ({
    subject: capital(nameOf(change)),
    sentence: capital(`${worseText(change)}${routeText(change, breach)}.`),
  }))
}

function betterSentences({ baseline }: Report): readonly string[] {
  return (baseline?.better ?? []).map((change) => `${betterText(change)}.`)
}

function worseText(change: StandingChange): string {
  const { before, verdict, asIs, required } = change
  const word = verdictMarks[verdict].word
  if (before === undefined)
    return `${nameOf(change)}, whom the baseline does not have, is ${word}: ${depthPhrase(asIs, required)}`
  const fall = depthText('fell', { before, now: change, isLess: (one, other) => hasLessDepth(one, other) })
  return fall === undefined ? verdictText(change, before) : `${fall}: ${word}, ${required} required`
}

function betterText(change: StandingChange): string {
  const { before } = change
  if (before === undefined) return nameOf(change)
  const rise = depthText('rose', { before, now: change, isLess: (one, other) => hasLessDepth(other, one) })
  return rise ?? verdictText(change, before)
}

interface Compared {
  readonly before: Omit<Standing, 'tenant' | 'strand'>
  readonly now: Standing
  readonly isLess: typeof hasLessDepth
}

/** As things are, else with a wrong manifest; nothing where neither depth moved that way. */
function depthText(verb: string, { before, now, isLess }: Compared): string | undefined {
  const whose = `depth of ${nameOf(now)}`
  if (isLess(now.asIs, before.asIs))
    return `${whose} ${verb} from ${boundsText(before.asIs)} to ${boundsText(now.asIs)}`
  if (isLess(now.drift, before.drift))
    return `${whose} after one wrong manifest ${verb} from ${boundsText(before.drift)} to ${boundsText(now.drift)}`
  return undefined
}

function verdictText(change: StandingChange, before: Compared['before']): string {
  const [old, now] = [before, change].map(({ verdict }) => verdictMarks[verdict].word)
  return `${nameOf(change)} was ${old ?? ''} and is ${now ?? ''}: ${change.required} required, ${before.required} before`
}

function nameOf({ strand, tenant }: Standing): string {
  return `${strandTitles[strand]} for ${partyLabel(tenant)}`
}

function routeText({ route: id }: StandingChange, breach: BreachReport | undefined): string {
  const route = breach?.routes.find((each) => each.id === id)
  return route === undefined ? '' : `; through route ${route.id} to ${route.goal}`
}

/** How a gate speaks of the baseline, for every format that people read; nothing where there is none. */
export function baselineTexts(report: Report): BaselineTexts | undefined {
  if (report.baseline === undefined || report.breach === undefined) return undefined
  const worse = worseTexts(report)
  return {
    title: worse.length === 0 ? 'No guarantee is worse than in the baseline' : 'Worse than in the baseline',
    worse,
    better: betterSentences(report).map(capital),
  }
}

export interface BaselineTexts {
  readonly title: string
  readonly worse: readonly ChangeText[]
  readonly better: readonly string[]
}
