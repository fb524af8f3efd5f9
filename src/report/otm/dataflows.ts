import type { GraphPosition, GraphStep } from '../../findings/breach-graph.ts'
import { type StepState, stepState, stepStates } from '../../findings/occurrence.ts'
import { markdownText } from '../markdown-text.ts'
import { clip, printable } from '../printable.ts'
import { componentId, type Layout } from './layout.ts'
import type { Dataflow } from './model.ts'

const maxSentences = 5

interface Flow {
  readonly from: GraphPosition
  readonly to: GraphPosition
  readonly steps: readonly GraphStep[]
}

/** One for each pair of components between which a step leads as things are. */
export function dataflows(layout: Layout): readonly Dataflow[] {
  return layout.roots.flatMap((from) => flowsFrom(from, layout)).map(dataflow)
}

function flowsFrom(from: GraphPosition, { steps, rootOf }: Layout): readonly Flow[] {
  const possible = (steps.get(from.id) ?? []).filter(({ isDrift }) => !isDrift)
  return [...Map.groupBy(possible, ({ to }) => rootOf(to))].flatMap(([to, own]) =>
    to === undefined || to === from ? [] : [{ from, to, steps: own }],
  )
}

function dataflow({ from, to, steps }: Flow): Dataflow {
  const sentences = [...new Set(steps.map(({ how }) => how))]
  const hidden = sentences.length - maxSentences
  return {
    // No token holds `_to_`: what stands after `_` in one is a number or another `_`.
    id: `${componentId(from)}_to_${componentId(to)}`,
    name: clip(printable(`${from.label} → ${to.label}`), 500),
    description: [
      ...sentences.slice(0, maxSentences).map((each) => markdownText(each)),
      ...(hidden > 0 ? [`And ${hidden} more.`] : []),
    ].join(' '),
    bidirectional: false,
    source: componentId(from),
    destination: componentId(to),
    tags: [...new Set(steps.flatMap(({ technique }) => technique ?? []))],
    attributes: { state: worstState(steps) },
  }
}

function worstState(steps: readonly GraphStep[]): StepState {
  const states = new Set(steps.map(stepState))
  return stepStates.find((state) => states.has(state)) ?? 'open'
}
