import { child, descend, isAbsent, itemsOf, type Node } from '../../kernel/tree.ts'
import { groupOf, objectName, type ObjectMeta } from '../../model/object.ts'
import { problemAt } from '../../model/problem.ts'
import type { Fields } from '../fields.ts'

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

/**
 * A workload that the API server refuses on every count (no selector, no labels, no image: apps/v1) is a patch that
 * nothing applies: what it leaves out stands elsewhere, and judging it would find only that.
 */
export function isPartial({ node }: Fields, meta: ObjectMeta): boolean {
  if (groupOf(meta) !== 'apps' || !kinds.has(meta.kind)) return false
  const template = descend(node, 'spec', 'template')
  if (!isAbsent(descend(node, 'spec', 'selector'))) return false
  if (!isAbsent(descend(template, 'metadata', 'labels'))) return false
  const containers = itemsOf(descend(template, 'spec', 'containers'))
  return containers.length > 0 && containers.every(lacksImage)
}

function lacksImage(container: Node): boolean {
  return container.kind === 'map' && isAbsent(child(container, 'image'))
}

export function reportPartial({ reading: { document, problems } }: Fields, meta: ObjectMeta): void {
  const message = `${objectName(meta)} has no selector, no labels and no image: it is a patch that nothing here applies.`
  problems.push(problemAt('partial-object', message, { document, offset: meta.origin.start }))
}
