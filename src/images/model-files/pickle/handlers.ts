import { limits } from '../limits.ts'
import type { Operation } from './decode.ts'
import type { Filling, PickleMachine } from './machine.ts'
import type { MemoIndex } from './memo.ts'
import { opcodes } from './opcodes.ts'
import { many, plain, type Value } from './value.ts'

type Handler = (machine: PickleMachine, operation: Operation) => void

const none = plain('None')
const yes = plain('True')
const no = plain('False')
const small = Array.from({ length: 256 }, (_, number) => plain(String(number)))

function pushNumber(machine: PickleMachine, { value, opcode }: Operation): void {
  if (value === true) machine.push(yes)
  else if (value === false) machine.push(no)
  else if (value === undefined) machine.push(machine.fault(`${opcode.name} holds no number`))
  else machine.push((typeof value === 'number' ? small[value] : undefined) ?? plain(String(value)))
}

function textOf(machine: PickleMachine, { value, length }: Operation): Value {
  return machine.text(typeof value === 'string' ? value : '', length <= limits.argumentBytes)
}

function pushText(machine: PickleMachine, operation: Operation): void {
  machine.push(textOf(machine, operation))
}

function pushBytes(machine: PickleMachine, { value, length }: Operation): void {
  machine.push(machine.bytes(Buffer.isBuffer(value) ? value : Buffer.alloc(0), length))
}

function pushTuple(machine: PickleMachine, size: number): void {
  const items = Array.from({ length: size }, () => machine.pop())
  machine.push(many('tuple', items.reverse()))
}

function writtenName({ value }: Operation): { module: string; name: string } {
  const [module = '', name = ''] = String(value).split('\n')
  return { module, name }
}

function stackGlobal(machine: PickleMachine): void {
  const name = machine.pop()
  const module = machine.pop()
  if (module.kind === 'text' && name.kind === 'text' && module.isWhole && name.isWhole)
    machine.push(machine.look({ module: module.text, name: name.text }))
  else machine.push(machine.puzzle('the name of a callable is no text that the pickle itself holds'))
}

/** The members of a tuple of arguments; what is no tuple cannot be told. */
function argumentsOf(value: Value): readonly Value[] {
  if (value.kind === 'many' && value.type === 'tuple') return value.items
  return [{ kind: 'unresolved', why: 'the arguments are no tuple' }]
}

function reduce(machine: PickleMachine): void {
  const args = machine.pop()
  machine.push(machine.call(machine.pop(), argumentsOf(args), 'reduce'))
}

function instance(machine: PickleMachine, operation: Operation): void {
  const args = machine.popMark()
  machine.push(machine.call(machine.look(writtenName(operation)), args, 'instance'))
}

function object(machine: PickleMachine): void {
  const [callee, ...args] = machine.popMark()
  machine.push(machine.call(callee ?? machine.fault('OBJ names no class'), args, 'instance'))
}

function newObject(machine: PickleMachine): void {
  const args = machine.pop()
  machine.push(machine.call(machine.pop(), argumentsOf(args), 'new'))
}

function newObjectWithNames(machine: PickleMachine): void {
  const named = machine.pop()
  const args = machine.pop()
  machine.push(machine.call(machine.pop(), [...argumentsOf(args), named], 'new'))
}

function setItem(machine: PickleMachine): void {
  const value = machine.pop()
  const key = machine.pop()
  machine.fill(machine.top(), [key, value], 'fill')
}

function append(machine: PickleMachine): void {
  const value = machine.pop()
  machine.fill(machine.top(), [value], 'append')
}

function fillFromMark(manner: Filling): Handler {
  return (machine) => {
    const items = machine.popMark()
    machine.fill(machine.top(), items, manner)
  }
}

function build(machine: PickleMachine): void {
  const state = machine.pop()
  machine.build(machine.top(), state)
}

function setProtocol(machine: PickleMachine, { value }: Operation): void {
  machine.protocol = Number(value)
  if (machine.protocol > 5) machine.fault(`there is no protocol ${machine.protocol}`)
}

function extension(machine: PickleMachine, { value }: Operation): void {
  machine.puzzle(`number ${String(value)} of the registry of extensions`)
  machine.push({ kind: 'extension', code: Number(value) })
}

const nothing: Handler = () => undefined

function indexOf({ value }: Operation): MemoIndex | undefined {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined
}

const put: Handler = (machine, operation) => machine.put(indexOf(operation))
const get: Handler = (machine, operation) => machine.get(indexOf(operation))

/** What every opcode does; CPython's Lib/pickle.py has the same methods as `load_…`. */
const handlers: Readonly<Record<string, Handler>> = {
  MARK: (machine) => machine.mark(),
  STOP: nothing,
  POP: (machine) => machine.popOrUnmark(),
  POP_MARK: (machine) => void machine.popMark(),
  DUP: (machine) => machine.push(machine.top()),
  FLOAT: pushNumber,
  INT: pushNumber,
  BININT: pushNumber,
  BININT1: pushNumber,
  BININT2: pushNumber,
  LONG: pushNumber,
  LONG1: pushNumber,
  LONG4: pushNumber,
  BINFLOAT: pushNumber,
  NONE: (machine) => machine.push(none),
  NEWTRUE: (machine) => machine.push(yes),
  NEWFALSE: (machine) => machine.push(no),
  PERSID: (machine, operation) => machine.persist(textOf(machine, operation)),
  BINPERSID: (machine) => machine.persist(machine.pop()),
  REDUCE: reduce,
  STRING: pushText,
  BINSTRING: pushText,
  SHORT_BINSTRING: pushText,
  UNICODE: pushText,
  BINUNICODE: pushText,
  SHORT_BINUNICODE: pushText,
  BINUNICODE8: pushText,
  BINBYTES: pushBytes,
  SHORT_BINBYTES: pushBytes,
  BINBYTES8: pushBytes,
  BYTEARRAY8: pushBytes,
  APPEND: append,
  APPENDS: fillFromMark('append'),
  ADDITEMS: fillFromMark('append'),
  BUILD: build,
  GLOBAL: (machine, operation) => machine.push(machine.look(writtenName(operation))),
  STACK_GLOBAL: stackGlobal,
  INST: instance,
  OBJ: object,
  NEWOBJ: newObject,
  NEWOBJ_EX: newObjectWithNames,
  DICT: (machine) => machine.push(many('dict', machine.popMark())),
  LIST: (machine) => machine.push(many('list', machine.popMark())),
  TUPLE: (machine) => machine.push(many('tuple', machine.popMark())),
  FROZENSET: (machine) => machine.push(many('frozenset', machine.popMark())),
  EMPTY_DICT: (machine) => machine.push(many('dict')),
  EMPTY_LIST: (machine) => machine.push(many('list')),
  EMPTY_TUPLE: (machine) => machine.push(many('tuple')),
  EMPTY_SET: (machine) => machine.push(many('set')),
  TUPLE1: (machine) => pushTuple(machine, 1),
  TUPLE2: (machine) => pushTuple(machine, 2),
  TUPLE3: (machine) => pushTuple(machine, 3),
  SETITEM: setItem,
  SETITEMS: fillFromMark('fill'),
  PUT: put,
  BINPUT: put,
  LONG_BINPUT: put,
  GET: get,
  BINGET: get,
  LONG_BINGET: get,
  MEMOIZE: (machine) => machine.memoize(),
  PROTO: setProtocol,
  EXT1: extension,
  EXT2: extension,
  EXT4: extension,
  FRAME: nothing,
  NEXT_BUFFER: (machine) => machine.push(plain('buffer')),
  READONLY_BUFFER: (machine) => void machine.top(),
}

/** By the opcode's byte. */
export const handlerOf: readonly Handler[] = Array.from({ length: 256 }, (_, code) => {
  const opcode = opcodes.find((each) => each.code === code)
  return handlers[opcode?.name ?? ''] ?? nothing
})
