// What has to hold of whole scans and their reports.
import assert from 'node:assert/strict'

import { scan } from '../src/engine/scan.ts'
import type { Report } from '../src/findings/report.ts'
import type { Document } from '../src/model/origin.ts'
import { renderAzurePipelines } from '../src/report/azure-pipelines.ts'
import { renderBenchmarks } from '../src/report/benchmarks.ts'
import { renderHtml } from '../src/report/html.ts'
import { jsonChunks } from '../src/report/json.ts'
import { renderJunit } from '../src/report/junit.ts'
import { renderMarkdown } from '../src/report/markdown.ts'
import { renderSarif } from '../src/report/sarif.ts'
import { renderTerminal } from '../src/report/terminal.ts'
import { groupings } from '../src/report/views.ts'
import { checkPlace } from './places.ts'

/** A pod whose worst switch nobody can read, among whatever else is there. */
const hiddenPod: Document = {
  path: 'hidden.yaml',
  text: `apiVersion: v1
kind: Pod
metadata: { name: hidden, namespace: hidden-namespace }
spec:
  hostPID: '{{ .Values.x }}'
  containers: [{ name: c, image: i, securityContext: { privileged: '{{ .Values.x }}' } }]
`,
}
const hiddenControls = ['host-pid', 'privileged-container']

/** A scan throws nothing, says the same twice, places every finding, and passes nothing that is hidden. */
export function checkScan(document: Document): Report {
  const documents = [document, hiddenPod]
  const report = scan({ documents }, { today: '2026-11-23' })
  for (const { location, message } of report.findings) {
    checkPlace(location, location.file === hiddenPod.path ? hiddenPod : document)
    assert.notEqual(message, '')
  }
  for (const { location } of report.problems) checkPlace(location, document)
  for (const name of hiddenControls) {
    assert.ok(
      report.findings.some((finding) => finding.name === name && finding.asset.name === 'hidden'),
      `${name} is undecided where its value is hidden`,
    )
  }
  if (document.text.length % 16 === 0) {
    const again = scan({ documents: documents.map((each) => ({ ...each })) }, { today: '2026-11-23' })
    assert.deepEqual(again.findings, report.findings)
  }
  return report
}

/** Every format renders whatever a report holds, and nothing of it takes over what shows it. */
export function checkRenderings(document: Document): void {
  const report = checkScan(document)
  JSON.parse([...jsonChunks(report)].join(''))
  JSON.parse(renderSarif(report))
  for (const groupBy of groupings) {
    const text = renderTerminal(report, { hasColor: false, width: 80, isFull: true, groupBy })
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  }
  checkTags(renderHtml(report))
  checkTags(renderJunit(report).replace(/^<\?xml[^>]*\?>/, ''))
  for (const text of [renderMarkdown(report), renderAzurePipelines(report), renderBenchmarks(report)]) {
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  }
}

const withoutEnd = new Set(['meta', 'input', 'br', 'hr', 'img', 'link'])

/** Every element that is opened is closed, in order. */
function checkTags(text: string): void {
  const open: string[] = []
  const withoutScripts = text.replace(/<(script|style)>[^]*?<\/\1>/g, '')
  for (const [, end = '', name = '', own = ''] of withoutScripts.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)[^>]*?(\/?)>/g,
  )) {
    if (own === '/' || withoutEnd.has(name)) continue
    if (end === '') open.push(name)
    else assert.equal(open.pop(), name, `</${name}> closes the element that is open`)
  }
  assert.deepEqual(open, [])
}
