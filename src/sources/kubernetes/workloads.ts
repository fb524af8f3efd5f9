import { child, isAbsent, type MapNode, type Node } from '../../kernel/tree.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Pod } from '../../model/pod.ts'
import { Fields } from '../../values/fields.ts'
import { readJob } from './job.ts'
import { type PodTemplate, readPod, readReplicas } from './pod.ts'

/**
 * Where a kind keeps its pod templates: a path of keys from the object's root to a map that holds `spec` (a template)
 * or is itself a pod spec. `*` stands for every item of a list or every value of a map.
 */
export interface TemplatePlace {
  readonly path: readonly string[]
  /** `template`: `{metadata, spec}` stands there. `spec`: the pod spec itself, as in KServe's predictor. */
  readonly shape: 'template' | 'spec'
  /** Turns what stands there into the pod spec that an operator makes of it; nothing where it makes no pod. */
  readonly adapt?: (spec: MapNode, object: MapNode) => MapNode | undefined
}

export function template(...path: readonly string[]): TemplatePlace {
  return { path, shape: 'template' }
}

const specTemplate = [template('spec', 'template')]

/** Workloads of Kubernetes itself and of OpenShift, by kind. */
export const builtInWorkloads: Readonly<Record<string, readonly TemplatePlace[]>> = {
  Pod: [template()],
  PodTemplate: [template('template')],
  Deployment: specTemplate,
  DeploymentConfig: specTemplate,
  ReplicaSet: specTemplate,
  ReplicationController: specTemplate,
  StatefulSet: specTemplate,
  DaemonSet: specTemplate,
  Job: specTemplate,
  CronJob: [template('spec', 'jobTemplate', 'spec', 'template')],
}

/** Reads every pod template of an object. */
export function readWorkload(object: Fields, meta: ObjectMeta, places: readonly TemplatePlace[]): Pod[] {
  const found = places
    .flatMap((place) => findTemplates(object, place))
    .flatMap((each) => {
      const spec = readSpec(each, object)
      return spec === undefined ? [] : [{ ...each, spec }]
    })
  const isOne = found.length === 1
  return found.map((each) => readPod(podTemplate(each, { object, meta, isOne })))
}

interface FoundTemplate {
  readonly fields: Fields
  /** The map that the template stands in: where it has replicas, they are the template's. */
  readonly parent: Fields
  readonly place: TemplatePlace
  readonly part: string
}

function readSpec({ fields, place }: FoundTemplate, object: Fields): Fields | undefined {
  const spec = place.shape === 'spec' ? fields : fields.map('spec')
  if (place.adapt === undefined || spec.node?.kind !== 'map' || object.node?.kind !== 'map') return spec
  const adapted = place.adapt(spec.node, object.node)
  return adapted === undefined ? undefined : new Fields(object.reading, adapted)
}

function podTemplate(
  { fields, parent, place, part, spec }: FoundTemplate & { readonly spec: Fields },
  { object, meta, isOne }: { object: Fields; meta: ObjectMeta; isOne: boolean },
): PodTemplate {
  return {
    meta,
    spec,
    ...readMetadata(place.shape === 'spec' ? object : fields, object, meta),
    status: fields.map('status'),
    replicas: readReplicas(parent.has('replicas') ? parent : object.map('spec')),
    part: isOne ? '' : part,
    job: readJob(object, meta),
  }
}

/** A bare pod and what has no template of its own have the object's, which are read already. */
function readMetadata(
  holder: Fields,
  object: Fields,
  { labels, annotations }: ObjectMeta,
): Pick<PodTemplate, 'labels' | 'annotations'> {
  if (holder.node === object.node) return { labels, annotations }
  const metadata = holder.map('metadata')
  return { labels: metadata.dictionary('labels'), annotations: metadata.dictionary('annotations') }
}

function findTemplates(object: Fields, place: TemplatePlace): FoundTemplate[] {
  const { reading } = object
  let here: readonly Step[] = object.node === undefined ? [] : [{ node: object.node, part: [] }]
  for (const key of place.path) {
    here = here.flatMap((step) =>
      childrenAt(step.node, key).map(([name, node]) => ({
        node,
        parent: step.node,
        part: structural.has(name) ? step.part : [...step.part, name],
      })),
    )
  }
  return here.map(({ node, parent, part }) => ({
    fields: new Fields(reading, node),
    parent: parent?.kind === 'map' ? new Fields(reading, parent) : object,
    place,
    part: part.join('.'),
  }))
}

interface Step {
  readonly node: Node
  readonly parent?: Node
  readonly part: readonly string[]
}

/** Keys that say nothing about which of several templates it is. */
const structural = new Set(['spec', 'template'])

/** What cannot be read on the way to a template stands for the template: its pod is then hidden, not absent. */
function childrenAt(node: Node, key: string): (readonly [string, Node])[] {
  if (node.kind === 'list' && /^(?:\*|\d+)$/.test(key)) {
    const items = node.items.map((item, index) => [String(index), item] as const)
    return key === '*' ? items : items.filter(([index]) => index === key)
  }
  if (node.kind !== 'map') return isAbsent(node) ? [] : [[key, node]]
  if (key === '*') return [...node.entries].map(([name, { value }]) => [name, value])
  const value = child(node, key)
  return isAbsent(value) ? [] : [[key, value]]
}
