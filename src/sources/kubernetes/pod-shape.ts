import { child, isAbsent, itemsOf, type MapNode, type Node } from '../../kernel/tree.ts'

/** A pod spec that was found by its looks, with the keys that lead to it. */
export interface FoundSpec {
  readonly path: readonly string[]
  readonly spec: MapNode
}

const maxDepth = 9
const maxNodes = 20_000

/** Parts of an object that hold no pods, or copies of them. */
const leftOut = new Set(['apiVersion', 'kind', 'metadata', 'status', 'data', 'stringData'])

/** Finds maps that look like pod specs: a list `containers` of maps, at least one with an image. */
export function findPodSpecs(object: MapNode): FoundSpec[] {
  const found: FoundSpec[] = []
  let here: readonly Step[] = rootsOf(object)
  for (let depth = 0; depth < maxDepth; depth++) {
    for (const { path, node } of here) if (isPodSpec(node)) found.push({ path, spec: node })
    here = here.filter(({ node }) => !isPodSpec(node)).flatMap(stepsBelow)
    if (here.length > maxNodes) break
  }
  return found
}

interface Step {
  readonly path: readonly string[]
  readonly node: Node
}

function stepsBelow({ path, node }: Step): Step[] {
  return childrenOf(node).map(([key, value]) => ({ path: [...path, key], node: value }))
}

/** True where some map of the object names an image together with what a container needs. */
export function looksLikeWorkload(object: MapNode): boolean {
  let here = rootsOf(object).map(({ node }) => node)
  for (let depth = 0; depth < 4; depth++) {
    if (here.some(looksLikeContainer)) return true
    here = here.flatMap((node) => childrenOf(node).map(([, value]) => value)).slice(0, maxNodes)
  }
  return false
}

const containerMarks = ['resources', 'replicas', 'env', 'envs', 'command', 'args', 'ports', 'containerPort']

function looksLikeContainer(map: Node): boolean {
  return !isAbsent(child(map, 'image')) && containerMarks.some((key) => child(map, key) !== undefined)
}

function isPodSpec(map: Node): map is MapNode {
  const containers = itemsOf(child(map, 'containers'))
  return (
    containers.length > 0 &&
    containers.every((item) => item.kind === 'map') &&
    containers.some((item) => !isAbsent(child(item, 'image')))
  )
}

function rootsOf(object: MapNode): Step[] {
  return [...object.entries]
    .filter(([key]) => !leftOut.has(key))
    .map(([key, { value }]) => ({ path: [key], node: value }))
}

function childrenOf(node: Node): (readonly [string, Node])[] {
  if (node.kind === 'list') return node.items.map((item, index) => [String(index), item])
  if (node.kind === 'map') return [...node.entries].map(([key, { value }]) => [key, value])
  return []
}
