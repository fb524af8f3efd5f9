import { child, descend, isAbsent, itemsOf, type MapNode, type Node, textOf } from '../../../kernel/tree.ts'
import { fillIn } from '../bases.ts'
import { type ServedModel, wordOf } from './served-model.ts'
import type { ServingRuntime } from './serving-runtimes.ts'
import { strategicMerge } from '../strategic-merge.ts'
import { filledIn, listIn, pick, scalarAt, withEntries, without } from '../tree-edits.ts'

const mainContainer = 'kserve-container'
const transformerContainer = 'transformer-container'
const workerContainer = 'worker-container'

/** What KServe takes of a runtime's pod beside its containers (KServe, `MergePodSpec`). */
const podKeys = [
  'nodeSelector',
  'affinity',
  'tolerations',
  'volumes',
  'imagePullSecrets',
  'schedulerName',
  'resourceClaims',
]

/**
 * The InferenceService with the pod specs that KServe makes of its predictor and the serving runtime
 * (`MergeServingRuntimeAndInferenceServiceSpecs`); nothing where it makes none.
 */
export function mergeRuntime(
  service: MapNode,
  { node: own, key }: ServedModel,
  runtime: ServingRuntime,
): MapNode | undefined {
  const spec = child(service, 'spec')
  const predictor = child(spec, 'predictor')
  if (spec?.kind !== 'map' || predictor?.kind !== 'map') return undefined
  const main = mergedContainer(itemsOf(child(runtime.spec, 'containers')), own, mainContainer)
  if (main === undefined) return undefined
  const containers = [
    withImage(fillIn(main, service), own, runtime),
    ...otherContainers(runtime.spec, predictor).map((each) => fillIn(each, service)),
  ]
  const pod = strategicMerge(pick(runtime.spec, podKeys), without(predictor, [key, 'containers']))
  const merged = withEntries(pod, {
    containers: listIn(predictor, containers),
    workerSpec: mergedWorker(child(predictor, 'workerSpec'), child(runtime.spec, 'workerSpec')),
  })
  return withEntries(service, { spec: withEntries(spec, { predictor: merged }) })
}

/**
 * The InferenceService with the pod of the runtime into which ModelMesh loads its model, as the service states nothing of
 * that pod (ModelMesh, `ServingRuntimeReconciler`).
 */
export function placeInRuntime(service: MapNode, { spec: pod }: ServingRuntime): MapNode {
  const spec = child(service, 'spec')
  if (spec?.kind !== 'map') return service
  return withEntries(service, {
    spec: withEntries(spec, { predictor: pick(pod, [...podKeys, 'containers']) }),
  })
}

/** Arguments of the service follow those of the runtime (KServe, `MergeRuntimeContainers`). */
function mergedContainer(bases: readonly Node[], own: MapNode, name: string): MapNode | undefined {
  const base = bases.find((each) => textOf(child(each, 'name')) === name)
  if (base?.kind !== 'map') return undefined
  const [lower, upper] = [child(base, 'args'), child(own, 'args')]
  const args = lower?.kind === 'list' && upper?.kind === 'list' ? [...lower.items, ...upper.items] : undefined
  return withEntries(strategicMerge(base, own), {
    name: scalarAt(own, name),
    args: args === undefined ? undefined : listIn(own, args),
  })
}

/** A transformer that stands beside the model is merged; other containers of both are kept (KServe, `buildPodSpec`). */
function otherContainers(runtime: MapNode, predictor: MapNode): Node[] {
  const offered = itemsOf(child(runtime, 'containers'))
  const own = itemsOf(child(predictor, 'containers'))
  const transformer = own.find((each) => textOf(child(each, 'name')) === transformerContainer)
  const merged =
    transformer?.kind === 'map' ? mergedContainer(offered, transformer, transformerContainer) : undefined
  const isKept = (node: Node, replaced: readonly string[]): boolean =>
    !replaced.includes(textOf(child(node, 'name')) ?? '')
  const replaced = merged === undefined ? [] : [transformerContainer]
  return [
    ...(merged === undefined ? [] : [merged]),
    ...offered.filter((each) => isKept(each, [mainContainer, ...replaced])),
    ...own.filter((each) => isKept(each, replaced)),
  ]
}

function mergedWorker(own: Node | undefined, base: Node | undefined): MapNode | undefined {
  if (own?.kind !== 'map' || base?.kind !== 'map') return undefined
  const [first] = itemsOf(child(own, 'containers'))
  const upper = first?.kind === 'map' ? first : { ...own, entries: new Map() }
  const worker = mergedContainer(itemsOf(child(base, 'containers')), upper, workerContainer)
  const pod = strategicMerge(pick(base, podKeys), without(own, ['containers']))
  return worker === undefined ? undefined : withEntries(pod, { containers: listIn(own, [worker]) })
}

const tag = /:[\w.-]*$/

/** The image in the version and build that the service asks for (KServe, `UpdateImageTag`). */
function withImage(container: MapNode, own: MapNode, { meta, object }: ServingRuntime): MapNode {
  const image = child(container, 'image')
  const text = textOf(image)
  if (image === undefined || text === undefined || text.includes('@sha256:')) return container
  const version = child(own, 'runtimeVersion')
  if (!isAbsent(version)) {
    return withEntries(container, { image: scalarAt(version, `${text.replace(tag, '')}:${wordOf(version)}`) })
  }
  const isGpuBuild = hasGpu(container) && tag.test(text) && !text.endsWith('-gpu')
  const server =
    textOf(descend(object, 'metadata', 'annotations', 'serving.kserve.io/server-type')) ?? meta.name
  if (!isGpuBuild || !serversWithGpuBuild.test(server)) return container
  return withEntries(container, { image: scalarAt(image, `${text}-gpu`) })
}

/** Whose build for GPUs is the same image with another tag. */
const serversWithGpuBuild = /^(?:kserve-)?(?:tensorflow-serving|torchserve|huggingfaceserver)/

function hasGpu(container: MapNode): boolean {
  return !isAbsent(descend(container, 'resources', 'limits', 'nvidia.com/gpu'))
}

/**
 * The service with the resources that KServe states in the first container of a component that brings its own: they stand in
 * its configuration (`inferenceservice-config`, `setResourceRequirementDefaults`).
 */
export function withResourceDefaults(service: MapNode): MapNode {
  const spec = child(service, 'spec')
  if (spec?.kind !== 'map') return service
  const components = ['predictor', 'transformer', 'explainer'].map((key) => {
    const component = child(spec, key)
    const [first, ...others] = itemsOf(child(component, 'containers'))
    if (component?.kind !== 'map' || first?.kind !== 'map') return [key, undefined] as const
    return [
      key,
      withEntries(component, { containers: listIn(component, [defaulted(first), ...others]) }),
    ] as const
  })
  return withEntries(service, { spec: withEntries(spec, Object.fromEntries(components)) })
}

function defaulted(container: MapNode): MapNode {
  const own = child(container, 'resources')
  if (!isAbsent(own) && own.kind !== 'map') return container
  const resources: MapNode = isAbsent(own) ? { ...container, entries: new Map() } : own
  const lists = ['requests', 'limits'].map((key) => {
    const list = child(resources, key)
    const stated: Node = isAbsent(list) ? { ...resources, entries: new Map() } : list
    return [key, filledIn(stated, 'KServe’s configuration states a default', ['cpu', 'memory'])] as const
  })
  return withEntries(container, { resources: withEntries(resources, Object.fromEntries(lists)) })
}
