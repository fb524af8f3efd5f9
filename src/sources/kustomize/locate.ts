import { remember } from '../../kernel/remember.ts'
import { child, descend, type Node, textOf } from '../../kernel/tree.ts'
import { indexLines } from '../../kernel/text.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import { type Document, type Location, locateOffset } from '../../model/origin.ts'
import type { Base } from './plan.ts'

/** A step into a tree: a key, or an item of a list by its name and position. */
type Step = string | { readonly index: number; readonly name: string | undefined }

/** One object, or a patch of one, in a file that a person edits. */
interface Written {
  readonly root: Node
  readonly document: Document
  /** Where a patch stands inside a kustomization; its offsets are then those of its own text. */
  readonly inline?: { readonly text: string; readonly line: number }
}

/** What places of a rendering are looked up in. */
export interface Sources {
  readonly root: Base
  readonly bases: readonly Base[]
  /** The file that an origin annotation names, relative to where kustomize ran. */
  readonly fileOf: (path: string) => Document | undefined
  /** Patch files, those of the overlays first. */
  readonly patches: readonly Document[]
}

/** What kustomize wrote, as a document whose places lie in resources, patches and kustomizations. */
export function locatedRendering(text: string, sources: Sources): Document {
  let find: ((offset: number) => Location) | undefined
  return {
    path: sources.root.document.path,
    text,
    locate: (offset) => (find ??= finder(text, sources))(offset),
  }
}

function finder(text: string, sources: Sources): (offset: number) => Location {
  const objects = parseYaml(text).flatMap((part) => (part.kind === 'tree' ? [part.root] : []))
  const patches = writtenPatches(sources)
  return (offset) => {
    const object = objects.findLast(({ start }) => start <= offset) ?? objects[0]
    return object === undefined
      ? locateOffset(sources.root.document, 0)
      : locateIn(object, offset, { ...sources, written: patches })
  }
}

type Lookup = Sources & { readonly written: readonly Written[] }

function locateIn(object: Node, offset: number, lookup: Lookup): Location {
  const steps = stepsTo(object, offset)
  const origin = originOf(object)
  const resource = origin.path === undefined ? undefined : lookup.fileOf(origin.path)
  const own = resource === undefined ? undefined : writtenObject(resource, object)
  const patch = lookup.written
    .filter(({ root }) => isPatchOf(root, object))
    .find(({ root }) => follow(root, steps).isWhole && steps.length > 2)
  if (patch !== undefined) return placeIn(patch, steps)
  if (own !== undefined) return placeIn(own, steps)
  if (resource !== undefined) return locateOffset(resource, 0)
  return generatorPlace(origin.configuredIn, lookup)
}

function generatorPlace(configuredIn: string | undefined, { root, bases, fileOf }: Lookup): Location {
  const document = configuredIn === undefined ? undefined : fileOf(configuredIn)
  const base = bases.find((each) => each.document.path === document?.path) ?? root
  return locateOffset(base.document, base.kustomization.generators)
}

/** What `buildMetadata: [originAnnotations]` says of an object. */
function originOf(object: Node): { path: string | undefined; configuredIn: string | undefined } {
  const text = textOf(descend(object, 'metadata', 'annotations', 'config.kubernetes.io/origin')) ?? ''
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1]
  return { path: field('path'), configuredIn: field('configuredIn') }
}

/** The objects of a file; many findings ask for the same ones. */
const treesOf: (document: Document) => readonly Node[] = remember(({ text }) => {
  const parts = parseYaml(text, {
    skip: (source) => /^kind: CustomResourceDefinition$/m.test(source),
  })
  return parts.flatMap((part) => (part.kind === 'tree' ? objectsOf(part.root) : []))
})

/** The object in its own file: same kind, and a name that prefixes and suffixes may have grown around. */
function writtenObject(document: Document, object: Node): Written | undefined {
  const alike = treesOf(document).filter((root) => isPatchOf(root, object))
  const root = alike.find((each) => nameOf(each) === nameOf(object)) ?? alike[0]
  return root === undefined ? undefined : { root, document }
}

function objectsOf(root: Node): readonly Node[] {
  const items = child(root, 'items')
  return items?.kind === 'list' ? items.items : [root]
}

function isPatchOf(written: Node, object: Node): boolean {
  const kind = textOf(child(written, 'kind'))
  const name = nameOf(written)
  return kind === textOf(child(object, 'kind')) && name !== '' && nameOf(object).includes(name)
}

function nameOf(object: Node): string {
  return textOf(descend(object, 'metadata', 'name')) ?? ''
}

function writtenPatches({ patches, bases }: Sources): readonly Written[] {
  const files = patches.flatMap((document) =>
    parseYaml(document.text).flatMap((part) => (part.kind === 'tree' ? [{ root: part.root, document }] : [])),
  )
  const inline = bases.flatMap(({ document, kustomization }) =>
    kustomization.inlinePatches.flatMap(({ path: text, start }) => {
      const line = indexLines(document.text).positionAt(start).line
      return parseYaml(text).flatMap((part) =>
        part.kind === 'tree' ? [{ root: part.root, document, inline: { text, line } }] : [],
      )
    }),
  )
  return [...files, ...inline]
}

/** The way from an object to the node at an offset. */
function stepsTo(object: Node, offset: number): Step[] {
  const steps: Step[] = []
  let node: Node | undefined = object
  while (node !== undefined) {
    const next: readonly [Step, Node] | undefined = stepInto(node, offset)
    if (next === undefined) return steps
    steps.push(next[0])
    // An item begins where its first key does; it is the item that is meant.
    if (typeof next[0] === 'object' && next[1].start === offset) return steps
    node = next[1]
  }
  return steps
}

function stepInto(node: Node, offset: number): readonly [Step, Node] | undefined {
  if (node.kind === 'map') {
    const entry = [...node.entries].find(
      ([, { keyStart, value }]) => keyStart <= offset && offset < Math.max(value.end, keyStart + 1),
    )
    return entry === undefined ? undefined : [entry[0], entry[1].value]
  }
  if (node.kind !== 'list') return undefined
  const index = node.items.findIndex(({ start, end }) => start <= offset && offset < end)
  const item = node.items[index]
  return item === undefined ? undefined : [{ index, name: textOf(child(item, 'name')) }, item]
}

/** Follows steps as far as a tree has them. */
function follow(root: Node, steps: readonly Step[]): { start: number; isWhole: boolean } {
  let node = root
  let { start } = root
  for (const step of steps) {
    const next = followStep(node, step)
    if (next === undefined) return { start, isWhole: false }
    start = next.start
    node = next.node
  }
  return { start, isWhole: true }
}

function followStep(node: Node, step: Step): { node: Node; start: number } | undefined {
  if (typeof step === 'string') {
    const entry = node.kind === 'map' ? node.entries.get(step) : undefined
    return entry === undefined ? undefined : { node: entry.value, start: entry.keyStart }
  }
  if (node.kind !== 'list') return undefined
  const named = node.items.find(
    (item) => step.name !== undefined && textOf(child(item, 'name')) === step.name,
  )
  const item = named ?? (step.name === undefined ? node.items[step.index] : undefined)
  return item === undefined ? undefined : { node: item, start: item.start }
}

function placeIn({ root, document, inline }: Written, steps: readonly Step[]): Location {
  const { start } = follow(root, steps)
  if (inline === undefined) return locateOffset(document, start)
  const { line } = indexLines(inline.text).positionAt(start)
  return { file: document.path, line: inline.line + line - 1, column: 1 }
}
