import { child, descend, isAbsent, itemsOf, type MapNode, type Node } from '../../kernel/tree.ts'
import {
  filledIn,
  filledInMap,
  imageText,
  itemsUnder,
  listIn,
  named,
  overlay,
  pick,
  scalarAt,
  withTag,
  withEntries,
} from './tree-edits.ts'

/** How a custom resource's own shape becomes the pod spec that its operator makes of it. */
export type Adapt = (spec: MapNode, object: MapNode) => MapNode | undefined

const byOperator = 'the operator fills in what the resource leaves out'

/**
 * What runtimes, base configurations and operators put into containers and pods. Nothing says that they keep to it, but
 * what else they add is judged where it stands.
 */
const filledInContainer = ['image', 'securityContext', 'resources', 'livenessProbe', 'readinessProbe']
const filledInPod = ['securityContext', 'serviceAccountName', 'automountServiceAccountToken']

/** A container without an image cannot run: somebody fills it in, and may fill in more than the image. */
export function completed(spec: MapNode): MapNode {
  return completedBy(spec, byOperator)
}

function completedBy(spec: MapNode, reason: string): MapNode {
  return eachContainer(spec, (container) =>
    container.kind === 'map' && !isAbsent(child(container, 'image'))
      ? container
      : filledIn(container, reason, filledInContainer),
  )
}

/** Every container is merged with one that stands elsewhere, such as a base configuration. */
export function merged(reason: string): Adapt {
  return (spec) => eachContainer(spec, (container) => filledIn(container, reason, filledInContainer))
}

function eachContainer(spec: MapNode, change: (container: Node) => Node): MapNode {
  const lists = ['initContainers', 'containers'].map((key) => {
    const list = child(spec, key)
    return [key, list?.kind === 'list' ? { ...list, items: list.items.map(change) } : list] as const
  })
  return withEntries(spec, Object.fromEntries(lists))
}

const servingRuntime = 'the serving runtime fills in what the resource leaves out'

/** KServe's keys of a predictor or explainer that hold a container, merged with that of a serving runtime. */
const kserveContainers = [
  'model',
  'sklearn',
  'xgboost',
  'tensorflow',
  'pytorch',
  'triton',
  'onnx',
  'huggingface',
  'huggingfaceserver',
  'vllm',
  'pmml',
  'lightgbm',
  'paddle',
  'mlflow',
  'alibi',
  'aix',
  'art',
]

/** KServe merges them with the runtime's container of this name (KServe API, `kserve-container`). */
export function kserveComponent(spec: MapNode): MapNode | undefined {
  const own = itemsUnder(spec, kserveContainers).map((item) =>
    filledIn(named(item, 'kserve-container'), servingRuntime, filledInContainer),
  )
  const listed = itemsUnder(spec, ['containers'])
  if (own.length + listed.length === 0) return undefined
  return completedBy(withEntries(spec, { containers: listIn(spec, [...own, ...listed]) }), servingRuntime)
}

/** A pod spec whose main container has a key of its own. */
export function containerUnder(key: string): Adapt {
  return (spec) => {
    const own = child(spec, key)
    if (own === undefined) return completed(spec)
    const containers = [named(own, key), ...itemsUnder(spec, ['containers'])]
    return completed(withEntries(spec, { containers: listIn(spec, containers) }))
  }
}

const containerKeys = [
  'command',
  'args',
  'env',
  'envFrom',
  'ports',
  'resources',
  'securityContext',
  'volumeMounts',
]
const podKeys = [
  'affinity',
  'hostNetwork',
  'imagePullSecrets',
  'initContainers',
  'nodeSelector',
  'runtimeClassName',
  'schedulerName',
  'serviceAccountName',
  'tolerations',
  'volumes',
]

/** A resource that names an image and little else; its operator makes up the rest of the pod. */
export function oneImage(spec: MapNode): MapNode | undefined {
  const image = imageText(child(spec, 'image'))
  if (image === undefined) return undefined
  const env = child(spec, 'env') ?? child(spec, 'envs')
  const container = withEntries(pick(spec, containerKeys), {
    name: scalarAt(image, 'main'),
    image,
    imagePullPolicy: child(spec, 'imagePullPolicy') ?? child(child(spec, 'image'), 'pullPolicy'),
    env,
  })
  const sidecars = itemsUnder(spec, ['sidecars', 'sidecarContainers'])
  const pod = withEntries(pick(spec, podKeys), {
    containers: listIn(spec, [filledIn(container, byOperator, filledInContainer), ...sidecars]),
    serviceAccountName: child(spec, 'serviceAccountName') ?? child(spec, 'serviceAccount'),
    securityContext: child(spec, 'podSecurityContext'),
  })
  return filledInMap(completed(pod), byOperator, filledInPod)
}

/** An image whose tag stands apart, in `version` (llmaz, BackendRuntimeSpec). */
export function versionedImage(spec: MapNode): MapNode | undefined {
  const image = child(spec, 'image')
  return oneImage(
    image?.kind === 'scalar' ? withEntries(spec, { image: withTag(image, child(spec, 'version')) }) : spec,
  )
}

/** A driver or executor of Spark: its image may stand on the application (Spark operator, SparkApplicationSpec). */
export function sparkPod(spec: MapNode, object: MapNode): MapNode | undefined {
  const application = [descend(object, 'spec', 'template'), child(object, 'spec')].find(
    (each) => each?.kind === 'map',
  )
  const image = child(spec, 'image') ?? child(application, 'image')
  const volumes = child(application, 'volumes')
  return oneImage(withEntries(spec, { image: image ?? scalarAt(spec, '${SPARK_IMAGE}'), volumes }))
}

/** Pod-level settings that Argo's templates inherit from their workflow (Argo Workflows, WorkflowSpec). */
const argoInherited = [
  'affinity',
  'automountServiceAccountToken',
  'dnsPolicy',
  'hostAliases',
  'hostNetwork',
  'imagePullSecrets',
  'nodeSelector',
  'schedulerName',
  'securityContext',
  'serviceAccountName',
  'tolerations',
]

/** A template of Argo Workflows; those that only order others (`steps`, `dag`, `suspend` …) make no pod of their own. */
export function argoTemplate(own: MapNode, object: MapNode): MapNode | undefined {
  const workflow = descend(object, 'spec', 'workflowSpec') ?? child(object, 'spec')
  const defaults = child(workflow, 'templateDefaults')
  const each = defaults === undefined ? own : overlay(defaults, own)
  const containers = [
    ...itemsUnder(each, ['container', 'script']).map((item) => named(item, 'main')),
    ...itemsOf(descend(each, 'containerSet', 'containers')),
  ]
  if (containers.length === 0) return undefined
  const inherited = workflow?.kind === 'map' ? pick(workflow, argoInherited) : undefined
  const volumes = [workflow, each].flatMap((holder) => itemsOf(child(holder, 'volumes')))
  const pod = withEntries(overlay(inherited, each), {
    containers: listIn(each, [...containers, ...itemsUnder(each, ['sidecars'])]),
    volumes: listIn(each, volumes),
  })
  const patch = child(each, 'podSpecPatch') ?? child(workflow, 'podSpecPatch')
  const complete = completedBy(pod, 'the template’s defaults fill in what it leaves out')
  return patch === undefined ? complete : { ...complete, rest: 'a pod spec patch may set it' }
}

/** Steps of a Tekton task are the containers of one pod; who runs the task decides the rest of it. */
export function tektonTask(spec: MapNode): MapNode | undefined {
  const steps = itemsUnder(spec, ['steps'])
  if (steps.length === 0) return undefined
  const common = child(spec, 'stepTemplate')
  const containers = steps.map((step) => (step.kind === 'map' ? tektonStep(overlay(common, step)) : step))
  const pod = withEntries(pick(spec, ['volumes']), {
    containers: listIn(spec, [...containers, ...itemsUnder(spec, ['sidecars'])]),
  })
  return filledInMap(completed(pod), 'the task’s run decides it', filledInPod)
}

function tektonStep(step: MapNode): MapNode {
  return withEntries(step, { resources: child(step, 'computeResources') ?? child(step, 'resources') })
}

/** A pod spec of which only some fields are stated, over one that stands elsewhere. */
export function partial(reason: string): Adapt {
  const merge = merged(reason)
  return (spec, object) => filledInMap(merge(spec, object) ?? spec, reason, filledInPod)
}

/** The container that a Kubeflow TrainJob lays over that of its runtime. */
export function trainer(own: MapNode): MapNode {
  const reason = 'the training runtime fills in what the job leaves out'
  const container = withEntries(own, { resources: child(own, 'resourcesPerNode') })
  const containers = listIn(own, [filledIn(named(container, 'node'), reason, filledInContainer)])
  return filledInMap(withEntries(pick(own, []), { containers }), reason, filledInPod)
}
