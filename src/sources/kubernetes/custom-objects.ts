import { descend, isAbsent, type MapNode } from '../../kernel/tree.ts'
import { groupOf, objectName, type ObjectMeta } from '../../model/object.ts'
import type { Fact } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { problemAt } from '../../model/problem.ts'
import type { Fields } from '../../values/fields.ts'
import { completed } from './custom-pods.ts'
import { findPodSpecs, looksLikeWorkload } from './pod-shape.ts'
import { readWorkload, type TemplatePlace } from './workloads.ts'

/**
 * Reads the pods of a custom resource: where its kind is known from the places of that kind, else, or where those are
 * empty, by what looks like a pod spec.
 */
export function readCustomWorkload(
  object: Fields,
  meta: ObjectMeta,
  places?: readonly TemplatePlace[],
): readonly Fact[] {
  const pods = places === undefined ? [] : readWorkload(object, meta, places)
  if (pods.length > 0) return pods
  if (object.node?.kind !== 'map' || isAboutOtherObjects(meta)) return [{ asset: 'other', ...meta }]
  const likely = readByShape(object, meta, object.node)
  if (likely.length > 0) return likely
  if (!meta.kind.endsWith('Config') && hidesPods(object.node, places)) reportHiddenPods(object, meta)
  return [{ asset: 'other', ...meta }]
}

/** Policies and renderers hold patterns and values that look like pods and are none. */
const groupsAboutOthers =
  /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh|kubewarden\.com|kustomize\.config\.k8s\.io|helm\.cattle\.io|fluxcd\.io|admissionregistration\.k8s\.io|apiextensions\.k8s\.io)$/

function isAboutOtherObjects(meta: ObjectMeta): boolean {
  return groupsAboutOthers.test(groupOf(meta))
}

function readByShape(object: Fields, meta: ObjectMeta, root: MapNode): Pod[] {
  const places = findPodSpecs(root).map(({ path }): TemplatePlace => {
    const isTemplate = path.at(-1) === 'spec' && path.length > 1
    return isTemplate
      ? { path: path.slice(0, -1), shape: 'template', adapt: completed }
      : { path, shape: 'spec', adapt: completed }
  })
  return readWorkload(object, { ...meta, confidence: 'likely' }, places)
}

/** A kind that is known for its pods but shows none, or one that is not known and looks as if it had some. */
function hidesPods(root: MapNode, places: readonly TemplatePlace[] | undefined): boolean {
  if (places === undefined) return looksLikeWorkload(root)
  // A rollout that names a deployment takes its pods from there; a workflow may only order other templates.
  const refersElsewhere = ['workloadRef', 'workflowTemplateRef', 'templates', 'tasks', 'clusterSelector']
  return refersElsewhere.every((key) => isAbsent(descend(root, 'spec', key)))
}

function reportHiddenPods(object: Fields, meta: ObjectMeta): void {
  const message = `${objectName(meta)}: an operator makes its pods, and they do not stand in the file.`
  const { document, start: offset } = meta.origin
  object.reading.problems.push({
    ...problemAt('unknown-kind', message, { document, offset }),
    remedy: 'Scan the running pods as well: see the guide on live clusters.',
  })
}
