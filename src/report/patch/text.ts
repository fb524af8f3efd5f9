import type { StepDeadline } from '../../findings/patching/due.ts'
import type { PatchPlan, PatchStep } from '../../findings/patching/plan.ts'
import { daysBetween } from '../../kernel/dates.ts'
import { plural } from '../../kernel/text.ts'
import { countsOf } from '../image/fix-text.ts'

/** `3 images to patch on 2026-11-30, 1 overdue; 1 has flaws without a fix; 2 are current; of 1 nobody can tell.` */
export function planSentence({ steps, current, undecided, day }: PatchPlan): string {
  const overdue = steps.filter(({ due }) => due?.isOverdue === true).length
  const toPatch = steps.filter(({ action }) => action !== 'mitigate').length
  const unfixed = steps.filter((step) => step.unfixed.length > 0).length
  return `${[
    `${plural(toPatch, 'image')} to patch on ${day}${overdue === 0 ? '' : `, ${overdue} overdue`}`,
    ...(unfixed === 0 ? [] : [`${unfixed} ${unfixed === 1 ? 'has' : 'have'} grave flaws without a fix`]),
    `${current.length} ${current.length === 1 ? 'is' : 'are'} current`,
    ...(undecided.length === 0 ? [] : [`of ${undecided.length} nobody can tell`]),
  ].join('; ')}.`
}

/** `12 vulnerabilities, 2 of them exploited, 3 overdue`; nothing where a step takes none away. */
export function removedText({ rebuilds, upgrades, vulnerabilities, overdue }: PatchStep): string {
  if (vulnerabilities.length === 0) return ''
  return `${countsOf([...rebuilds, ...upgrades])}${overdue === 0 ? '' : `, ${overdue} overdue`}`
}

/** `due 2026-11-15, 3 days overdue`. */
export function dueText(due: StepDeadline | undefined, day: string): string {
  if (due === undefined) return 'no deadline'
  if (due.fromBy === 'assumed') return 'due at once, for all that is known'
  const left = daysBetween(day, due.day)
  const when = left < 0 ? `${plural(-left, 'day')} overdue` : `${plural(left, 'day')} left`
  return `due ${due.day}, ${when}`
}

const starts: Readonly<Record<Exclude<StepDeadline['fromBy'], 'assumed'>, string>> = {
  published: 'its fix was published',
  changed: 'the advisory with its fix was last changed',
  told: 'it was told of',
  exploited: 'it was known to be exploited',
}

/** Which flaw sets the day, and from when that counts. */
export function reasonText(due: StepDeadline): string {
  const { vulnerability, package: name, days, from, fromBy, hasFix } = due
  const subject = `${vulnerability} in ${name} ${standingText(due)}${hasFix ? '' : ' and has no fix'}`
  if (fromBy === 'assumed') return `${subject}: nobody tells since when, so that it counts as overdue.`
  return `${subject}: ${plural(days, 'day')} after ${starts[fromBy]} on ${from}.`
}

function standingText({ reason, isUnrated }: StepDeadline): string {
  return isUnrated && reason !== 'exploited' ? `is unrated and counts as ${reason}` : `is ${reason}`
}

/** What to do, a sentence each. */
export function actionsOf(step: PatchStep): readonly string[] {
  return [...basesOf(step), ...moveOf(step), ...patchesOf(step), ...mitigationsOf(step)]
}

function patchesOf(step: PatchStep): readonly string[] {
  if (step.action === 'mitigate') return []
  if (step.action === 'renew')
    return [`Take a newer version of ${step.image} from its publisher, and scan it.`]
  return [...raisesOf(step), ...buildsOf(step)]
}

/** Nothing that is built on a release without fixes gets any. */
function moveOf({ ended, action }: PatchStep): readonly string[] {
  if (ended === undefined) return []
  const how = action === 'renew' ? 'Take one that is built on' : 'Let its FROM name'
  const { next } = ended
  if (next === undefined) return [`${how} a release of ${ended.product} that still gets fixes.`]
  return [`${how} ${next.release}, which gets fixes until ${next.until}.`]
}

function basesOf({ base, withBase }: PatchStep): readonly string[] {
  if (base === undefined) return []
  const going = withBase === 0 ? '' : `: ${withBase} of them ${withBase === 1 ? 'goes' : 'go'} with it`
  return [`Patch ${base} first${going}.`]
}

function raisesOf({ upgrades }: PatchStep): readonly string[] {
  const raised = upgrades.map(({ name, from, to }) => `${name} ${from} → ${to ?? '?'}`)
  return raised.length === 0 ? [] : [`Raise in its lock file: ${raised.join(', ')}.`]
}

/** From the cache comes what was there before: a package that is not fixed, or a base that moved since. */
function buildsOf({ rebuilds, reasons }: PatchStep): readonly string[] {
  const isAnew = rebuilds.length + reasons.length > 0
  const how = isAnew ? ' --no-cache --pull' : ''
  return [
    `Build it with docker build${how}, push it under a new tag, and name that where it runs.`,
    ...(isAnew ? ['Where FROM names a digest, raise that first: --pull does not.'] : []),
  ]
}

const mostNamed = 5

/** `bash 5.2: CVE-1 (exploited), CVE-2`; nothing where every grave flaw has a fix. */
export function unfixedText({ unfixed }: PatchStep): string {
  const packages = unfixed.map(({ name, version, vulnerabilities, exploited }) => {
    const isExploited = (id: string): boolean => exploited.includes(id)
    const first = vulnerabilities.toSorted((a, b) => Number(isExploited(b)) - Number(isExploited(a)))
    return `${name} ${version}: ${someOf(first.map((id) => (isExploited(id) ? `${id} (exploited)` : id)))}`
  })
  return packages.length === 0 ? '' : `${packages.join('; ')}.`
}

/** What helps where no version does. */
function mitigationsOf(step: PatchStep): readonly string[] {
  if (step.unfixed.length === 0) return []
  return [
    ...removalsOf(step),
    'Until then do what its vendor says against it, keep others from reaching the container (bulkhead reach), and state in VEX what you decide.',
  ]
}

function removalsOf({ unfixed, isPublished }: PatchStep): readonly string[] {
  if (isPublished)
    return [
      `Ask its publisher for one without ${someOf(unfixed.map(({ name }) => name))}, or take another image.`,
    ]
  const origins = Map.groupBy(unfixed, ({ origin, from }) => from ?? (origin === 'base' ? 'base' : 'own'))
  return [...origins].map(([origin, packages]) => outOf(origin, someOf(packages.map(({ name }) => name))))
}

function outOf(origin: string, names: string): string {
  if (origin === 'own') return `Take ${names} out, where nothing needs it.`
  if (origin === 'base') return `Build it on a base without ${names}.`
  return `Take ${names} out of ${origin}, which it comes with, or build on another base.`
}

/** What keeps the deadline from being all there is to say. */
export function undatedText({ undated }: PatchStep): string {
  return undated.length === 0
    ? ''
    : `Nobody tells since when these are known, so that they count as overdue: ${someOf(undated)}.`
}

function someOf(names: readonly string[]): string {
  const each = [...new Set(names)]
  const rest = each.length - mostNamed
  return `${each.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
