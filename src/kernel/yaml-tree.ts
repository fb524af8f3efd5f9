import { EVENT_ID, getScalarValue, SCALAR_STYLE, type parseEvents } from 'js-yaml'

import type { Entry, Node, Scalar } from './tree.ts'
import { resolvePlainScalar, resolveTaggedScalar } from './yaml-scalar.ts'

export type YamlEvent = ReturnType<typeof parseEvents>[number]
type ScalarEvent = Extract<YamlEvent, { type: typeof EVENT_ID.SCALAR }>
type CollectionEvent = Extract<YamlEvent, { start: number }>

/** Nodes of one document with every alias counted at its full size; real manifests stay far below. */
const maxExpandedNodes = 1_000_000

/** A document that is well-formed YAML but no bounded tree: it may be an attack, and is not analysed. */
export class TreeError extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** A key that stands twice in one map; Kubernetes' reader takes the last one. */
export interface DuplicateKey {
  readonly key: string
  readonly offset: number
}

interface Frame {
  readonly isMap: boolean
  readonly start: number
  readonly entries: Map<string, Entry>
  readonly items: Node[]
  readonly anchor: string | undefined
  readonly sizeBefore: number
  /** The key that waits for its value. */
  key: string | undefined
  keyStart: number
  /** The map has a key that is no scalar: so reads YAML an unrendered `{{ expression }}`. */
  isTemplate: boolean
  end: number
}

interface Anchored {
  readonly node: Node
  readonly size: number
}

/**
 * Builds the trees of one document stream from js-yaml's events. It works on a stack of its own, so that depth costs
 * none of the machine's.
 */
export class TreeBuilder {
  readonly roots: Node[] = []
  readonly duplicates: DuplicateKey[] = []
  readonly #source: string
  readonly #base: number
  readonly #stack: Frame[] = []
  #anchors = new Map<string, Anchored>()
  #size = 0

  /**
   * @param source the text that the events were made from
   * @param base offset of that text in its file, added to every position
   */
  constructor(source: string, base: number) {
    this.#source = source
    this.#base = base
  }

  /** @throws TreeError for an unknown or self-containing alias and for alias bombs */
  build(events: readonly YamlEvent[]): void {
    for (const event of events) {
      if (event.type === EVENT_ID.SCALAR) this.#addScalar(event)
      else if (event.type === EVENT_ID.POP) this.#close()
      else if (event.type === EVENT_ID.ALIAS) this.#addAlias(event)
      else if (event.type !== EVENT_ID.DOCUMENT) this.#open(event)
    }
  }

  #addScalar(event: ScalarEvent): void {
    const isEmpty = event.valueStart < 0
    const start = isEmpty ? (this.#stack.at(-1)?.end ?? this.#base) : event.valueStart + this.#base
    const end = isEmpty ? start : event.valueEnd + this.#base
    this.#grow(1, start)
    const node: Node = { kind: 'scalar', start, end, value: isEmpty ? null : this.#resolve(event) }
    const anchor = this.#anchorOf(event)
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size: 1 })
    this.#add(node)
  }

  #resolve(event: ScalarEvent): Scalar {
    const text = getScalarValue(this.#source, event)
    if (event.tagStart >= 0)
      return resolveTaggedScalar(text, this.#source.slice(event.tagStart, event.tagEnd))
    return event.style === SCALAR_STYLE.PLAIN ? resolvePlainScalar(text) : text
  }

  #addAlias(event: { anchorStart: number; anchorEnd: number }): void {
    const name = this.#source.slice(event.anchorStart, event.anchorEnd)
    const offset = event.anchorStart + this.#base
    const anchored = this.#anchors.get(name)
    if (anchored === undefined)
      throw new TreeError(`Alias *${name} has no finished anchor before it.`, offset)
    this.#grow(anchored.size, offset)
    this.#add(anchored.node)
  }

  #open(event: CollectionEvent): void {
    const start = event.start + this.#base
    this.#grow(1, start)
    this.#stack.push({
      isMap: event.type === EVENT_ID.MAPPING,
      start,
      entries: new Map(),
      items: [],
      anchor: this.#anchorOf(event),
      sizeBefore: this.#size - 1,
      key: undefined,
      keyStart: start,
      isTemplate: false,
      end: start + 1,
    })
  }

  #close(): void {
    const frame = this.#stack.pop()
    if (frame === undefined) {
      this.#anchors = new Map()
      return
    }
    const node = finish(frame)
    if (frame.anchor !== undefined)
      this.#anchors.set(frame.anchor, { node, size: this.#size - frame.sizeBefore })
    this.#add(node)
  }

  #add(node: Node): void {
    const frame = this.#stack.at(-1)
    if (frame === undefined) {
      this.roots.push(node)
      return
    }
    // An alias points back to its anchor; where its collection ends is not told by it.
    if (node.end > frame.end) frame.end = node.end
    if (!frame.isMap) frame.items.push(node)
    else if (frame.key === undefined) setKey(frame, node)
    else this.#setValue(frame, frame.key, node)
  }

  #setValue(frame: Frame, key: string, value: Node): void {
    frame.key = undefined
    if (key === '<<') {
      mergeInto(frame, value)
      return
    }
    if (frame.entries.has(key)) this.duplicates.push({ key, offset: frame.keyStart })
    frame.entries.set(key, { keyStart: frame.keyStart, value })
  }

  #grow(by: number, offset: number): void {
    this.#size += by
    if (this.#size > maxExpandedNodes)
      throw new TreeError('The document has or expands to too many nodes.', offset)
  }

  #anchorOf(event: { anchorStart: number; anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.#source.slice(event.anchorStart, event.anchorEnd)
  }
}

/** Keys become strings, as in the JSON that Kubernetes makes of YAML. */
function setKey(frame: Frame, node: Node): void {
  if (node.kind !== 'scalar') frame.isTemplate = true
  frame.key = node.kind === 'scalar' ? String(node.value) : ''
  frame.keyStart = node.start
}

/** `<<` (YAML 1.1 merge key): of several merged maps the earlier wins, as in go-yaml. */
function mergeInto(frame: Frame, value: Node): void {
  const maps = value.kind === 'list' ? value.items.toReversed() : [value]
  for (const map of maps) {
    if (map.kind !== 'map') throw new TreeError('Only maps can be merged with <<.', value.start)
    for (const [key, entry] of map.entries) frame.entries.set(key, entry)
  }
}

function finish(frame: Frame): Node {
  const { start, end } = frame
  if (frame.isTemplate) return { kind: 'hidden', start, end, reason: 'unrendered template expression' }
  if (frame.isMap) return { kind: 'map', start, end, entries: frame.entries }
  return { kind: 'list', start, end, items: frame.items }
}
