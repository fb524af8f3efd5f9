import { limits } from '../limits.ts'
import { Memo, type MemoIndex } from './memo.ts'
import { lookedUp } from './lookups.ts'
import { modernName, type QualifiedName } from './python-2-names.ts'
import {
  type Bytes,
  type Global,
  keptItems,
  type Made,
  type Many,
  type Text,
  type Unresolved,
  type Value,
} from './value.ts'

/**
 * How something is called: by REDUCE, by NEWOBJ, by INST or OBJ, by BUILD, by filling it as a dictionary, or as a list or
 * set.
 */
export type Manner = 'reduce' | 'new' | 'instance' | 'state' | Filling

/** Dictionaries are filled by a method of their class, others by what is found under its name, which may be any callable. */
export type Filling = 'fill' | 'append'

/** What the pickle makes the loading program call. */
export interface Call {
  readonly manner: Manner
  readonly callee: Value
  readonly args: readonly Value[]
  readonly at: number
}

/** Where CPython would raise, or where a bound of ours is reached. */
export interface Fault {
  readonly at: number
  readonly reason: string
}

/** Told what happens, in order. */
export interface Observer {
  readonly refer: (global: Global) => void
  readonly call: (call: Call) => void
  readonly persist: (id: Value, at: number) => void
  /** A callable that cannot be told: its name is computed, or a number of the extension registry. */
  readonly puzzle: (why: string, at: number) => void
  readonly fault: (fault: Fault) => void
}

/** The stack machine of a pickle on symbolic values (CPython's Lib/pickle.py, `_Unpickler`); calls are told, never made. */
export class PickleMachine {
  readonly #observer: Observer
  #stack: Value[] = []
  readonly #outerStacks: Value[][] = []
  #size = 0
  #memo = new Memo()
  #keptBytes = 0
  /** Where the opcode stands that is being run. */
  at = 0
  protocol = 0
  /** Which bound was reached: the rest would be told wrong. */
  bound: string | undefined

  constructor(observer: Observer) {
    this.#observer = observer
  }

  /** A machine in the same state, for another way to read what follows. */
  copy(observer: Observer): PickleMachine {
    const copy = new PickleMachine(observer)
    copy.#stack = [...this.#stack]
    copy.#outerStacks.push(...this.#outerStacks.map((stack) => [...stack]))
    copy.#size = this.#size
    copy.#memo = this.#memo.copy()
    copy.#keptBytes = this.#keptBytes
    copy.at = this.at
    copy.protocol = this.protocol
    return copy
  }

  /** Goes on after a fault: another unpickler may be less strict, and so may an attacker's. */
  fault(reason: string): Unresolved {
    this.#observer.fault({ at: this.at, reason })
    return { kind: 'unresolved', why: reason }
  }

  push(value: Value): void {
    if (this.#size >= limits.stack) {
      this.bound = `more than ${limits.stack} values are on the stack`
      return
    }
    this.#size++
    this.#stack.push(value)
  }

  pop(): Value {
    const value = this.#stack.pop()
    if (value === undefined) return this.fault('the stack is empty')
    this.#size--
    return value
  }

  /** POP takes a mark where nothing stands above it. */
  popOrUnmark(): void {
    if (this.#stack.length > 0) this.pop()
    else this.popMark()
  }

  top(): Value {
    return this.#stack.at(-1) ?? this.fault('the stack is empty')
  }

  mark(): void {
    if (this.#outerStacks.length >= limits.stack) {
      this.bound = `more than ${limits.stack} marks are open`
      return
    }
    this.#outerStacks.push(this.#stack)
    this.#stack = []
  }

  /** All values above the topmost mark. */
  popMark(): Value[] {
    const items = this.#stack
    const outer = this.#outerStacks.pop()
    if (outer === undefined) {
      this.fault('there is no mark')
      this.#stack = []
    } else this.#stack = outer
    this.#size -= items.length
    return items
  }

  put(index: MemoIndex | undefined): void {
    if (index === undefined || index < 0) this.fault('the index of the memo is no whole number')
    else this.#memo.put(index, this.top())
  }

  memoize(): void {
    this.put(this.#memo.size)
  }

  get(index: MemoIndex | undefined): void {
    const value = index === undefined ? undefined : this.#memo.get(index)
    this.push(value ?? this.fault(`the memo holds nothing at ${index}`))
  }

  text(text: string, isWhole: boolean): Text {
    return this.#keeps(text.length)
      ? { kind: 'text', text, isWhole }
      : { kind: 'text', text: '', isWhole: text === '' }
  }

  bytes(bytes: Buffer, length: number): Bytes {
    const at = this.at
    return { kind: 'bytes', bytes: this.#keeps(bytes.length) ? bytes : Buffer.alloc(0), length, at }
  }

  /** Long pickles of plain texts are not held as a whole. Short ones are always told: they may be names. */
  #keeps(length: number): boolean {
    if (length < 256) return true
    this.#keptBytes += length
    return this.#keptBytes <= limits.argumentsBytes
  }

  look(written: QualifiedName): Global {
    // `Unpickler.find_class` maps names where the protocol is below 3.
    const { module, name } = this.protocol < 3 ? modernName(written) : written
    const global: Global = { kind: 'global', module, name, written, at: this.at }
    this.#observer.refer(global)
    return global
  }

  puzzle(why: string): Unresolved {
    this.#observer.puzzle(why, this.at)
    return { kind: 'unresolved', why }
  }

  call(callee: Value, args: readonly Value[], manner: Manner): Value {
    const at = this.at
    if (isPlainData(callee)) return this.fault('what is called is plain data')
    this.#observer.call({ manner, callee, args, at })
    return this.#attribute(callee, args) ?? { kind: 'made', callee, args, at, states: [] }
  }

  /** Some calls look names up, and what they find is judged as if the pickle had named it. */
  #attribute(callee: Value, args: readonly Value[]): Global | undefined {
    const found = callee.kind === 'global' ? lookedUp(callee, args) : undefined
    if (found === undefined) return undefined
    const global: Global = { kind: 'global', ...found, written: found, at: this.at }
    this.#observer.refer(global)
    return global
  }

  /** BUILD sets attributes, or calls `__setstate__`. */
  build(target: Value, state: Value): void {
    this.#observer.call({ manner: 'state', callee: target, args: [state], at: this.at })
    if (target.kind === 'made') giveState(target, state)
  }

  /** What is no list or dictionary of its own is filled by calling its methods. */
  fill(target: Value, items: readonly Value[], manner: Filling): void {
    if (target.kind === 'many') addItems(target, items)
    else if (target.kind === 'plain' || target.kind === 'text') this.fault('it fills what holds no members')
    else if (items.length > 0) this.#observer.call({ manner, callee: target, args: items, at: this.at })
  }

  persist(id: Value): void {
    this.#observer.persist(id, this.at)
    this.push({ kind: 'persistent', id })
  }
}

function isPlainData({ kind }: Value): boolean {
  return kind === 'plain' || kind === 'text' || kind === 'bytes' || kind === 'many'
}

function giveState(target: Made, state: Value): void {
  if (target.states.length < limits.items) target.states = [...target.states, state]
}

function addItems(target: Many, items: readonly Value[]): void {
  target.count += items.length
  target.items.push(...keptItems(target.type, items, limits.items - target.items.length))
}
