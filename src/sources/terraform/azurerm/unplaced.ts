import { child, type Node } from '../../../kernel/tree.ts'
import { ownerArgument } from './join.ts'
import type { Given } from './translate.ts'

/** Parts and updates of resources of which nobody can tell: what they say may hold for any resource of the root. */
export function unplacedOf(given: readonly Given[]): readonly Given[] {
  return given.filter(({ resource, arguments: own }) => targetsOf(resource.type, own).some(isUntold))
}

function targetsOf(type: string, own: Node): readonly (Node | undefined)[] {
  if (type !== 'azapi_update_resource') return [child(own, ownerArgument(type) ?? '')]
  return [child(own, 'resource_id'), child(own, 'parent_id'), child(own, 'name')]
}

function isUntold(target: Node | undefined): boolean {
  return target?.kind === 'hidden' && target.refersTo === undefined
}
