import type { ControlSummary } from '../../findings/report.ts'
import { type Barrier, barriers } from '../../knowledge/barriers.ts'
import { type FactName, platformFacts } from '../../knowledge/platform-facts.ts'
import { markdownProse, markdownText } from '../markdown-text.ts'
import { printable } from '../printable.ts'
import type { Component, Mitigation, MitigationInstance, MitigationState } from './model.ts'

/** What takes a step away leaves nothing of the risk; one more thing that has to fail halves it. */
const reductions = { closing: 100, standing: 50 }

export const barrierMitigation = (barrier: Barrier): string => `barrier:${barrier}`
export const controlMitigation = ({ id }: Pick<ControlSummary, 'id'>): string => `control:${id}`
export const factMitigation = (fact: string): string => `fact:${fact}`

const factsByQuestion = new Map(
  Object.entries(platformFacts).map(([fact, { question }]) => [question, fact] as const),
)

/**
 * What nobody knows has to be made sure: by stating a fact, or, where a field of the input is hidden, by setting the
 * barrier up in plain sight.
 */
export function toMakeSure(question: string | undefined, barrier?: Barrier): readonly MitigationInstance[] {
  if (question === undefined) return []
  const fact = factsByQuestion.get(question)
  if (fact !== undefined) return [{ mitigation: factMitigation(fact), state: 'required' }]
  return barrier === undefined ? [] : [{ mitigation: barrierMitigation(barrier), state: 'required' }]
}

const states: readonly MitigationState[] = ['required', 'recommended', 'implemented']

/** Each mitigation once, by the most that is asked of it. */
export function distinct(instances: readonly MitigationInstance[]): readonly MitigationInstance[] {
  const byMitigation = Map.groupBy(instances, ({ mitigation }) => mitigation)
  return [...byMitigation].map(([mitigation, own]) => ({
    mitigation,
    state: states.find((state) => own.some((each) => each.state === state)) ?? 'required',
  }))
}

/** Every mitigation that some component names. */
export function mitigations(
  components: readonly Component[],
  controls: readonly ControlSummary[],
): readonly Mitigation[] {
  const named = new Set(
    components.flatMap(({ threats }) =>
      threats.flatMap((threat) => threat.mitigations.map(({ mitigation }) => mitigation)),
    ),
  )
  const known = [
    ...(Object.keys(barriers) as Barrier[]).map(ofBarrier),
    ...controls.map(ofControl),
    ...(Object.keys(platformFacts) as FactName[]).map(ofFact),
  ]
  return known.filter(({ id }) => named.has(id))
}

function ofBarrier(barrier: Barrier): Mitigation {
  const { title, layer, domain, mode, limits } = barriers[barrier]
  return {
    id: barrierMitigation(barrier),
    name: `${barrier} ${title}`,
    description: [
      `Layer ${layer}. Falls with everything of failure domain ${domain}.`,
      ...(barrier.startsWith('X.') ? ['Nobody sets it up: it holds as long as no flaw of it is known.'] : []),
      ...(limits === undefined ? [] : [`Not to be had: it ${limits}.`]),
    ].join(' '),
    riskReduction: reductions[mode],
  }
}

function ofControl(control: ControlSummary): Mitigation {
  const { id, title, remediation, barriers: raised } = control
  const isClosing = raised.length === 0 || raised.some((barrier) => barriers[barrier].mode === 'closing')
  const sets = raised.map((barrier) => `${barrier} ${barriers[barrier].title}`).join(', ')
  return {
    id: controlMitigation(control),
    name: `${printable(id)} never: ${printable(title)}`,
    description: `${markdownProse(remediation)}${sets === '' ? '' : ` Sets up: ${markdownText(sets)}.`}`,
    riskReduction: isClosing ? reductions.closing : reductions.standing,
  }
}

function ofFact(fact: FactName): Mitigation {
  const { question, tell } = platformFacts[fact]
  return {
    id: factMitigation(fact),
    name: `Make sure, and state, ${question}`,
    description: `Where to look: ${tell}. State it under \`facts\` in bulkhead.yaml.`,
    riskReduction: reductions.standing,
  }
}
