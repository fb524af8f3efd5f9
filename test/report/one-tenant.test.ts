// Where all untrusted code is one tenant's, nothing was put to the test between tenants: every report says so alike.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import { whatIf } from '../../src/engine/what-if.ts'
import type { Report } from '../../src/findings/report.ts'
import type { Strand } from '../../src/knowledge/required-depths.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { renderWhatIf } from '../../src/report/what-if.ts'

const pod = (namespace: string): string => `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec: { containers: [{ name: server, image: llm }] }`

const documents = (text: string): { documents: { path: string; text: string }[] } => ({
  documents: [{ path: 'platform.yaml', text }],
})
const alone = pod('acme')
const two = `${pod('acme')}\n---\n${pod('globex')}`

/** Strands of which the verdict says nothing, of the platform and of each container. */
function vacuousIn({ breach }: Report): readonly (readonly Strand[])[] {
  assert.ok(breach !== undefined)
  return [breach, ...breach.footholds].map(({ strands }) =>
    strands.filter(({ isVacuous }) => isVacuous).map(({ strand }) => strand),
  )
}

test('isolation of the platform and of each container says nothing', () => {
  assert.deepEqual(vacuousIn(scan(documents(alone))), [
    ['data', 'influence'],
    ['data', 'influence'],
  ])
  assert.deepEqual(vacuousIn(scan(documents(two))), [[], [], []])
})

const word = /no other tenant/g

function terminal(report: Report): string {
  return renderTerminal(report, { hasColor: false, width: 100, isFull: false, groupBy: 'finding' })
}

const renderers: readonly (readonly [name: string, render: (report: Report) => string, count: number])[] = [
  ['terminal', terminal, 2],
  ['Markdown', renderMarkdown, 2],
  // Two cards, and two columns of the tenant and of its container.
  ['HTML', renderHtml, 6],
]

for (const [name, render, count] of renderers) {
  test(`${name} says it in one word, and nowhere else`, () => {
    assert.equal(render(scan(documents(alone))).match(word)?.length, count)
    assert.equal(render(scan(documents(two))).match(word), null)
  })
}

test('what-if says it before and after, and names no depth', () => {
  const lines = (text: string): readonly string[] =>
    renderWhatIf(whatIf(documents(text), {}, { passing: [], failing: [], facts: {} })).split('\n')
  assert.deepEqual(
    lines(alone).filter((line) => line.startsWith('isolation')),
    [
      'isolation: data         · no other tenant         · no other tenant',
      'isolation: influence    · no other tenant         · no other tenant',
    ],
  )
  assert.doesNotMatch(lines(two).join('\n'), word)
})
