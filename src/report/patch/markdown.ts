import type { PatchPlan, PatchStep } from '../../findings/patching/plan.ts'
import { plural } from '../../kernel/text.ts'
import { isIncomplete } from '../../model/problem.ts'
import { markdownCode, markdownText } from '../markdown-text.ts'
import { clip } from '../printable.ts'
import {
  actionsOf,
  dueText,
  planSentence,
  reasonText,
  removedText,
  undatedText,
  unfixedText,
} from './text.ts'

/** A pull request holds 65,536 characters. */
const maxSteps = 60

/** The plan as a page. */
export function renderPatchMarkdown(plan: PatchPlan): string {
  return ['## Patch plan', '', `**${planSentence(plan)}**`, '', ...stepsOf(plan, ''), ...gapsOf(plan)].join(
    '\n',
  )
}

/** A first line for the title, and behind an empty one the text of a pull request with boxes to tick. */
export function renderPullRequest(plan: PatchPlan): string {
  const overdue = plan.steps.filter(({ due }) => due?.isOverdue === true).length
  const flaws = new Set(plan.steps.flatMap(({ vulnerabilities }) => vulnerabilities)).size
  const toPatch = plan.steps.filter(({ action }) => action !== 'mitigate').length
  const open = plan.steps.length - toPatch
  const late = overdue === 0 ? '' : `, ${overdue} overdue`
  return [
    `Patch ${plural(toPatch, 'image')}: ${flaws} known ${flaws === 1 ? 'flaw' : 'flaws'}${late}${open === 0 ? '' : `, ${open} to mitigate`}`,
    '',
    'Each step is built on those before it: take them in this order.',
    '',
    ...stepsOf(plan, '[ ] '),
    ...gapsOf(plan),
  ].join('\n')
}

function stepsOf({ steps, day }: PatchPlan, box: string): string[] {
  if (steps.length === 0) return []
  const rest = steps.length - maxSteps
  return [
    ...steps.slice(0, maxSteps).flatMap((step, index) => stepLines(step, `${index + 1}. ${box}`, day)),
    ...(rest > 0 ? [`${rest} more steps stand in JSON.`] : []),
    '',
  ]
}

function stepLines(step: PatchStep, bullet: string, day: string): string[] {
  const { action, image, due, reasons, order, places } = step
  const removed = removedText(step)
  const details = [
    ...(removed === '' ? [] : [`Removes ${removed}.`]),
    ...(due === undefined ? [] : [reasonText(due)]),
    ...reasons,
    ...(unfixedText(step) === '' ? [] : [`Without a fix: ${unfixedText(step)}`]),
    ...actionsOf(step),
    ...order.map((each) => `Order: ${each}`),
    ...(undatedText(step) === '' ? [] : [undatedText(step)]),
  ]
  const named = places.slice(0, 10).map(({ file, line }) => markdownCode(`${file}:${line}`))
  const mark = due?.isOverdue === true ? '**' : ''
  return [
    `${bullet}${action} ${markdownCode(clip(image, 300))}, ${mark}${dueText(due, day)}${mark}`,
    ...details.map((text) => `   - ${markdownText(clip(text, 1000))}`),
    ...(named.length === 0
      ? []
      : [`   - Named in ${named.join(', ')}${places.length > 10 ? ' and more' : ''}.`]),
  ]
}

function gapsOf({ problems }: PatchPlan): string[] {
  const gaps = problems.filter(isIncomplete)
  if (gaps.length === 0) return []
  return [
    `### Not analysed: ${plural(gaps.length, 'place')}`,
    '',
    ...gaps
      .slice(0, 20)
      .map(
        ({ message, location }) => `- ${markdownCode(location.file)}: ${markdownText(clip(message, 500))}`,
      ),
    ...(gaps.length > 20 ? [`- … and ${gaps.length - 20} more; JSON has them all`] : []),
    '',
  ]
}
