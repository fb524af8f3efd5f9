// Our reader of YAML against the one of kubectl, which decides what Kubernetes gets to see.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

import { array, assert as check, constantFrom, property } from 'fast-check'

import { descend, itemsOf, plainOf } from '../src/kernel/tree.ts'
import { parseYaml } from '../src/kernel/yaml.ts'
import { parseKubernetes } from '../src/sources/kubernetes/parse.ts'
import { noRenderers, renderers } from '../tools/renderers.ts'

const skip = noRenderers

/** What a reader makes of a stream: its objects, or that it refuses it. */
type Reading = readonly unknown[] | 'refused'

/** `kubectl label --local` reads a stream, sets a label and prints it: no server, no schema. */
function readByKubectl(text: string): Reading {
  const args = ['label', '--local', '-f', '-', 'bulkhead=x', '-o', 'jsonpath={@}{"\\n"}']
  const result = spawnSync(renderers().kubectl, args, { input: text, env: { PATH: '' }, encoding: 'utf8' })
  if (result.status !== 0) return 'refused'
  return result.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => withoutLabel(JSON.parse(line)))
}

function withoutLabel(object: { metadata: { labels?: Record<string, unknown> } }): unknown {
  const { bulkhead: _, ...labels } = object.metadata.labels ?? {}
  const { labels: _labels, ...metadata } = object.metadata
  return { ...object, metadata: Object.keys(labels).length === 0 ? metadata : { ...metadata, labels } }
}

function readByUs(text: string): Reading {
  const objects: unknown[] = []
  for (const document of parseYaml(text)) {
    if (document.kind === 'error') return 'refused'
    objects.push(JSON.parse(JSON.stringify(plainOf(document.root) ?? null)))
  }
  return objects
}

function thing(name: string, body: string): string {
  return `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: ${name} }\n${body}`
}

/** Compares what we read; a test further down holds that we refuse what has to be refused. */
function compare(bodies: readonly string[]): void {
  compareReadable(bodies.filter((body) => readByUs(thing('a', body)) !== 'refused'))
}

/** One stream of many objects costs kubectl no more than one; where it refuses it, the halves tell which one. */
function compareReadable(bodies: readonly string[]): void {
  const text = bodies.map((body, index) => thing(`c${index}`, body)).join('---\n')
  const theirs = readByKubectl(text)
  if (theirs !== 'refused') {
    assert.deepEqual(readByUs(text), theirs)
    return
  }
  // What Kubernetes refuses reaches no cluster: we may read it.
  if (bodies.length < 2) return
  const middle = bodies.length >> 1
  compareReadable(bodies.slice(0, middle))
  compareReadable(bodies.slice(middle))
}

const words =
  'yes Yes YES yEs y Y n N no No NO on On ON oN off Off OFF true True TRUE tRue false ~ null Null NULL nULL'
const numbers =
  '0 00 -0 +0 1 +1 -1 0o17 0O17 0o8 017 08 09 010 -017 0777 0b11 0B11 -0b11 0b2 0x1F 0X1f -0x1f +0x1f 0xg 0x 0b 0o ' +
  '1:30 190:20:30 1:60 -1:30 1:30.5 .5 5. 1. -.5 +.5 . .. + +. -. .e1 1e3 1E3 1e+3 1.5e-3 .5e1 1e e1 1.0 1.50 100.0 ' +
  '1e400 -1e400 1e-400 1_000 _1 1_ 1__0 0x_1 0b_1 1_0.5 0_7 12345678901234567890 -12345678901234567890 ' +
  '9007199254740993 9223372036854775807 18446744073709551616 0xffffffffffffffff 1.2.3 1-2 --1 0x1p4 1d 00x1 1,000'
const others =
  '2001-12-14 2001-12-14t21:59:43.10-05:00 2001-1-1 = << ! inf nan Infinity NaN !foo :a @ % a#b -a ...a １ ٣'
const plain = [...words.split(' '), ...numbers.split(' '), ...others.split(' ')]
const tagged = [
  '!!str',
  '!!str 5',
  '!!str yes',
  '!!int 5',
  '!!int "5"',
  '!!int 0x1f',
  '!!float 5',
  '!!float 1.5',
  '! 5',
  '!!bool yes',
  '!!bool "true"',
  '!!null ""',
  '!!binary aGVsbG8=',
  '!!timestamp 2001-12-14',
  '!foo bar',
  '!<tag:yaml.org,2002:str> 5',
  '!<tag:yaml.org,2002:int> "7"',
  '"yes"',
  "'no'",
  '"\\x41\\u0042\\n"',
]

test('scalars mean what they mean to kubectl', { skip }, () => {
  compare([...plain, ...tagged].map((scalar) => `spec:\n  v: ${scalar}\n`))
})

test('scalars in lists and as keys mean what they mean to kubectl', { skip }, () => {
  compare(plain.filter((scalar) => !/^[!:]/.test(scalar)).map((scalar) => `spec:\n  v: [${scalar}]\n`))
  // Keys of numbers beyond 2^53 and of long fractions keep more digits here; no field is called so.
  const keys = plain.filter((scalar) => !/\d{12}|f{12}|[:,]|e-?4|\.\d/.test(scalar))
  compare(keys.map((scalar) => `spec:\n  ${scalar}: v\n`))
})

test('what kubectl refuses as a value we refuse too', { skip }, () => {
  const refused = [
    '.inf',
    '-.INF',
    '+.Inf',
    '.nan',
    '!!int 5.5',
    '!!int x',
    '!!bool x',
    '!!null x',
    '!!binary "!!"',
  ]
  for (const body of [
    ...refused.map((value) => `spec: { v: ${value} }\n`),
    'spec: { ~: v }\n',
    'spec: { v: *a }\n',
  ]) {
    assert.equal(readByKubectl(thing('a', body)), 'refused', body)
    assert.equal(readByUs(thing('a', body)), 'refused', body)
  }
})

const structures = [
  '|\n    a\n    b\n',
  '>\n    a\n    b\n\n    c\n',
  '|-\n    a\n',
  '|+\n    a\n\n',
  '|2\n     a\n',
  '>-\n    a\n      b\n',
  '|\n\n    a\n\n\n',
  '|1\n   a\n',
  '"a\\\n    b"\n',
  '"x\ty"\n',
  "'it''s'\n",
  'x\n     y\n',
  '[x\n    y]\n',
  '[1,2,]\n',
  '{b, c: d}\n',
  '{b: , c: d}\n',
  '[a: b]\n',
  '\n    - - 1\n      - 2\n',
  '{x:y}\n',
  '{"x":y}\n',
  '!!seq [1]\n',
  '[\n  a\n  ]\n',
  '[a,\n# c\n]\n',
  '{\na: 1,\n b: "x\n y",\n}\n',
  '"a\nb\n  c"\n',
  "'a\n\n b'\n",
  '{a: 1, a:}\n',
  '{a: 1,a:,b: 2}\n',
  '!x {b: 1}\n',
  'a\t# c\n',
  '\ta\n',
  'a #b\n',
  'a\\nb\n',
  '"\\e\\a\\v\\N\\_\\L\\P"\n',
  '"\\U0001F600"\n',
  '😀\n',
].map((value) => `spec:\n  v: ${value}`)
const merges = [
  'b: {<<: *x, q: 3}',
  'b: {q: 3, <<: *x}',
  'b: {<<: [*x, *y]}',
  'b: {<<: [*x, *y], p: 9}',
  'b: {p: 9, <<: [*x, *y]}',
  'b: {"<<": *x}',
  "b: {'<<': *x, p: 3}",
  'b: {!!str <<: *x}',
  'b: {!!merge <<: *x}',
  'b: {<<: *x, <<: *y}',
  'b: {<<: 5}',
  'b: {<<: {p: {z: 1}}, p: {q: 5}}',
  'b: *y',
  'b: &x 2\n  c: *x',
  'b: 1\n  b: 2',
  'b: {c: 1}\n  b: {d: 2}',
  'yes: 1\n  true: 2',
].map((body) => `spec:\n  x: &x {p: 1, q: 2}\n  y: &y {p: 2, r: 3}\n  ${body}\n`)

test('structures, merges, aliases and twice-written keys mean what they mean to kubectl', { skip }, () => {
  compare([...structures, ...merges])
})

test('lines end where they end for kubectl', { skip }, () => {
  const breaks = ['\u0085', '\u2028', '\u2029', '\r', '\r\n', '\n']
  compare(breaks.map((end) => `spec:\n  # c${end}  v: yes\n  w: 1\n`))
  compare([`spec: { v: "a\u2028b" }\n`, `spec:\n  v: "a\u2029b" # c\n`])
  for (const end of ['\r\n', '\r']) {
    const text = thing('a', 'spec:\n  v: |\n    x\n    y\n  w: yes\n').replaceAll('\n', end)
    assert.deepEqual(readByUs(text), readByKubectl(text))
  }
})

test('streams fall into the documents that kubectl sees', { skip }, () => {
  const [a, b] = [thing('a', ''), thing('b', '')]
  const streams = [
    `${a}---\n${b}`,
    `${a}--- # c\n${b}`,
    `${a}---   \n${b}`,
    `---\n---\n${a}---\n`,
    `# c\n---\n${a}`,
    `${a}---`,
    `\ufeff${a}`,
    `${a}---\n\ufeff${b}`,
    `${a}---\nnull\n---\n${b}`,
    `${a}...\n---\n${b}`,
    `${a}---\t\n${b}`,
    `${thing('a', 'spec: |\n  x\n ---\n  y\n')}---\n${b}`,
    `${a}---\n${b}`.trimEnd(),
    '{"apiVersion":"v1","kind":"Thing","metadata":{"name":"a"},"spec":{"w":"a\u2028b","<<":{"x":1}}}',
    '{"apiVersion":"v1","kind":"Thing","metadata":{"name":"a"}}\n{"apiVersion":"v1","kind":"Thing","metadata":{"name":"b"}}\n',
    '{"apiVersion":"v1","kind":"Thing","metadata":{"name":"a"}}\n---\n{"apiVersion":"v1","kind":"Thing","metadata":{"name":"b"}}\n',
  ]
  for (const stream of streams) {
    const theirs = readByKubectl(stream)
    if (theirs !== 'refused') assert.deepEqual(readByUs(stream), theirs, JSON.stringify(stream))
  }
})

test('generated scalars mean what they mean to kubectl', { skip }, () => {
  const pieces = [
    ...'0123456789.-+_eExXobyYnNtf~ ',
    'true',
    'on',
    '.inf',
    '0x',
    '0o',
    '0b',
    '"',
    "'",
    '#',
    '1:',
  ]
  const scalar = array(constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
  const many = array(scalar, { minLength: 60, maxLength: 60 })
  check(
    property(many, (scalars) => {
      compare(scalars.map((each) => `spec:\n  v: ${each}\n`))
    }),
    { numRuns: 5, seed: 42, endOnFailure: true },
  )
})

test('what go-yaml reads and js-yaml takes for something else is refused, not misread', () => {
  assert.equal(readByUs('v: { ?privileged: true }\n'), 'refused')
  assert.equal(readByUs('v: [x, ?privileged]\n'), 'refused')
})

test('places survive the repair of lines that are too far left', () => {
  const text = 'a:\n  b: [\n  one,\n    two\n  ]\n  c: here\n'
  const [document] = parseYaml(text)
  assert.ok(document?.kind === 'tree')
  const list = itemsOf(descend(document.root, 'a', 'b'))
  const places = [...list, descend(document.root, 'a', 'c')].map((node) => text.slice(node?.start, node?.end))
  assert.deepEqual(places, ['one', 'two', 'here'])
})

test('an object that only looks like a CRD is read', () => {
  const pod = 'metadata: { name: a }\nspec: { hostPID: true, containers: [{ name: a, image: a }] }\n'
  const disguises = [
    `apiVersion: v1\nkind: CustomResourceDefinition\nkind: Pod\n${pod}`,
    `apiVersion: v1\nkind: CustomResourceDefinition\n"kind": Pod\n${pod}`,
    ` apiVersion: v1\n kind: Pod\n x: "\nkind: CustomResourceDefinition\n"\n ${pod.replace('\n', '\n ')}`,
    `apiVersion: v1\nkind: CustomResourceDefinition\n<<: { kind: Pod }\n${pod}`,
  ]
  for (const text of disguises) {
    const { objectCount } = parseKubernetes({ path: 'a.yaml', text })
    assert.equal(objectCount, 1, text)
  }
  const real =
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: a }\nspec: {}\n'
  assert.equal(parseKubernetes({ path: 'a.yaml', text: real }).objectCount, 0)
})

test('alias bombs and deep nesting end as errors', () => {
  const bomb = Array.from({ length: 30 }, (_, index) =>
    index === 0 ? 'a0: &a0 [x, x]' : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
  ).join('\n')
  assert.equal(readByUs(bomb), 'refused')
  assert.equal(readByUs('['.repeat(10_000)), 'refused')
  assert.equal(readByUs('a: &x [*x]'), 'refused')
})
