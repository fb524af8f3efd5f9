// Mutations of objects as YAML and JSON hold them: the grammar stays, what stands in it does not.
import type { Random } from './random.ts'
import { babble, mutateText } from './text.ts'

const strange: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  true,
  false,
  '',
  'text',
  '0',
  '-1',
  'true',
  '*',
  '/',
  '..',

  '{{ .Values.x }}',
  '${X}',
  '$(X)',
  '<fill in>',
  '<no value>',
  'a'.repeat(300),
  '\u001b[2J',
  '\u202e',
  '\ud800',

  'root',
  '0:0',
  '65536',
  '99999999999999999999',
  '10.0.0.0/8',
  '::/0',
  '0.0.0.0/33',
  '1e9Ei',
  '5%',
  '250m',

  [],
  {},
  [null],
  [[]],
  [{}],
  ['text', 5, null, {}],
  { '': null },
  { a: {} },
  { name: 'a' },
  [{ name: null }],

  JSON.parse('{"__proto__": {"a": 1}, "constructor": "x", "hasOwnProperty": true, "length": 5}'),
  nest(70),
  nest(250),
]

function nest(levels: number): unknown {
  let value: unknown = 'x'
  for (let left = levels; left > 0; left--) value = left % 2 === 0 ? [value] : { a: value }
  return value
}

type Change = (value: unknown, random: Random, other: unknown) => unknown

const changes: readonly Change[] = [
  (_, random) => random.pick(strange),
  (_, random) => random.pick(strange),
  (_, random, other) => anyPart(other, random),
  (value) => [value],
  (value, random) => ({ [random.pick(['a', 'name', 'spec', 'value', '__proto__'])]: value }),
  (value) => (Array.isArray(value) ? [...value, ...value] : value),
  (value, random) => (typeof value === 'string' ? mutateText(value, random) : value),
  (value, random) => (typeof value === 'number' ? value * 10 ** random.below(20) : value),
  (_, random) => babble(random),
  (value) => (typeof value === 'boolean' ? !value : JSON.stringify(value)),
  dropOne,
  renameOne,
]

/** An object with one to four changes somewhere in it; parts of `other` may come in. */
export function mutateTree(value: unknown, random: Random, other: unknown = value): unknown {
  let changed = value
  for (let left = 1 + random.below(4); left > 0; left--) {
    changed = changeSomewhere(changed, random, (part) => random.pick(changes)(part, random, other))
  }
  return changed
}

/** Copies only what lies on the way to the change. */
function changeSomewhere(value: unknown, random: Random, change: (part: unknown) => unknown): unknown {
  const keys = keysOf(value)
  if (keys.length === 0 || random.isOnce(7)) return change(value)
  const key = random.pick(keys)
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === key ? changeSomewhere(item, random, change) : item))
  }
  const map = value as Record<string, unknown>
  return { ...map, [key]: changeSomewhere(map[key], random, change) }
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

function anyPart(value: unknown, random: Random): unknown {
  let part = value
  for (let keys = keysOf(part); keys.length > 0 && !random.isOnce(4); keys = keysOf(part)) {
    part = (part as Record<string, unknown>)[random.pick(keys)]
  }
  return part
}

function dropOne(value: unknown, random: Random): unknown {
  const keys = keysOf(value)
  if (keys.length === 0) return undefined
  const gone = random.pick(keys)
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== gone)
  return Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== gone))
}

function renameOne(value: unknown, random: Random): unknown {
  const keys = keysOf(value)
  if (keys.length === 0 || Array.isArray(value)) return value
  const renamed = random.pick(keys)
  const name = random.isOnce(2) ? mutateText(renamed, random) : random.pick(keys)
  return Object.fromEntries(
    Object.entries(value as object).map(([key, child]) => [key === renamed ? name : key, child]),
  )
}

/** Writes an object as YAML in one of its many forms. */
export function writeYaml(value: unknown, random: Random): string {
  return random.isOnce(3) ? (JSON.stringify(value) ?? '') : block(value, 0, random)
}

function block(value: unknown, indent: number, random: Random): string {
  const keys = keysOf(value)
  if (keys.length === 0 || indent > 60 || random.isOnce(12)) return ` ${flow(value, random)}\n`
  const blanks = ' '.repeat(indent)
  const parts = keys.map((key) => {
    const child = (value as Record<string, unknown>)[key]
    return Array.isArray(value)
      ? `${blanks}-${block(child, indent + 2, random)}`
      : `${blanks}${scalar(key, random)}:${block(child, indent + 2, random)}`
  })
  return `\n${parts.join('')}`
}

function flow(value: unknown, random: Random): string {
  return typeof value === 'string' ? scalar(value, random) : (JSON.stringify(value) ?? '')
}

function scalar(text: string, random: Random): string {
  const isPlain = /^[\w./-][\w./ -]*$/.test(text)
  return isPlain && !random.isOnce(5) ? text : JSON.stringify(text)
}

/** Writes a map as declarations of Bicep: each key is what stands before the `=`. */
export function writeBicep(value: unknown, random: Random): string {
  return keysOf(value)
    .map((key) => `${key} = ${expression((value as Record<string, unknown>)[key], random)}\n`)
    .join('')
}

/** A text is one, or an expression. */
function expression(value: unknown, random: Random): string {
  if (typeof value === 'string') return random.isOnce(2) ? value : `'${value.replaceAll("'", "\\'")}'`
  if (typeof value !== 'object' || value === null) return String(value)
  const items = keysOf(value).map((key) => {
    const item = expression((value as Record<string, unknown>)[key], random)
    return Array.isArray(value) ? item : `${/^\w+$/.test(key) ? key : `'${key}'`}: ${item}`
  })
  const separator = random.isOnce(2) ? ', ' : '\n'
  return Array.isArray(value) ? `[${items.join(separator)}]` : `{ ${items.join(separator)} }`
}
