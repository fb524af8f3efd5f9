// Whatever a module of the public registry is given, it is worked out; and what nobody knows of it makes nothing better.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  type Arbitrary,
  assert as check,
  constantFrom,
  dictionary,
  oneof,
  property,
  shuffledSubarray,
  tuple,
} from 'fast-check'

import { scan } from '../../src/engine/scan.ts'
import { parseAll } from '../../src/sources/bicep/parse-file.ts'
import { Reader } from '../../src/sources/bicep/reader.ts'
import type { Surface } from '../../src/sources/bicep/surface/surface.ts'
import { surfaces } from '../../src/sources/bicep/surface/surfaces.ts'
import { read } from './bicep.ts'

const values = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  "''",
  "'Enabled'",
  "'/subscriptions/1/resourceGroups/2/providers/Microsoft.Network/virtualNetworks/3/subnets/4'",
  'nobodyKnows',
  '[]',
  '[null]',
  "['a']",
  '[[]]',
  '{}',
  '[{}]',
  "[{ name: 'a' }]",
  "[{ name: 'a', roleAssignments: [{}], properties: {} }]",
  "{ systemAssigned: true, userAssignedResourceIds: ['a'] }",
  '[for each in nobodyKnows: { name: each }]',
] as const

function parametersOf({ path, bicep }: Surface): readonly string[] {
  return [...parseAll(new Reader({ path, text: bicep })).declared.parts.parameters.keys()]
}

type Given = Readonly<Record<string, string>>

function givenTo(surface: Surface): Arbitrary<Given> {
  const names = parametersOf(surface)
  return tuple(shuffledSubarray([...names]), dictionary(constantFrom(...names), constantFrom(...values))).map(
    ([named, all]) => Object.fromEntries(named.map((name) => [name, all[name] ?? 'null'])),
  )
}

function calling({ path, from }: Surface, given: Given, version = from): string {
  const lines = Object.entries(given).map(([name, value]) => `    ${name}: ${value}\n`)
  return `module it 'br/public:${path}:${version}' = {\n  params: {\n${lines.join('')}  }\n}\n`
}

for (const surface of surfaces)
  test(`${surface.path} from ${surface.from} is worked out with whatever it is given`, () => {
    check(
      property(
        givenTo(surface),
        oneof(constantFrom(surface.from), constantFrom('0.0.1', '77.0.0')),
        (given, version) => {
          const problems = read({ 'main.bicep': calling(surface, given, version) }).flatMap(
            (each) => each.problems,
          )
          assert.deepEqual(
            problems.filter(({ code }) => code === 'broken-syntax'),
            [],
          )
        },
      ),
      { numRuns: 60 },
    )
  })

type Findings = ReadonlyMap<string, string>

/** What is found on what a module is about: with more unknown, the names of what it declares beside change. */
function findingsOf(text: string): Findings {
  const { findings } = scan({ documents: [{ path: 'main.bicep', text }] })
  const own = findings.filter(({ asset }) => /^\w+\/models$/.test(asset.name))
  return new Map(own.map(({ control, asset, verdict }) => [`${control} ${asset.name}`, verdict]))
}

/** What fails in one and is not found in the other. */
function bettered(known: Findings, unknown: Findings): readonly string[] {
  return [...known].filter(([key, verdict]) => verdict === 'fail' && !unknown.has(key)).map(([key]) => key)
}

const ofThings = surfaces.filter((surface) => parametersOf(surface).includes('name'))

for (const surface of ofThings)
  test(`a parameter of ${surface.path} from ${surface.from} that nobody knows makes nothing better`, () => {
    check(
      property(givenTo(surface), (some) => {
        const given = { ...some, name: "'models'" }
        const known = findingsOf(calling(surface, given))
        const withMore = findingsOf(calling(surface, { ...given, nobodyHasHeardOf: 'true' }))
        const ofLater = findingsOf(calling(surface, given, '77.0.0'))
        assert.deepEqual([bettered(known, withMore), bettered(known, ofLater)], [[], []])
      }),
      { numRuns: 10 },
    )
  })
