// Whose word a fact is: the owner's, nobody's, or the input's own.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderTerminal } from '../../src/report/terminal.ts'

const platform = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec: { containers: [{ name: server, image: 'registry.example/llm:1' }] }
---
apiVersion: v1
kind: Node
metadata: { name: node-1 }
status: { nodeInfo: { containerRuntimeVersion: 'containerd://1.5.0' } }
`

const facts = `facts:
  dns: filtered
  imds: { value: blocked, owner: ops@example.com, date: 2026-11-02 }
`

function scanned(): Report {
  const config = parseConfig({ path: 'bulkhead.yaml', text: facts })
  assert.equal(config.kind, 'config')
  return scan(
    { documents: [{ path: 'a.yaml', text: platform }] },
    config.kind === 'config' ? { config: config.value } : {},
  )
}

test('a claim keeps its owner, one without says so, and what a node shows is read and no claim', () => {
  const told = (scanned().breach?.facts ?? []).filter(({ value }) => value !== undefined)
  assert.deepEqual(
    told.map(({ fact, value, source, owner }) => [fact, value, source, owner]),
    [
      ['dns', 'filtered', 'claimed', undefined],
      ['imds', 'blocked', 'claimed', 'ops@example.com'],
      ['containerRuntime', 'outdated', 'read', undefined],
    ],
  )
})

test('every report for people marks the claim for which nobody stands, and only that', () => {
  const report = scanned()
  const terminal = renderTerminal(report, { hasColor: false, width: 100, isFull: true, groupBy: 'asset' })
  assert.match(terminal, /dns: filtered \(no owner\) · imds: blocked\n/)
  assert.match(terminal, /Known\s+from what was read\n +containerRuntime: outdated\n/)
  assert.match(renderMarkdown(report), /Claimed, no owner: `dns`\./)
  const html = renderHtml(report)
  assert.equal(html.match(/claimed, no owner/g)?.length, 1)
  assert.match(html, /claimed by ops@example\.com/)
  assert.equal(html.match(/read from the input/g)?.length, 1)
})
