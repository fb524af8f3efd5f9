import { entriesOf, itemsOf, type Node } from '../kernel/tree.ts'
import type { Reference, UnreadModule } from '../model/azure.ts'
import { stated } from '../model/known.ts'
import { metaOf, type ReadResource } from './resource.ts'

/** No type of Azure: a deployment whose template is not part of the scan. */
export const unreadModuleType = 'Microsoft.Resources/deployments/unread'

/** Nothing where it is told of nobody. */
export function readUnreadModule(read: ReadResource): UnreadModule | undefined {
  const { properties, resource } = read
  const told = referencesIn(properties.child('parameters')).map((to) => stated(to, resource.origin))
  return told.length === 0 ? undefined : { asset: 'unread-module', ...metaOf(read, unreadModuleType), told }
}

/** All that is only known once it is deployed, wherever in a value it stands. */
function referencesIn(node: Node | undefined): readonly Reference[] {
  if (node?.kind === 'hidden') return node.refersTo === undefined ? [] : [node.refersTo]
  return [...[...entriesOf(node)].map(([, { value }]) => value), ...itemsOf(node)].flatMap(referencesIn)
}
