import { limits } from '../limits.ts'

/** What a pickle would build, without building it: equal parts are shared, nothing is expanded. */
export type Value = Plain | Text | Bytes | Many | Global | Made | Persistent | Extension | Unresolved

/** A number, a boolean or None, as Python writes it. */
export interface Plain {
  readonly kind: 'plain'
  readonly text: string
}

export interface Text {
  readonly kind: 'text'
  /** Cut to what is kept. */
  readonly text: string
  readonly isWhole: boolean
}

export interface Bytes {
  readonly kind: 'bytes'
  /** Cut to what is kept. */
  readonly bytes: Buffer
  readonly length: number
  /** Where they stand in the pickle. */
  readonly at: number
}

export type ManyType = 'list' | 'tuple' | 'dict' | 'set' | 'frozenset'

/** A dictionary holds keys and values by turns. Members past the bound are counted only. */
export interface Many {
  readonly kind: 'many'
  readonly type: ManyType
  readonly items: Value[]
  count: number
}

/** Something that is looked up in a module. */
export interface Global {
  readonly kind: 'global'
  /** As the running Python finds it. */
  readonly module: string
  readonly name: string
  /** As the pickle writes it. */
  readonly written: { readonly module: string; readonly name: string }
  readonly at: number
}

/** What a call returns. */
export interface Made {
  readonly kind: 'made'
  readonly callee: Value
  readonly args: readonly Value[]
  readonly at: number
  /** States that BUILD gave it so far. */
  states: readonly Value[]
}

/** Something that the loader looks up by an id, such as a storage of torch. */
export interface Persistent {
  readonly kind: 'persistent'
  readonly id: Value
}

/** Something that the loading program registered under a number. */
export interface Extension {
  readonly kind: 'extension'
  readonly code: number
}

/** What cannot be told: the pickle is broken here, or a bound was reached. */
export interface Unresolved {
  readonly kind: 'unresolved'
  readonly why: string
}

export function plain(text: string): Plain {
  return { kind: 'plain', text }
}

export function many(type: ManyType, items: Value[] = []): Many {
  const kept = items.length > limits.items ? [...keptItems(type, items, limits.items)] : items
  return { kind: 'many', type, items: kept, count: items.length }
}

/** Past the bound, of a dictionary only what may change how an object behaves is kept. */
export function keptItems(type: ManyType, items: readonly Value[], room: number): readonly Value[] {
  if (items.length <= room) return items
  const even = Math.max(0, room - (room % 2))
  if (type !== 'dict') return items.slice(0, Math.max(0, room))
  return room < -limits.items ? [] : [...items.slice(0, even), ...strangePairs(items.slice(even))]
}

function strangePairs(items: readonly Value[]): Value[] {
  const at = items.findIndex((key, index) => index % 2 === 0 && (isUntold(key) || isSpecialName(key)))
  return at === -1 ? [] : items.slice(at, at + 2)
}

/** Special names that pickles of plain classes hold. */
const harmlessNames: ReadonlySet<string> = new Set(['__doc__', '__version__', '__orig_class__'])

/** Whether an attribute of that name changes how its object behaves. */
export function isSpecialName(name: Value): name is Text {
  return name.kind === 'text' && /^__[a-z_]+__$/.test(name.text) && !harmlessNames.has(name.text)
}

/** What comes out of a call, or was lost, may be a dictionary or a name. */
export function isUntold(value: Value): boolean {
  if (value.kind === 'made') return value.callee.kind !== 'global' || !isArray(value.callee)
  return value.kind === 'unresolved' || value.kind === 'extension' || value.kind === 'persistent'
}

/** What arrays and tables are made of is neither; a scalar may be any object. */
function isArray({ module, name }: Global): boolean {
  return /^(?:numpy|pandas|joblib)(?:\.|$)/.test(module) && name !== 'scalar'
}
