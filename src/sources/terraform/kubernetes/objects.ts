import { child, type Node } from '../../../kernel/tree.ts'
import type { ObjectTree } from '../../parsed.ts'
import { asText, knownText, type Value } from '../../../values/value.ts'
import type { ResourceInstance } from '../module.ts'
import { kindOf } from './kinds.ts'
import { treesOfText } from './manifest-text.ts'
import { objectFrom } from './translate.ts'

/** So many characters of manifests are read of one input: a text that is repeated for each of many instances multiplies. */
const mostRead = 20_000_000

export class ManifestBudget {
  #left = mostRead

  allows(text: string): boolean {
    this.#left -= text.length
    return this.#left >= 0
  }
}

/** The Kubernetes objects that a resource declares; nothing where it declares none or they cannot be known. */
export function objectsOf(
  resource: ResourceInstance,
  given: () => Value,
  budget: ManifestBudget,
): readonly ObjectTree[] | undefined {
  const { document } = resource.declared
  const isCertain = resource.instance.isCertain && resource.module.options.isCertain
  return treesOf(resource, given, budget)?.map((root) => ({ root, document, isCertain }))
}

function treesOf(
  resource: ResourceInstance,
  given: () => Value,
  budget: ManifestBudget,
): readonly Node[] | undefined {
  if (resource.type === 'kubernetes_manifest') return known(child(given(), 'manifest'))
  if (resource.type === 'kubectl_manifest') {
    const body = child(given(), 'yaml_body')
    const text = knownText(body) ?? ''
    return body !== undefined && budget.allows(text) ? inText(text, body, resource) : undefined
  }
  const kind = kindOf(resource.type)
  return kind === undefined ? undefined : known(objectFrom(kind, given()))
}

/** A kind that nobody knows tells nothing. */
function known(root: Node | undefined): readonly Node[] | undefined {
  return asText(child(root, 'kind')) === undefined || root === undefined ? undefined : [root]
}

function inText(text: string, body: Node, { declared }: ResourceInstance): readonly Node[] | undefined {
  return text === '' ? undefined : treesOfText(text, body, declared.document)
}
