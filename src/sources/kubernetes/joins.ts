import { descend, type MapNode, placedIn } from '../../kernel/tree.ts'
import { originOf } from '../../model/known.ts'
import { groupOf, type ObjectMeta } from '../../model/object.ts'
import type { Fact } from '../../model/platform.ts'
import { problemAt } from '../../model/problem.ts'
import { Fields } from '../../values/fields.ts'
import type { Base, Bases } from './bases.ts'
import { readCustomWorkload } from './custom-objects.ts'
import { customWorkloads, llmWorkload } from './custom-workloads.ts'
import { mergeRuntime, placeInRuntime, withResourceDefaults } from './kserve/inference-service.ts'
import { mergeBases } from './kserve/llm-inference-service.ts'
import { isServedByModelMesh, modelOf, modeOf } from './kserve/served-model.ts'
import { type RuntimeChooser, runtimeChooser } from './kserve/serving-runtimes.ts'
import type { TemplatePlace } from './workloads.ts'

/** An object that is only understood with the bases of all documents. */
export interface Joined {
  readonly object: Fields
  readonly meta: ObjectMeta
}

/** An object in the shape that the operator gives it, and where its pods then stand. */
interface Shape {
  readonly object: MapNode
  readonly places: readonly TemplatePlace[]
}

/** Gives an object its shape; nothing where its bases are too large to be merged into one more. */
type Join = (object: MapNode, meta: ObjectMeta, budget: Budget) => Shape | undefined

const serviceKind = 'serving.kserve.io/InferenceService'
const llmServiceKind = 'serving.kserve.io/LLMInferenceService'
const baseKinds: ReadonlySet<string> = new Set([
  'serving.kserve.io/ServingRuntime',
  'serving.kserve.io/ClusterServingRuntime',
  'serving.kserve.io/LLMInferenceServiceConfig',
])

export function kindOf(meta: ObjectMeta): string {
  return `${groupOf(meta)}/${meta.kind}`
}

export function isJoined(meta: ObjectMeta): boolean {
  return [serviceKind, llmServiceKind].includes(kindOf(meta))
}

/** The object as a base of others, where its kind is one. */
export function baseOf(object: Fields, meta: ObjectMeta): Base | undefined {
  if (!baseKinds.has(kindOf(meta)) || object.node?.kind !== 'map') return undefined
  const placed = placedIn(object.reading.document, object.node)
  return placed.kind === 'map' ? { meta, object: placed } : undefined
}

/** How many characters of bases are merged into others in all: a base in each of many services multiplies. */
const mostMerged = 5_000_000

/** Counts what is merged, before it is. */
class Budget {
  #left = mostMerged
  #hasRefused = false

  allows(bases: readonly Base[]): boolean {
    this.#left -= bases.reduce((sum, { object }) => sum + object.end - object.start, 0)
    return this.#left >= 0
  }

  isFirstRefusal(): boolean {
    const isFirst = !this.#hasRefused
    this.#hasRefused = true
    return isFirst
  }
}

/** Reads objects with what the bases fill in, as their operator does; what it fills in of bases that nobody showed is hidden. */
export function readJoined(joined: readonly Joined[], bases: Bases): Fact[][] {
  const budget = new Budget()
  const joins: Readonly<Record<string, Join>> = {
    [serviceKind]: joinService(runtimeChooser(bases)),
    [llmServiceKind]: joinLlmService(bases),
  }
  joined.forEach(reportSharedPod)
  return joined.map(({ object, meta }) => {
    const plain = customWorkloads[kindOf(meta)]
    if (object.node?.kind !== 'map') return [...readCustomWorkload(object, meta, plain)]
    const shape = joins[kindOf(meta)]?.(object.node, meta, budget)
    if (shape !== undefined) {
      return [...readCustomWorkload(new Fields(object.reading, shape.object), meta, shape.places)]
    }
    if (budget.isFirstRefusal()) reportTooMany(object, meta)
    return [...readCustomWorkload(object, meta, plain)]
  })
}

function joinService(choose: RuntimeChooser): Join {
  const places = customWorkloads[serviceKind] ?? []
  return (service, meta, budget) => {
    const object = withResourceDefaults(service)
    const predictor = descend(object, 'spec', 'predictor')
    const model = predictor?.kind === 'map' ? modelOf(predictor, meta) : undefined
    const runtime = model === undefined ? undefined : choose(model.request)
    if (model === undefined || runtime === undefined) return { object, places }
    if (!budget.allows([runtime])) return undefined
    if (model.request.isMultiModel) return { object: placeInRuntime(object, runtime), places }
    return { object: mergeRuntime(object, model, runtime) ?? object, places }
  }
}

/** Where models share a pod, their services are judged as what that pod is: whoever reads the report has to know it. */
function reportSharedPod({ object: { reading }, meta }: Joined): void {
  const mode = modeOf(meta)
  if (mode === undefined || !isServedByModelMesh(meta)) return
  const { document, start: offset } = originOf(mode) ?? meta.origin
  const message = `InferenceService ${meta.name} has no pod of its own: ModelMesh loads its model into the pods of a serving runtime with \`multiModel\`. Where the input shows that runtime, the service is judged as one of its pods.`
  reading.problems.push(problemAt('shared-runtime', message, { document, offset }))
}

function joinLlmService(bases: Bases): Join {
  return (service, meta, budget) => {
    const merged = mergeBases(service, { meta, bases, allows: (some) => budget.allows(some) })
    if (merged === undefined) return undefined
    return { object: merged.object, places: merged.isComplete ? llmWorkload.whole : llmWorkload.inPart }
  }
}

function reportTooMany({ reading }: Fields, meta: ObjectMeta): void {
  const { document, start: offset } = meta.origin
  const message =
    'The runtimes and base configurations are too large to be merged into so many services: from here on they are judged apart.'
  reading.problems.push(problemAt('too-large', message, { document, offset }))
}
