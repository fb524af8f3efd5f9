import type { MapNode, Node } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import type { Document } from '../../model/origin.ts'
import type { Release } from '../release.ts'
import type { Rendered } from '../rendered.ts'
import { areEqual, placeholder } from '../../values/value.ts'

/** The release as if nobody gave the values that nobody knows. */
export function withoutUnknown(release: Release): Release {
  return {
    ...release,
    texts: release.texts.map((each) => ({ ...each, text: each.text.replaceAll(placeholder, '') })),
    sets: release.sets.map((each) => ({ ...each, value: each.value.replaceAll(placeholder, '') })),
  }
}

/**
 * A rendering with placeholders for unknown values, and one without those values: what a template makes only because of
 * them may be there or not.
 */
export function joinVariants(set: Rendered, unset: Rendered): Rendered {
  const without = new Map(unset.documents.map((document) => [document.path, document]))
  const known = new Set(set.documents.map(({ path }) => path))
  return {
    ...set,
    documents: [
      ...set.documents.map((document) =>
        isSettled(document, without.get(document.path)) ? document : asPossible(document),
      ),
      ...unset.documents.filter(({ path }) => !known.has(path)).map(asPossible),
    ],
    templates: new Map([...unset.templates, ...set.templates]),
  }
}

function asPossible(document: Document): Document {
  return { ...document, isPossible: true }
}

function isSettled(document: Document, other: Document | undefined): boolean {
  if (other === undefined) return false
  const [own, others] = [rootsOf(document), rootsOf(other)]
  return areItemsLike(own, others)
}

function rootsOf({ text }: Document): readonly Node[] {
  return parseYaml(text).flatMap((read) => (read.kind === 'error' ? [] : [read.root]))
}

/** Alike but for values that are not known. */
function isLike(one: Node, other: Node | undefined): boolean {
  if (isUnknown(one)) return true
  if (one.kind === 'list') return other?.kind === 'list' && areItemsLike(one.items, other.items)
  if (one.kind === 'map') return other?.kind === 'map' && areLike(one, other)
  return other !== undefined && areEqual(one, other) === true
}

function areItemsLike(some: readonly Node[], others: readonly Node[]): boolean {
  return some.length === others.length && some.every((each, index) => isLike(each, others[index]))
}

function areLike({ entries }: MapNode, other: MapNode): boolean {
  const isMore = [...other.entries.keys()].some((key) => !entries.has(key))
  return !isMore && [...entries].every(([key, { value }]) => isLike(value, other.entries.get(key)?.value))
}

function isUnknown(node: Node): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && node.value.includes(placeholder)
}
