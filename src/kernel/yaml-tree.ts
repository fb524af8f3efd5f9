import { COLLECTION_STYLE, EVENT_ID, getScalarValue, SCALAR_STYLE, type parseEvents } from 'js-yaml'

import type { Entry, Node, Scalar } from './tree.ts'
import { resolvePlainScalar, resolveTaggedScalar, tagName } from './yaml-scalar.ts'

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

const questionMark = 63

interface Frame {
  readonly isMap: boolean
  /** Written with brackets or braces. */
  readonly isFlow: boolean
  readonly start: number
  /** Of a map; a list has none, and shares an empty one. */
  readonly entries: Map<string, Entry>
  /** Of a list. */
  readonly items: Node[]
  readonly anchor: string | undefined
  readonly sizeBefore: number
  /** The key that waits for its value. */
  key: string | undefined
  keyStart: number
  /** Where the last plain scalar ends in the source. */
  plainEnd: number
  /** That key is YAML 1.1's `<<`. */
  isMerge: boolean
  /** The map has a key that is no scalar: so reads YAML an unrendered `{{ expression }}`. */
  isTemplate: boolean
  end: number
}

const noEntries = new Map<string, Entry>()
const noItems: Node[] = []

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
  readonly #place: (offset: number) => number
  readonly #stack: Frame[] = []
  #anchors = new Map<string, Anchored>()
  #size = 0

  /**
   * @param source the text that the events were made from
   * @param place the offset in the file of an offset in that text
   */
  constructor(source: string, place: (offset: number) => number) {
    this.#source = source
    this.#place = place
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
    const start = isEmpty ? (this.#stack.at(-1)?.end ?? this.#place(0)) : this.#place(event.valueStart)
    const end = isEmpty ? start : this.#place(event.valueEnd)
    this.#grow(1, start)
    if (isEmpty) this.#keepColon()
    const value = this.#resolve(event, isEmpty)
    if (value === undefined) throw new TreeError('The value cannot be read as its tag or form asks.', start)
    const node: Node = { kind: 'scalar', start, end, value }
    const anchor = this.#anchorOf(event)
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size: 1 })
    this.#add(node, this.#isMergeKey(event, value))
    const frame = this.#stack.at(-1)
    if (frame !== undefined) frame.plainEnd = event.style === SCALAR_STYLE.PLAIN ? event.valueEnd : -1
  }

  /** `{a: 1, a:}` has the keys `a` and `a:` for go-yaml, and so no second `a`. */
  #keepColon(): void {
    const frame = this.#stack.at(-1)
    if (frame?.key === undefined || !frame.isFlow || frame.plainEnd < 0) return
    if (/^:[,[\]{}]/.test(this.#source.slice(frame.plainEnd, frame.plainEnd + 2))) frame.key += ':'
  }

  #resolve(event: ScalarEvent, isEmpty: boolean): Scalar | undefined {
    const text = isEmpty ? '' : getScalarValue(this.#source, event)
    if (event.tagStart >= 0) return resolveTaggedScalar(text, this.#tagOf(event))
    if (event.style !== SCALAR_STYLE.PLAIN) return text
    // go-yaml takes the mark off and reads a key: `{?privileged: true}` sets `privileged`.
    const isMarked = text.charCodeAt(0) === questionMark && this.#stack.at(-1)?.isFlow === true
    return isMarked ? undefined : resolvePlainScalar(text)
  }

  /** A quoted `<<` is a key like any other. */
  #isMergeKey(event: ScalarEvent, value: Scalar): boolean {
    if (value !== '<<') return false
    return event.tagStart < 0 ? event.style === SCALAR_STYLE.PLAIN : tagName(this.#tagOf(event)) === 'merge'
  }

  #tagOf(event: ScalarEvent): string {
    return this.#source.slice(event.tagStart, event.tagEnd)
  }

  #addAlias(event: { anchorStart: number; anchorEnd: number }): void {
    const name = this.#source.slice(event.anchorStart, event.anchorEnd)
    const offset = this.#place(event.anchorStart)
    const anchored = this.#anchors.get(name)
    if (anchored === undefined)
      throw new TreeError(`Alias *${name} has no finished anchor before it.`, offset)
    this.#grow(anchored.size, offset)
    this.#add(anchored.node)
  }

  #open(event: CollectionEvent): void {
    const start = this.#place(event.start)
    const isMap = event.type === EVENT_ID.MAPPING
    this.#grow(1, start)
    this.#stack.push({
      isMap,
      isFlow: event.style === COLLECTION_STYLE.FLOW,
      start,
      entries: isMap ? new Map() : noEntries,
      items: isMap ? noItems : [],
      anchor: this.#anchorOf(event),
      sizeBefore: this.#size - 1,
      key: undefined,
      keyStart: start,
      plainEnd: -1,
      isMerge: false,
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

  #add(node: Node, isMergeKey = false): void {
    const frame = this.#stack.at(-1)
    if (frame === undefined) {
      this.roots.push(node)
      return
    }
    // An alias points back to its anchor; where its collection ends is not told by it.
    if (node.end > frame.end) frame.end = node.end
    if (!frame.isMap) frame.items.push(node)
    else if (frame.key !== undefined) this.#setValue(frame, frame.key, node)
    else {
      setKey(frame, node)
      frame.isMerge = isMergeKey
    }
  }

  #setValue(frame: Frame, key: string, value: Node): void {
    frame.key = undefined
    if (frame.isMerge) {
      mergeInto(frame, value)
      return
    }
    const { entries, keyStart } = frame
    const earlier = entries.get(key)
    entries.set(key, { keyStart, value })
    // A key that was merged in stands elsewhere, and is there to be overridden.
    if (earlier !== undefined && earlier.keyStart >= frame.start)
      this.duplicates.push({ key, offset: keyStart })
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
  if (node.kind === 'scalar' && node.value === null) throw new TreeError('A key is null.', node.start)
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
