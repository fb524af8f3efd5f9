import { child, descend, type MapNode, type Node } from '../../../kernel/tree.ts'
import { isKnown, type Known } from '../../../model/known.ts'
import type { ObjectMeta } from '../../../model/object.ts'

/** What an InferenceService asks of a serving runtime. */
export interface RuntimeRequest {
  /** The service that asks. */
  readonly of: ObjectMeta
  readonly runtime: string | undefined
  readonly format: string
  readonly version: string | undefined
  readonly protocol: string | undefined
  readonly isMultiNode: boolean
  /** ModelMesh loads it beside other models into pods that it runs for a runtime. */
  readonly isMultiModel: boolean
}

/** A predictor's own container, under `model` or under the key of its model format. */
export interface ServedModel {
  readonly key: string
  readonly node: MapNode
  readonly request: RuntimeRequest
}

/** Older keys of a predictor that name the format, and the protocol that KServe then takes. */
const protocolOfKey: Readonly<Record<string, string | undefined>> = {
  sklearn: undefined,
  xgboost: undefined,
  tensorflow: undefined,
  pytorch: undefined,
  triton: 'v2',
  onnx: 'v2',
  huggingface: 'v2',
  pmml: undefined,
  lightgbm: undefined,
  paddle: undefined,
}

/** What a predictor serves; nothing where it brings containers of its own (KServe, `setPredictorModelDefaults`). */
export function modelOf(predictor: MapNode, of: ObjectMeta): ServedModel | undefined {
  const key = ['model', ...Object.keys(protocolOfKey)].find((each) => child(predictor, each)?.kind === 'map')
  const node = key === undefined ? undefined : child(predictor, key)
  if (key === undefined || node?.kind !== 'map') return undefined
  const format = key === 'model' ? wordOf(descend(node, 'modelFormat', 'name')) : key
  if (format === undefined) return undefined
  const protocol = format === 'triton' ? 'v2' : protocolOfKey[key]
  return { key, node, request: requestOf(node, { of, format, protocol }, child(predictor, 'workerSpec')) }
}

function requestOf(
  model: MapNode,
  byDefault: Pick<RuntimeRequest, 'of' | 'format' | 'protocol'>,
  workers: Node | undefined,
): RuntimeRequest {
  return {
    ...byDefault,
    runtime: wordOf(child(model, 'runtime')),
    version: wordOf(descend(model, 'modelFormat', 'version')),
    protocol: wordOf(child(model, 'protocolVersion')) ?? byDefault.protocol,
    isMultiNode: workers !== undefined,
    isMultiModel: isServedByModelMesh(byDefault.of),
  }
}

/** How KServe deploys a service, where the service itself says it. */
export function modeOf({ annotations }: ObjectMeta): Known<string> | undefined {
  return annotations.get('serving.kserve.io/deploymentMode')
}

export function isServedByModelMesh(meta: ObjectMeta): boolean {
  const mode = modeOf(meta)
  return mode !== undefined && isKnown(mode, 'ModelMesh')
}

/** A scalar as a text. */
export function wordOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined
}
