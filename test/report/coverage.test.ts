// How much of known threats is modelled: the lists are whole, and every row is true to the map.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { techniques } from '../../src/breach/techniques/registry.ts'
import { tellOccurrences } from '../../src/findings/occurrence.ts'
import type { Report } from '../../src/findings/report.ts'
import { attackTechniques } from '../../src/knowledge/attack.ts'
import { matrixTechniques } from '../../src/knowledge/threat-matrix.ts'
import { renderCoverage } from '../../src/report/coverage.ts'
import { emptyReport, exampleReport, hostileBreachReport } from './breach-reports.ts'
import { hostileReport } from './reports.ts'

const mistaken = exampleReport('model-platform')
const hardened = exampleReport('model-platform-hardened')

test('every ATT&CK and matrix id of a technique is known', () => {
  const known = new Set([...Object.keys(attackTechniques), ...matrixTechniques.map(({ id }) => id)])
  const used = techniques.flatMap(({ attack, matrix }) => [...attack, ...matrix])
  assert.deepEqual(
    used.filter((id) => !known.has(id)),
    [],
  )
})

test('the matrix of Microsoft is whole: 40 techniques, MS-TA9032 left out', () => {
  const numbers = Array.from({ length: 41 }, (_, index) => `MS-TA${9001 + index}`)
  assert.deepEqual(
    matrixTechniques.map(({ id }) => id).sort(),
    numbers.filter((id) => id !== 'MS-TA9032'),
  )
})

test('the matrix of ATT&CK for containers is whole', () => {
  assert.equal(
    Object.values(attackTechniques).filter(({ isOfContainers }) => isOfContainers === true).length,
    48,
  )
})

const reports: Readonly<Record<string, Report>> = {
  mistaken,
  hardened,
  hostile: hostileBreachReport(),
  'hostile findings': hostileReport(),
  empty: emptyReport(),
}

for (const [name, report] of Object.entries(reports)) {
  test(`coverage: the tables of the ${name} report have all their columns`, () => {
    let columns = 0
    for (const line of renderCoverage(report).split('\n')) {
      const pipes = [...line.matchAll(/(?<!\\)\|/g)].length
      if (!line.startsWith('|')) columns = 0
      else if (columns === 0) columns = pipes
      else assert.equal(pipes, columns, line)
    }
  })
}

for (const [name, report] of Object.entries({ mistaken, hardened })) {
  test(`coverage: every technique stands under all its ids and its vector, as the map of the ${name} platform has it`, () => {
    const lines = renderCoverage(report).split('\n')
    const graph = report.breach?.graph
    assert.ok(graph !== undefined)
    for (const { technique, state, places } of tellOccurrences(graph)) {
      const rows = lines.filter((line) => line.startsWith('|') && line.includes(`| ${technique.id} `))
      assert.equal(
        rows.length,
        new Set(technique.attack).size + new Set(technique.matrix).size + 1,
        technique.id,
      )
      const expected = state === 'closed' ? '– closed' : `${words[state]} from ${places[state]}`
      for (const row of rows) assert.ok(row.includes(expected), row)
    }
  })
}

const words = { open: '✗ open', unknown: '? unknown', barred: '✓ barred', drift: '✓ one wrong field' }

test('coverage: an occurrence counts each place once, by the worst step from there', () => {
  const graph = mistaken.breach?.graph
  assert.ok(graph !== undefined)
  const occurrence = tellOccurrences(graph).find(({ technique }) => technique.id === 'ESC_PRIVILEGED')
  // The transformer is privileged; the runtime of the predictor decides, and a wrong field might open it besides.
  assert.deepEqual(
    [occurrence?.places.open, occurrence?.places.unknown, occurrence?.places.barred],
    [1, 1, 0],
  )
  const containers = graph.positions.filter(({ kind }) => kind === 'container')
  assert.equal(occurrence?.places.drift, containers.length - 2)
})

test('coverage: says that nothing was asked, instead of calling everything closed', () => {
  const page = renderCoverage(emptyReport())
  assert.match(page, /No technique was asked about/)
  assert.doesNotMatch(page, /closed from|– closed/)
})
