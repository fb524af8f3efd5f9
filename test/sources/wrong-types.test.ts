// Whatever stands where: nothing throws, a wrong type is said, and what cannot be read never becomes a pass.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assert as assertProperty, constantFrom, property } from 'fast-check'

import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'
import { composeFile, objects, type PlainObject } from './real-objects.ts'

type Path = readonly (string | number)[]

/** Every place of a tree but the root. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([key, child]) =>
    pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? below : [path, ...below]
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, key) => (here as Record<string | number, unknown>)[key], value)
}

function replace(value: unknown, path: Path, by: unknown): unknown {
  const copy = structuredClone(value)
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, unknown>
  parent[path.at(-1) ?? ''] = by
  return copy
}

function read(values: readonly unknown[], path = 'objects.yaml'): Report {
  return scan({ documents: [{ path, text: values.map((value) => JSON.stringify(value)).join('\n---\n') }] })
}

function deep(levels: number): unknown {
  return levels === 0 ? 'x' : { a: [deep(levels - 1)] }
}

const strange: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e300,
  true,
  '',
  'text',
  '{{ .Values.x }}',
  '${X}',
  '<fill in>',
  [],
  [null],
  [[]],
  ['text', 5, null, {}],
  {},
  { '': null, a: {}, __proto__: 1, constructor: 'x' },
  deep(60),
]

/** What an object is called and where it lives says which object it is: hiding that is another question. */
const identity = new Set(['apiVersion', 'kind', 'metadata', 'name'])

const places = objects.flatMap((object) => pathsOf(object).map((path) => ({ object, path })))
const place = constantFrom(...places)

test('no value at any place makes a scan throw', () => {
  assertProperty(
    property(place, constantFrom(...strange), ({ object, path }, value) => {
      assert.equal(read([replace(object, path, value)]).schema, 1)
    }),
    { numRuns: 400 },
  )
})

test('no value in a Compose file makes a scan throw', () => {
  const inCompose = constantFrom(...pathsOf(composeFile))
  assertProperty(
    property(inCompose, constantFrom(...strange), (path, value) => {
      assert.equal(read([replace(composeFile, path, value)], 'compose.yaml').schema, 1)
    }),
    { numRuns: 200 },
  )
})

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' ? 'map' : 'scalar'
}

/** A list of groups and a map of groups are read alike. */
const eitherShape = new Set(['RayCluster spec.workerGroupSpecs as map'])

test('a list, a map or a single value where another is due is a problem', () => {
  const wrong = { list: ['text', 5], map: { a: { b: 1 } }, scalar: 'text' }
  const missed = new Set<string>()
  for (const { object, path } of places) {
    for (const [shape, value] of Object.entries(wrong)) {
      if (shape === shapeOf(at(object, path))) continue
      const { problems } = parseKubernetes({
        path: 'object.json',
        text: JSON.stringify(replace(object, path, value)),
      })
      const what = `${object.kind} ${path.join('.')} as ${shape}`
      if (problems.length === 0 && !eitherShape.has(what)) missed.add(what)
    }
  }
  assert.deepEqual([...missed], [])
})

/** Controls with a finding, as `BH-0101`. */
function found(report: Report): Set<string> {
  return new Set(report.findings.map(({ control }) => control))
}

function failing(report: Report): string[] {
  const fails = report.findings.filter(({ verdict }) => verdict === 'fail')
  return [...new Set(fails.map(({ control }) => control))]
}

/**
 * Controls that leave what cannot be read to another one, which has to say so: the value is the subject of both, and one
 * `unknown` is enough. A container that nobody can see is represented by one whose image is unknown.
 */
const leftToAnother: Readonly<Record<string, string>> = {
  'BH-0127': 'BH-0108',
  'BH-0130': 'BH-0108',
  'BH-0139': 'BH-0111',
  'BH-0144': 'BH-0106',
  'BH-0145': 'BH-0106',
  'BH-0146': 'BH-0106',
  'BH-0147': 'BH-0106',
  'BH-0148': 'BH-0106',
  'BH-0171': 'BH-0106',
  'BH-0205': 'BH-0201',
  'BH-0206': 'BH-0202',
  'BH-0207': 'BH-0203',
  'BH-0208': 'BH-0204',
  'BH-0214': 'BH-0213',
  'BH-0215': 'BH-0210',
  'BH-0262': 'BH-0106',
  'BH-0304': 'BH-0305',
  'BH-0307': 'BH-0305',
  'BH-0410': 'BH-0420',
  'BH-0413': 'BH-0420',
  'BH-0430': 'BH-0431',
}

/** Limits that cannot be read bound, as far as anybody knows, what counts against them. */
const boundBy: Readonly<Record<string, string>> = { 'BH-0262': 'BH-0201' }

/** Ranges of controls that are held to it; others join as they are brought up to it. */
const held: readonly (readonly [from: string, to: string])[] = [
  ['BH-0101', 'BH-0599'],
  ['BH-0801', 'BH-0829'],
]

/** Controls about what is written into variables: what a template fills in is written elsewhere. */
const aboutLiterals = new Set(['BH-0220', 'BH-0222', 'BH-0224', 'BH-0226'])

test('a value that cannot be read never turns a failing control into a passing one', () => {
  const lost = objects.flatMap(lostFindings)
  assert.deepEqual(lost, [])
})

function isHeld(id: string): boolean {
  return held.some(([from, to]) => from <= id && id <= to)
}

/** What a binding gives is judged by the role that it names; whom it gives it to, by those about subjects. */
const aboutBindings: readonly (readonly [from: string, to: string])[] = [['BH-0340', 'BH-0360']]

function spokenFor(id: string): string[] {
  const isAboutBinding = aboutBindings.some(([from, to]) => from <= id && id <= to)
  const others = [leftToAnother[id], boundBy[id], ...(isAboutBinding ? ['BH-0331', 'BH-0338'] : [])]
  return others.filter((other) => other !== undefined)
}

function lostFindings(object: PlainObject): string[] {
  const failed = failing(read([object]))
  return pathsOf(object)
    .filter((path) => !path.some((key) => identity.has(String(key))))
    .flatMap((path) => ['{{ .Values.x }}', hiddenShape(at(object, path))].map((value) => ({ path, value })))
    .flatMap(({ path, value }) => {
      const after = found(read([replace(object, path, value)]))
      const isLost = (id: string): boolean =>
        isHeld(id) && !after.has(id) && !spokenFor(id).some((other) => after.has(other))
      return failed
        .filter((id) => isLost(id) && !aboutLiterals.has(id))
        .map((id) => `${id} ${object.kind} ${path.join('.')}`)
    })
}

/** A value of the wrong shape, which is as hidden as a template. */
function hiddenShape(value: unknown): unknown {
  return Array.isArray(value) ? { not: 'a list' } : ['not', 'this']
}
