import type { StepDeadline } from '../../findings/patching/due.ts'
import type { PatchPlan, PatchStep } from '../../findings/patching/plan.ts'
import { daysBetween } from '../../kernel/dates.ts'
import { plural } from '../../kernel/text.ts'
import type { Deadline } from '../../model/patch-deadline.ts'
import { countsOf } from '../image/fix-text.ts'

/** `3 images to patch, 1 overdue; 2 are current; of 1 nobody can tell.` */
export function planSentence({ steps, current, undecided, day }: PatchPlan): string {
  const overdue = steps.filter(({ due }) => due?.isOverdue === true).length
  const late = overdue === 0 ? '' : `, ${overdue} overdue`
  const toDo = `${plural(steps.length, 'image')} to patch on ${day}${late}`
  const open = undecided.length === 0 ? '' : `; of ${undecided.length} nobody can tell`
  return `${toDo}; ${current.length === 1 ? '1 is' : `${current.length} are`} current${open}.`
}

/** `12 vulnerabilities, 2 of them exploited, 3 overdue`; nothing where a step takes none away. */
export function removedText({ rebuilds, upgrades, vulnerabilities, overdue }: PatchStep): string {
  if (vulnerabilities.length === 0) return ''
  return `${countsOf([...rebuilds, ...upgrades])}${overdue === 0 ? '' : `, ${overdue} overdue`}`
}

/** `due 2026-11-15, 3 days overdue`. */
export function dueText(due: StepDeadline | undefined, day: string): string {
  if (due === undefined) return 'no deadline'
  const left = daysBetween(day, due.day)
  const when = left < 0 ? `${plural(-left, 'day')} overdue` : `${plural(left, 'day')} left`
  return `due ${due.day}, ${when}`
}

const starts: Readonly<Record<Deadline['fromBy'], string>> = {
  published: 'its fix was published',
  changed: 'the advisory with its fix was last changed',
  exploited: 'it was known to be exploited',
}

/** Which flaw sets the day, and from when that counts. */
export function reasonText(due: StepDeadline): string {
  const { vulnerability, package: name, days, from, fromBy } = due
  return `${vulnerability} in ${name} ${standingText(due)}: ${plural(days, 'day')} after ${starts[fromBy]} on ${from}.`
}

function standingText({ reason, isUnrated }: StepDeadline): string {
  return isUnrated && reason !== 'exploited' ? `is unrated and counts as ${reason}` : `is ${reason}`
}

/** What to do, a sentence each. */
export function actionsOf(step: PatchStep): readonly string[] {
  const { action, image } = step
  const own =
    action === 'renew'
      ? [`Take a newer version of ${image} from its publisher, and scan it.`]
      : [...raisesOf(step), ...buildsOf(step)]
  return [...basesOf(step), ...own]
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

/** What keeps the deadline from being all there is to say. */
export function undatedText({ undated }: PatchStep): string {
  if (undated.length === 0) return ''
  const named = undated.slice(0, 5).join(', ')
  const rest = undated.length > 5 ? ` and ${undated.length - 5} more` : ''
  return `Nobody tells since when these can be fixed, so that they may be overdue: ${named}${rest}.`
}
