import { mapOf } from '../../../arm/parts.ts'
import type { ArmResource } from '../../../arm/resource.ts'
import { unreadModuleType } from '../../../arm/unread-module.ts'
import type { Entry, Node } from '../../../kernel/tree.ts'
import { inWordsOfArm } from './field.ts'
import { armOf, type Given } from './translate.ts'

/** The call of a module that is not at hand: nothing of it is known but whom it is told of. */
export function unreadModule(given: Given): ArmResource {
  const { arguments: own } = given
  const parameters = allInWordsOfArm(own)
  return armOf(given, unreadModuleType, mapOf(own, { properties: mapOf(own, { parameters }) }))
}

function allInWordsOfArm(node: Node): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map(allInWordsOfArm) }
  if (node.kind !== 'map') return inWordsOfArm(node)
  const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, value: allInWordsOfArm(entry.value) },
  ])
  return { ...node, entries: new Map(entries) }
}
