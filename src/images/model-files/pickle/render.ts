import type { Value } from './value.ts'

const longestText = 200
const mostItems = 8
const deepest = 4

const brackets = {
  list: ['[', ']'],
  tuple: ['(', ')'],
  dict: ['{', '}'],
  set: ['{', '}'],
  frozenset: ['frozenset({', '})'],
} as const

type Renderer<K extends Value['kind']> = (
  value: Extract<Value, { readonly kind: K }>,
  depth: number,
) => string

const renderers: { readonly [K in Value['kind']]: Renderer<K> } = {
  plain: ({ text }) => cut(text),
  text: ({ text }) => JSON.stringify(cut(text)),
  bytes: ({ bytes }) => `b${JSON.stringify(cut(bytes.subarray(0, longestText + 1).toString('latin1')))}`,
  many: renderMany,
  global: ({ module, name }) => cut(`${module}.${name}`),
  made: ({ callee, args }, depth) =>
    `${calleeName(callee)}(${depth >= deepest ? '…' : renderAll(args, depth)})`,
  persistent: ({ id }, depth) => `<persistent ${depth >= deepest ? '…' : render(id, depth + 1)}>`,
  extension: ({ code }) => `<extension ${code}>`,
  unresolved: () => '<unresolved>',
}

/** A value as Python would show it, cut to a bound. */
export function render(value: Value, depth = 0): string {
  // TypeScript does not relate a member of a union to the table entry of its own kind.
  const renderer = renderers[value.kind] as (value: Value, depth: number) => string
  return renderer(value, depth)
}

function renderMany({ type, items, count }: Value & { readonly kind: 'many' }, depth: number): string {
  const [open, close] = brackets[type]
  if (count === 0) return `${open}${close}`
  if (depth >= deepest) return `${open}…${close}`
  return `${open}${type === 'dict' ? renderPairs(items, depth) : renderAll(items, depth)}${close}`
}

function renderPairs(items: readonly Value[], depth: number): string {
  const shown = items.slice(0, mostItems).map((item) => render(item, depth + 1))
  const pairs = shown.flatMap((item, index) =>
    index % 2 === 0 ? [`${item}: ${shown[index + 1] ?? '…'}`] : [],
  )
  return cut([...pairs, ...(items.length > mostItems ? ['…'] : [])].join(', '))
}

/** Arguments as they stand between the brackets of a call. */
export function renderAll(values: readonly Value[], depth = 0): string {
  const shown = values.slice(0, mostItems).map((value) => render(value, depth + 1))
  return cut([...shown, ...(values.length > mostItems ? ['…'] : [])].join(', '))
}

/** The name of what is called, as far as it can be told. */
export function calleeName(callee: Value): string {
  if (callee.kind !== 'made') return render(callee, deepest)
  const { callee: inner } = callee
  return `${inner.kind === 'made' ? '…' : render(inner, deepest)}(…)`
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}
