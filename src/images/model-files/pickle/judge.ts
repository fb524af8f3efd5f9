import { limits } from '../limits.ts'
import type { Notes } from '../notes.ts'
import { dangerOf, isStandard } from './danger.ts'
import { hasGrammar, isArgumentsAllowed, isBare } from './grammar.ts'
import { heldBytes } from './held-bytes.ts'
import { mayBeCalled, mayBeMade, mayBeNamed } from './lists.ts'
import type { Call, Fault, Observer } from './machine.ts'
import { calleeName, render, renderAll } from './render.ts'
import { type Global, isSpecialName, isUntold, type Made, type Many, type Value } from './value.ts'

/** Where a pickle stands, and what its loader is known to be. */
export interface Circumstances {
  readonly notes: Pick<Notes, 'find' | 'call' | 'isFull'>
  readonly member: string
  /** Persistent ids are storages, as in an archive of torch. */
  readonly isTorch: boolean
  /** Byte strings that a call loads as a file of its own. */
  readonly loadBytes: (bytes: Buffer, at: number) => void
}

/** Judges what a pickle does by what is allowed; whatever else it does is a finding. */
export class Judge implements Observer {
  readonly #in: Circumstances
  /** Names outside of the lists that were looked up, but not called so far. */
  readonly #idle = new Map<string, Global>()
  readonly faults: Fault[] = []
  /** While all was well something was called, or looked up in a module of Python: no text does that. */
  isMeant = false
  /** Lookups of names that no list knows: lines of a text that start with the letter of an opcode look like that. */
  lookups = 0

  constructor(circumstances: Circumstances) {
    this.#in = circumstances
  }

  refer = (global: Global): void => {
    this.lookups++
    if (mayBeNamed(global) || hasGrammar(global) || this.#in.notes.isFull) return
    if (this.#idle.size < limits.reported) this.#idle.set(pathOf(global), global)
    else this.#accuseName(global)
    if (isStandard(global.module)) this.#mean(global)
  }

  call = (call: Call): void => {
    if (call.callee.kind === 'global') this.#mean(call.callee)
    if (call.manner === 'state' || call.manner === 'fill' || call.manner === 'append') this.#judgeState(call)
    else this.#judgeCall(call)
  }

  persist = (id: Value, at: number): void => {
    if (this.#in.isTorch && isStorage(id)) return
    this.#in.notes.find({
      id: 'persistent-id',
      severity: 'medium',
      member: this.#in.member,
      offset: at,
      message: `The pickle asks its loader for ${render(id)}, which is no storage of a torch file.`,
    })
  }

  puzzle = (why: string, at: number): void => {
    this.#in.notes.find({
      id: 'unresolved-call',
      severity: 'medium',
      member: this.#in.member,
      offset: at,
      message: `A callable cannot be told: ${why}.`,
    })
  }

  fault = (fault: Fault): void => {
    if (this.faults.length < 100) this.faults.push(fault)
  }

  /** Says what was looked up and never called: an import alone runs code. */
  finish(): void {
    for (const global of this.#idle.values()) this.#accuseName(global)
    this.#idle.clear()
  }

  #accuseName(global: Global): void {
    const { severity, what } = dangerOf(global.module, global.name)
    this.#in.notes.find({
      id: severity === 'medium' ? 'unlisted-name' : 'dangerous-name',
      severity: severity === 'critical' ? 'high' : severity,
      member: this.#in.member,
      offset: global.at,
      message: `The pickle names ${render(global)}, which ${what}.`,
    })
  }

  #mean({ module, name }: Global): void {
    if (this.faults.length === 0 && isName(module) && isName(name)) this.isMeant = true
  }

  #judgeCall(call: Call): void {
    const { callee, args } = unwrapConstructor(call)
    if (callee.kind !== 'global') {
      this.#note(call, false)
      if (callee.kind !== 'plain' && callee.kind !== 'text')
        this.puzzle(`the result of ${render(callee)} is called`, call.at)
      return
    }
    this.#idle.delete(pathOf(callee))
    const isAllowed = isCallAllowed(callee, args, call) && !args.some(isLoader)
    this.#note(call, isAllowed)
    if (isAllowed) this.#loadBytes(callee, args)
    else this.#accuse(callee, args, call.at)
  }

  #note(call: Call, isAllowed: boolean): void {
    const { member, notes } = this.#in
    const callable = calleeName(call.callee)
    notes.call({ member, offset: call.at, callable, isAllowed }, () => renderAll(call.args))
  }

  #accuse(callee: Global, args: readonly Value[], at: number): void {
    if (this.#in.notes.isFull) return
    const { severity, what } = dangerOf(callee.module, callee.name)
    this.#in.notes.find({
      id: severity === 'medium' ? 'unlisted-call' : 'dangerous-call',
      severity,
      member: this.#in.member,
      offset: at,
      message: `Loading calls ${render(callee)}(${renderAll(args)}), which ${what}.`,
    })
  }

  #loadBytes(callee: Global, [value]: readonly Value[]): void {
    const held = isLoader(callee) ? heldBytes(value) : undefined
    if (held !== undefined) this.#in.loadBytes(held.bytes, held.at)
  }

  /** BUILD and filling call methods of what was made; of a function, a class or a module they change what it does. */
  #judgeState({ callee, args, at, manner }: Call): void {
    const strange =
      callee.kind === 'global' ? grave(`${render(callee)} is changed`) : strangeState(callee, args, manner)
    if (strange === undefined) return
    this.#in.notes.find({
      id: 'dangerous-state',
      severity: strange.severity,
      member: this.#in.member,
      offset: at,
      message: `${strange.why}: ${renderAll(args)}.`,
    })
  }
}

/** Text that happens to start with the letter of an opcode names no module. */
function isName(module: string): boolean {
  return /^[A-Za-z_][\w.]*$/.test(module)
}

/** A class may also be made of nothing, where nobody calls it. */
function isCallAllowed(callee: Global, args: readonly Value[], call: Call): boolean {
  const isMade = call.manner === 'new' || callee !== call.callee
  return (
    isArgumentsAllowed(callee, args) ?? (mayBeCalled(callee) || (isMade && mayBeMade(callee) && isBare(args)))
  )
}

/** What loads further pickles is called by the pickle itself, never handed on to be called. */
function isLoader(value: Value): boolean {
  return value.kind === 'global' && pathOf(value) === 'torch.storage._load_from_bytes'
}

function pathOf({ module, name }: Global): string {
  return `${module}.${name}`
}

/** `copyreg._reconstructor(C, …)` and `copyreg.__newobj__(C, …)` make a C without its `__init__`, as NEWOBJ does. */
function unwrapConstructor({ callee, args }: Call): { callee: Value; args: readonly Value[] } {
  const [made, ...rest] = args
  if (callee.kind !== 'global' || callee.module !== 'copyreg' || made === undefined) return { callee, args }
  return /^(?:_reconstructor|__newobj__|__newobj_ex__)$/.test(callee.name)
    ? { callee: made, args: rest }
    : { callee, args }
}

/** A tuple that torch's `persistent_load` takes: `('storage', torch.FloatStorage, '0', 'cpu', 4)`. */
function isStorage(id: Value): boolean {
  if (id.kind !== 'many' || id.type !== 'tuple') return false
  const [tag, type] = id.items
  if (tag?.kind !== 'text') return false
  if (tag.text === 'module') return type?.kind === 'global'
  return tag.text === 'storage' && type?.kind === 'global' && /^torch(?:\.cuda|\.storage)?$/.test(type.module)
}

/** What a state does that plain ones do not. */
interface Strange {
  readonly severity: 'high' | 'medium'
  readonly why: string
}

function grave(why: string): Strange {
  return { severity: 'high', why }
}

function unclear(why: string): Strange {
  return { severity: 'medium', why }
}

function strangeState(callee: Value, [state]: readonly Value[], manner: Call['manner']): Strange | undefined {
  if (callee.kind === 'unresolved' || callee.kind === 'extension' || callee.kind === 'persistent')
    return manner === 'state' ? grave('The state of something that cannot be told is set') : undefined
  if (callee.kind !== 'made' || manner === 'fill' || state === undefined) return undefined
  return manner === 'append' ? strangeFilling(callee) : strangeAttribute(state)
}

/** Their methods cannot be replaced by an attribute: they have none. */
const fillable: ReadonlySet<string> = new Set([
  'builtins.list',
  'builtins.set',
  'builtins.bytearray',
  'collections.deque',
  'array.array',
  'pandas.core.indexes.frozen.FrozenList',
])

/** An attribute `extend`, `append` or `add` is called with what it is filled with. */
function strangeFilling({ callee }: Made): Strange | undefined {
  if (callee.kind === 'global' && fillable.has(pathOf(callee))) return undefined
  return unclear(`${render(callee)} is filled by a method that may be any`)
}

/** BUILD sets the keys of a dictionary, or of two, the second for slots. */
function strangeAttribute(state: Value): Strange | undefined {
  if (isUntold(state)) return unclear('Attributes that cannot be told are set')
  if (state.kind !== 'many') return undefined
  if (state.type === 'tuple' && state.items.length === 2) return first(state.items, strangeAttribute)
  return state.type === 'dict' ? first(keysOf(state), strangeName) : undefined
}

function keysOf({ items }: Many): Value[] {
  return items.filter((_, index) => index % 2 === 0)
}

function strangeName(key: Value): Strange | undefined {
  if (isUntold(key)) return unclear('An attribute that cannot be told is set')
  return isSpecialName(key) ? grave(`The attribute ${key.text} is set`) : undefined
}

function first(values: readonly Value[], tell: (value: Value) => Strange | undefined): Strange | undefined {
  return values.map(tell).find((strange) => strange !== undefined)
}
