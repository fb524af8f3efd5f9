import { descend, type MapNode, placedIn } from '../../kernel/tree.ts'
import { isKnown } from '../../model/known.ts'
import { groupOf, type ObjectMeta } from '../../model/object.ts'
import type { Fact } from '../../model/platform.ts'
import { problemAt } from '../../model/problem.ts'
import { Fields } from '../fields.ts'
import type { Base, Bases } from './bases.ts'
import { readCustomWorkload } from './custom-objects.ts'
import { customWorkloads, llmWorkload } from './custom-workloads.ts'
import { mergeRuntime, withResourceDefaults } from './kserve/inference-service.ts'
import { mergeBases } from './kserve/llm-inference-service.ts'
import { modelOf } from './kserve/served-model.ts'
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
  readonly bases: readonly Base[]
}

type Join = (object: MapNode, meta: ObjectMeta) => Shape

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
const mostMerged = 20_000_000

/** Reads objects with what the bases fill in, as their operator does; what it fills in of bases that nobody showed is hidden. */
export function readJoined(joined: readonly Joined[], bases: Bases): Fact[][] {
  const joins: Readonly<Record<string, Join>> = {
    [serviceKind]: joinService(runtimeChooser(bases)),
    [llmServiceKind]: joinLlmService(bases),
  }
  let left = mostMerged
  return joined.map(({ object, meta }) => {
    const shape = object.node?.kind === 'map' ? joins[kindOf(meta)]?.(object.node, meta) : undefined
    left -= (shape?.bases ?? []).reduce((sum, base) => sum + base.object.end - base.object.start, 0)
    if (shape !== undefined && left >= 0) {
      return [...readCustomWorkload(new Fields(object.reading, shape.object), meta, shape.places)]
    }
    if (shape !== undefined) reportTooMany(object, meta)
    return [...readCustomWorkload(object, meta, customWorkloads[kindOf(meta)])]
  })
}

function joinService(choose: RuntimeChooser): Join {
  const places = customWorkloads[serviceKind] ?? []
  return (service, meta) => {
    const object = withResourceDefaults(service)
    if (isServedByModelMesh(meta)) return { object, places, bases: [] }
    const predictor = descend(object, 'spec', 'predictor')
    const model = predictor?.kind === 'map' ? modelOf(predictor, meta) : undefined
    const runtime = model === undefined ? undefined : choose(model.request)
    if (model === undefined || runtime === undefined) return { object, places, bases: [] }
    return { object: mergeRuntime(object, model, runtime) ?? object, places, bases: [runtime] }
  }
}

/** ModelMesh loads the model into pods of its own, which no serving runtime of KServe's single models describes. */
function isServedByModelMesh({ annotations }: ObjectMeta): boolean {
  const mode = annotations.get('serving.kserve.io/deploymentMode')
  return mode !== undefined && isKnown(mode, 'ModelMesh')
}

function joinLlmService(bases: Bases): Join {
  return (object, meta) => {
    const { isComplete, ...merged } = mergeBases(object, meta, bases)
    return { ...merged, places: isComplete ? llmWorkload.whole : llmWorkload.inPart }
  }
}

function reportTooMany({ reading }: Fields, meta: ObjectMeta): void {
  const { document, start: offset } = meta.origin
  const message =
    'The runtimes and base configurations of so many services are too large to be merged into each.'
  reading.problems.push(problemAt('too-large', message, { document, offset }))
}
