import type { SharedTexts } from '../kernel/shared-texts.ts'
import { isAbsent, type MapNode, type Node, placeOf, type Scalar } from '../kernel/tree.ts'
import { byDefault, hidden, type Known, stated, unset } from '../model/known.ts'
import type { Document, Origin } from '../model/origin.ts'
import { type Problem, problemAt } from '../model/problem.ts'

/** What a parser carries along: the document that it reads and where problems go. */
export interface Reading {
  readonly document: Document
  readonly problems: Problem[]
  /** Of all documents that are read together. */
  readonly texts?: SharedTexts
}

/** Helm, Go, Jinja and envsubst placeholders: the value is written elsewhere. */
const placeholder = /\{\{|\$\{|^\$\([^)]*\)$|^\$[A-Z_][A-Z0-9_]*$|^<[^<>]+>$|__[A-Z0-9_]+__/
const templateExpression = /\{\{/

/**
 * A cursor over one map of a positioned tree that reads its fields as `Known` values. A null counts as absent, as in
 * Kubernetes' API; a wrong type is a problem, and its value is read as far as it can be, so that `privileged: "true"`
 * does not pass; anything else that cannot be read is hidden.
 */
export class Fields {
  readonly reading: Reading
  readonly node: Node | undefined
  readonly #map: MapNode | undefined

  constructor(reading: Reading, node: Node | undefined) {
    this.reading = reading
    this.node = isAbsent(node) ? undefined : node
    if (this.node === undefined || this.node.kind === 'hidden' || isPlaceholder(this.node)) return
    if (this.node.kind === 'map') this.#map = this.node
    else {
      this.#wrongType(this.node, 'a map')
      this.node = hiddenAt(this.node, wrongTypeReason)
    }
  }

  /** True where the map stands but cannot be read: whatever is asked of it is hidden. */
  get isHidden(): boolean {
    return this.node !== undefined && this.#map === undefined
  }

  /** False where the map is absent or null. */
  get exists(): boolean {
    return this.node !== undefined
  }

  /** Where the map stands; nothing where it is absent. */
  get origin(): Origin | undefined {
    return this.node === undefined ? undefined : this.#originOf(this.node)
  }

  /** Where the map stands, or where its parent does. */
  originOr(parent: Origin): Origin {
    return this.origin ?? parent
  }

  has(key: string): boolean {
    return this.child(key) !== undefined
  }

  /** The field's node; nothing where it is absent or null. */
  child(key: string): Node | undefined {
    const value = this.#map?.entries.get(key)?.value
    return isAbsent(value) ? undefined : value
  }

  keys(): readonly string[] {
    return this.#map === undefined ? nothing : Array.from(this.#map.entries.keys(), (key) => this.#share(key))
  }

  map(key: string): Fields {
    const value = this.#valueOr(key)
    const rest = this.#map?.rest
    if (value === undefined) return absentFields
    // What fills in a map fills in the maps below it, as a strategic merge does; lists it leaves as they are.
    const isFilledIn = rest !== undefined && value.kind === 'map' && value.rest === undefined
    return new Fields(this.reading, isFilledIn ? { ...value, rest } : value)
  }

  /** The items of a list of maps. A list that cannot be read is one map that is hidden. */
  list(key: string): readonly Fields[] {
    return mapItems(this.#items(key), (item) => new Fields(this.reading, item))
  }

  /** What is read of each item of a list of maps. */
  each<T>(key: string, read: (item: Fields, index: number) => T): readonly T[] {
    return mapItems(this.list(key), read)
  }

  boolean<T>(key: string, fallback: T): Known<boolean | T> {
    return this.#scalar(key, fallback, (value, node) => {
      if (typeof value === 'boolean') return value
      this.#wrongType(node, 'true or false')
      return value === 'true' || value === 'false' ? value === 'true' : undefined
    })
  }

  integer<T>(key: string, fallback: T): Known<number | T> {
    return this.#scalar(key, fallback, (value, node) => {
      if (typeof value === 'number' && Number.isInteger(value)) return value
      this.#wrongType(node, 'a whole number')
      return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined
    })
  }

  text<T>(key: string, fallback: T): Known<string | T> {
    return this.#scalar(key, fallback, (value, node) => this.#readText(value, node))
  }

  /** Text that may legitimately hold `${…}` or `<…>`: command lines, scripts, free data. */
  freeText<T>(key: string, fallback: T): Known<string | T> {
    const node = this.#valueOr(key)
    return node === undefined ? byDefault(fallback) : this.#freeTextOf(node)
  }

  /** A number or a text, such as a port's name or a quantity; read as text. */
  numberOrText<T>(key: string, fallback: T): Known<string | T> {
    return this.#scalar(key, fallback, (value, node) => {
      if (typeof value === 'boolean') this.#wrongType(node, 'a number or a text')
      return typeof value === 'boolean' ? undefined : this.#share(String(value))
    })
  }

  /** A script: text in which `${{ … }}` of a pipeline is not a template of the file. */
  freeScript(key: string): Known<string | undefined> {
    const node = this.#valueOr(key)
    if (node === undefined) return unset()
    if (node.kind !== 'scalar') return hidden('the script is no text', this.#originOf(node))
    return stated(String(node.value), this.#originOf(node))
  }

  /** A map of free keys to scalars as they are written: `${{ … }}` of a pipeline is a value, not a template. */
  written(key: string): ReadonlyMap<string, Known<string>> {
    const map = this.map(key)
    return new Map(
      map
        .keys()
        .map((name) => [name, map.freeScript(name)] as const)
        .filter(isText),
    )
  }

  optionalText(key: string): Known<string | undefined> {
    return this.text<undefined>(key, undefined)
  }

  optionalInteger(key: string): Known<number | undefined> {
    return this.integer<undefined>(key, undefined)
  }

  /** A list of texts, each with its own origin. A list that cannot be read is one hidden text. */
  texts(key: string): readonly Known<string>[] {
    return mapItems(this.#values(key), (item) =>
      this.#known(item, (value, node) => this.#readText(value, node)),
    )
  }

  /** The items of a list that may hold texts and maps; one hidden item where the list cannot be read. */
  nodes(key: string): readonly Node[] {
    return this.#items(key)
  }

  /** Where a node of this map stands. */
  originAt(node: Node): Origin {
    return this.#originOf(node)
  }

  /** A node of this map as a text, for fields of several shapes. */
  textAt(node: Node): Known<string> {
    return this.#known(node, (value) => String(value))
  }

  /** A list of command-line words. */
  freeTexts(key: string): readonly Known<string>[] {
    return mapItems(this.#values(key), (item) => this.#freeTextOf(item))
  }

  /** Free texts; one of which a part is hidden is read as what is known of it says, if that is enough. */
  freeTextsInPart(key: string, read: (partial: string) => string | undefined): readonly Known<string>[] {
    return mapItems(this.#values(key), (item) => {
      const partial = item.kind === 'hidden' ? item.partial : undefined
      const text = partial === undefined ? undefined : read(partial)
      return text === undefined ? this.#freeTextOf(item) : stated(text, this.#originOf(item))
    })
  }

  integers(key: string): readonly Known<number>[] {
    return mapItems(this.#values(key), (item) =>
      this.#known(item, (value, node) => {
        if (typeof value === 'number' && Number.isInteger(value)) return value
        this.#wrongType(node, 'a whole number')
        return undefined
      }),
    )
  }

  /** A map of free keys to numbers or texts: labels, annotations, resource lists, data. */
  dictionary(key: string): ReadonlyMap<string, Known<string>> {
    const node = this.#valueOr(key)
    if (node === undefined) return emptyMap
    if (node.kind !== 'map') return this.#hiddenMap(node)
    const rest = this.#map?.rest
    const entries: Map<string, Known<string>> = rest === undefined
      ? new Map()
      : new HiddenMap(hidden(rest, this.#originOf(node)))
    for (const [name, { value }] of node.entries) {
      const known = isAbsent(value) ? stated('', this.#originOf(value ?? node)) : this.#freeTextOf(value)
      entries.set(this.#share(name), known)
    }
    return entries
  }

  #hiddenMap(node: Node): HiddenMap {
    if (node.kind === 'hidden') return new HiddenMap(hidden(node.reason, this.#originOf(node)))
    if (!isPlaceholder(node)) this.#wrongType(node, 'a map')
    return new HiddenMap(hidden('the map cannot be read', this.#originOf(node)))
  }

  /** The place of a key, for evidence that points at the field rather than at its value. */
  keyOrigin(key: string): Origin | undefined {
    const entry = this.#map?.entries.get(key)
    if (entry === undefined) return undefined
    return { document: this.#documentOf(entry.value), start: entry.keyStart, end: entry.value.end }
  }

  /** A list that cannot be read becomes one hidden item: it may hold anything, so no check may find it empty. */
  #items(key: string): readonly Node[] {
    const node = this.#valueOr(key)
    if (node === undefined) return nothing
    if (node.kind === 'list') return node.items.filter((item) => !isAbsent(item))
    if (node.kind === 'hidden') return [node]
    if (isPlaceholder(node)) {
      const message = `The list '${key}' is an unrendered template expression.`
      this.#report('unrendered-template', message, node)
      return [hiddenAt(node, 'unrendered template expression')]
    }
    this.#wrongType(node, 'a list')
    return [hiddenAt(node, wrongTypeReason)]
  }

  /** The items of a list of values; where the list cannot be read, one item that stands for all of them. */
  #values(key: string): readonly Node[] {
    const items = this.#items(key)
    const node = this.#valueOr(key)
    return node?.kind === 'hidden' || node?.kind === 'scalar' ? [node] : items
  }

  /** The field's node; the map itself where all of it is hidden. */
  #valueOr(key: string): Node | undefined {
    if (this.isHidden) return this.node
    const value = this.child(key)
    if (value !== undefined || this.#map?.rest === undefined) return value
    return hiddenAt(this.#map, this.#map.rest)
  }

  #scalar<V, T>(key: string, fallback: T, read: (value: Scalar, node: Node) => V | undefined): Known<V | T> {
    const node = this.#valueOr(key)
    return node === undefined ? byDefault(fallback) : this.#known(node, read)
  }

  #known<V>(node: Node, read: (value: Scalar, node: Node) => V | undefined): Known<V> {
    const origin = this.#originOf(node)
    if (node.kind === 'hidden') return hidden(node.reason, origin)
    if (node.kind !== 'scalar') {
      this.#wrongType(node, 'a single value')
      return hidden(wrongTypeReason, origin)
    }
    if (isPlaceholder(node)) return hidden(`placeholder ${String(node.value).slice(0, 80)}`, origin)
    const value = read(node.value, node)
    return value === undefined ? hidden(wrongTypeReason, origin) : stated(value, origin)
  }

  #freeTextOf(node: Node): Known<string> {
    const origin = this.#originOf(node)
    if (node.kind === 'scalar' && typeof node.value === 'string' && !templateExpression.test(node.value)) {
      return stated(this.#share(node.value), origin)
    }
    if (node.kind === 'scalar' && !isPlaceholder(node)) return stated(String(node.value), origin)
    if (node.kind === 'scalar') return hidden('unrendered template expression', origin)
    if (node.kind === 'hidden') return hidden(node.reason, origin)
    this.#wrongType(node, 'a single value')
    return hidden(wrongTypeReason, origin)
  }

  #readText(value: Scalar, node: Node): string {
    if (typeof value === 'string') return this.#share(value)
    this.#wrongType(node, 'a text (quote it)')
    return String(value)
  }

  #share(text: string): string {
    return this.reading.texts?.share(text) ?? text
  }

  #originOf(node: Node): Origin {
    return { document: this.#documentOf(node), start: node.start, end: node.end }
  }

  #documentOf(node: Node): Document {
    return node.document ?? this.reading.document
  }

  #wrongType(node: Node, expected: string): void {
    const found = node.kind === 'scalar' ? `'${String(node.value).slice(0, 80)}'` : `a ${node.kind}`
    this.#report('wrong-type', `Expected ${expected}, found ${found}.`, node)
  }

  #report(code: 'wrong-type' | 'unrendered-template', message: string, node: Node): void {
    this.reading.problems.push(
      problemAt(code, message, { document: this.#documentOf(node), offset: node.start }),
    )
  }
}

/** A dictionary that cannot be read, or not in full: whatever does not stand in it is hidden. */
class HiddenMap extends Map<string, Known<string>> {
  readonly #hidden: Known<string>
  constructor(value: Known<string>) {
    super()
    this.#hidden = value
  }
  override get(key: string): Known<string> {
    return super.get(key) ?? this.#hidden
  }
  override has(): boolean {
    return true
  }
}

const wrongTypeReason = 'the value has the wrong type'

function hiddenAt(node: Node, reason: string): Node {
  return { kind: 'hidden', ...placeOf(node), reason }
}

function isText(entry: readonly [string, Known<string | undefined>]): entry is [string, Known<string>] {
  return entry[1].state === 'hidden' || entry[1].value !== undefined
}

const nothing: readonly never[] = []

/** Most lists are not there: what is made of them is shared. */
function mapItems<I, T>(items: readonly I[], make: (item: I, index: number) => T): readonly T[] {
  return items.length === 0 ? nothing : items.map(make)
}

/** Fields of a map that is not there: shared, since nothing can be wrong in it and most maps are not there. */
const absentFields = new Fields({ document: { path: '', text: '' }, problems: [] }, undefined)

const emptyMap: ReadonlyMap<string, Known<string>> = new Map()

function isPlaceholder(node: Node): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && placeholder.test(node.value)
}
