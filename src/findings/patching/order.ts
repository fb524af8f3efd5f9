import { compareText } from '../../kernel/text.ts'
import type { PatchStep } from './plan.ts'

/** How soon a step has to be done: by its day, then by how much of it is exploited. */
interface Urgency {
  readonly day: string
  readonly exploited: number
}

/** A base is as urgent as the most urgent of what is built on it, and stands before that. */
export function inOrder(steps: readonly PatchStep[]): readonly PatchStep[] {
  const byName = new Map(steps.map((step) => [step.image, step]))
  const urgencies = new Map(steps.map((step) => [step.image, urgencyOf(step)]))
  const depths = new Map<string, number>()
  for (const step of steps) {
    const bases = basesOf(step, byName)
    depths.set(step.image, bases.length)
    for (const { image } of bases) urgencies.set(image, sooner(urgencies.get(image), urgencyOf(step)))
  }
  return steps.toSorted(
    (a, b) =>
      compareUrgency(urgencies.get(a.image), urgencies.get(b.image)) ||
      (depths.get(a.image) ?? 0) - (depths.get(b.image) ?? 0) ||
      compareText(a.image, b.image),
  )
}

/** From the nearest on. Images that claim to be built on one another end where they meet again. */
function basesOf(step: PatchStep, byName: ReadonlyMap<string, PatchStep>): readonly PatchStep[] {
  const bases: PatchStep[] = []
  for (let next = below(step, byName); next !== undefined; next = below(next, byName)) {
    if (next === step || bases.includes(next)) break
    bases.push(next)
  }
  return bases
}

/** What it is built on or, where that has nothing to patch, what its flaws without a fix came with. */
function below({ base, unfixed }: PatchStep, byName: ReadonlyMap<string, PatchStep>): PatchStep | undefined {
  const name = base ?? unfixed.find(({ from }) => from !== undefined)?.from
  return name === undefined ? undefined : byName.get(name)
}

const someDay = '9999-12-31'
const atOnce = '0000-00-00'

/** What is exploited and cannot be patched comes before all that can. */
function urgencyOf({ due, exploited, unfixed }: PatchStep): Urgency {
  const open = unfixed.flatMap((each) => each.exploited).length
  return { day: open > 0 ? atOnce : (due?.day ?? someDay), exploited: exploited.length + open }
}

function sooner(a: Urgency | undefined, b: Urgency): Urgency {
  return compareUrgency(a, b) <= 0 && a !== undefined ? a : b
}

function compareUrgency(
  a: Urgency = { day: someDay, exploited: 0 },
  b: Urgency = { day: someDay, exploited: 0 },
): number {
  return compareText(a.day, b.day) || b.exploited - a.exploited
}
