import type { Node } from '../../kernel/tree.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Pod } from '../../model/pod.ts'
import { Fields } from '../fields.ts'
import { readPod, readReplicas } from './pod.ts'

/**
 * Where a kind keeps its pod templates: a path of keys from the object's root to a map that holds `spec` (a template)
 * or is itself a pod spec. `*` stands for every item of a list or every value of a map.
 */
export interface TemplatePlace {
  readonly path: readonly string[]
  /** `template`: `{metadata, spec}` stands there. `spec`: the pod spec itself, as in KServe's predictor. */
  readonly shape: 'template' | 'spec'
}

function template(...path: readonly string[]): TemplatePlace {
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
  const found = places.flatMap((place) => findTemplates(object, place))
  return found.map(({ fields, place, part }) =>
    readPod({
      meta,
      spec: place.shape === 'spec' ? fields : fields.map('spec'),
      metadata: place.shape === 'spec' ? object.map('metadata') : fields.map('metadata'),
      replicas: readReplicas(object.map('spec')),
      part: found.length > 1 ? part : '',
    }),
  )
}

interface FoundTemplate {
  readonly fields: Fields
  readonly place: TemplatePlace
  readonly part: string
}

function findTemplates(object: Fields, place: TemplatePlace): FoundTemplate[] {
  let here = [{ fields: object, part: [] as readonly string[] }]
  for (const step of place.path) {
    here = here.flatMap(({ fields, part }) =>
      childrenAt(fields, step).map(([name, node]) => ({
        fields: new Fields(fields.reading, node),
        part: structural.has(name) ? part : [...part, name],
      })),
    )
  }
  return here
    .filter(({ fields }) => fields.exists)
    .map(({ fields, part }) => ({ fields, place, part: part.join('.') }))
}

/** Keys that say nothing about which of several templates it is. */
const structural = new Set(['spec', 'template'])

function childrenAt(fields: Fields, step: string): (readonly [string, Node])[] {
  const node = fields.node
  if (step !== '*') {
    const child = fields.child(step)
    return child === undefined ? [] : [[step, child]]
  }
  if (node?.kind === 'list') return node.items.map((item, index) => [String(index), item])
  if (node?.kind === 'map') return [...node.entries].map(([key, { value }]) => [key, value])
  return []
}
