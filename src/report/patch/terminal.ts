import type { PatchPlan, PatchStep } from '../../findings/patching/plan.ts'
import { Framer } from '../frame.ts'
import { clip, printable } from '../printable.ts'
import { problemLines } from '../terminal/gaps.ts'
import { heading, labelled, limited, makePen, type Pen, type TerminalOptions } from '../terminal/style.ts'
import {
  actionsOf,
  dueText,
  planSentence,
  reasonText,
  removedText,
  undatedText,
  unfixedText,
} from './text.ts'

/** The plan for people at a terminal: step by step → what is current → what was not analysed → one count line. */
export function renderPatch(plan: PatchPlan, options: Omit<TerminalOptions, 'groupBy'>): string {
  const pen = makePen({ ...options, groupBy: 'asset' }, new Framer({ sources: new Map(), findings: [] }))
  const lines = [
    ...plan.steps.flatMap((step, index) => [
      ...stepLines(step, { number: index + 1, day: plan.day }, pen),
      '',
    ]),
    ...listed('Nothing to do', plan.current, pen),
    ...listed('Nothing found, but not all was read', plan.undecided, pen),
    ...problemLines(plan, pen),
    pen.colors.bold(planSentence(plan)),
  ]
  return `${lines.join('\n')}\n`
}

interface Placed {
  readonly number: number
  readonly day: string
}

const maxPlaces = 3

function stepLines(step: PatchStep, { number, day }: Placed, pen: Pen): string[] {
  const due = dueText(step.due, day)
  const painted = step.due?.isOverdue === true ? pen.severity.critical(due) : due
  const places = step.places.map(({ file, line }) => `${file}:${line}`)
  const rest = places.length > maxPlaces && !pen.isFull ? ` and ${places.length - maxPlaces} more` : ''
  const also = step.alsoNamed.length === 0 ? '' : ` (also ${step.alsoNamed.join(', ')})`
  const row = (label: string, text: string): string[] =>
    text === '' ? [] : labelled(`     ${label.padEnd(9)}`, printable(clip(text, 2000)), pen)
  return [
    `${heading(`${String(number).padStart(3)}. ${step.action} ${printable(step.image + also)}`, pen)}  ${painted}`,
    ...row('removes', removedText(step)),
    ...row('why', [...(step.due === undefined ? [] : [reasonText(step.due)]), ...step.reasons].join(' ')),
    ...row('no fix', unfixedText(step)),
    ...row('unknown', undatedText(step)),
    ...row('do', actionsOf(step).join(' ')),
    ...row('order', step.order.join(' ')),
    ...row('at', limited(places, maxPlaces, pen).join(', ') + rest),
  ]
}

function listed(title: string, images: readonly string[], pen: Pen): string[] {
  if (images.length === 0) return []
  return [heading(title, pen), ...labelled('  ', printable(clip(images.join(', '), 2000)), pen), '']
}
