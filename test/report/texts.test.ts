// Terminal, JUnit, Markdown and Azure Pipelines: what they say, and that no scanned text gets out of its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { renderAzurePipelines } from '../../src/report/azure-pipelines.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderJunit } from '../../src/report/junit.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { markdownBlock, markdownCode, markdownText } from '../../src/report/markdown-text.ts'
import { printable, wrap } from '../../src/report/printable.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import type { TerminalOptions } from '../../src/report/terminal/style.ts'
import { attacks, hostileReport, largeReport, platformReport, waivedReport } from './reports.ts'

function terminal(report: Report, options: Partial<TerminalOptions> = {}): string {
  return renderTerminal(report, {
    hasColor: false,
    width: 100,
    isFull: false,
    groupBy: 'finding',
    ...options,
  })
}

test('terminal: tells the story in its order', () => {
  const text = terminal(waivedReport())
  const parts = [
    'untrusted  ',
    'Guarantees',
    'Weakest routes',
    'Fix first',
    'Controls  ',
    'Findings',
    'Waived',
    'Not analysed',
    'Skipped',
    'not analysed\n',
  ]
  const places = parts.map((part) => text.indexOf(part))
  assert.ok(
    places.every((place) => place >= 0),
    JSON.stringify(places),
  )
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )
})

test('terminal: a finding has what, where, why and what to do', () => {
  const text = terminal(platformReport())
  assert.match(text, /CRITICAL BH-0101 privileged-container {2}models\/Deployment\/llm\/server/)
  assert.match(text, /> +14 │ .*privileged: true/)
  assert.match(text, / what {2}.*\n[^]* why {3}.*\n[^]* do {4}/)
})

test('terminal: keeps within its width', () => {
  for (const width of [60, 80, 100]) {
    const long = terminal(platformReport(), { width })
      .split('\n')
      .filter((line) => line.length > width && /^ +(?:what|why|do) /.test(line))
    assert.deepEqual(long, [])
  }
})

test('terminal: groups by control, asset and fix, and says how much is left out', () => {
  const report = largeReport(50)
  assert.match(terminal(report), /and 47 more findings: --all/)
  for (const groupBy of ['control', 'fix'] as const) {
    assert.match(terminal(report, { groupBy }), /and 42 more; --all prints them/)
  }
  const apart = report.findings.map((each, index) => ({
    ...each,
    location: { ...each.location, line: index },
  }))
  assert.match(terminal({ ...report, findings: apart }, { groupBy: 'asset' }), /and 26 more objects/)
  assert.equal(terminal(report, { isFull: true }).match(/models\/Deployment\/llm-\d+/g)?.length, 50)
})

test('terminal: by asset, what one edit settles stands together, with what to write', () => {
  const text = terminal(platformReport(), { groupBy: 'asset' })
  assert.match(text, /one edit in the container {2}sidecar\n/)
  assert.match(text, /^ {6}securityContext:\n {8}capabilities:\n {10}drop: \[ALL\]$/m)
  assert.match(text, /settles 9 findings \(1 high, 4 medium, 1 low, 3 info\); try it first: BH-0110\n/)
  assert.equal(text.match(/BH-0110/g)?.length, 3, 'once for each of three containers')
})

test('terminal: by asset, what several objects share at one place is said once', () => {
  const text = terminal(largeReport(50), { groupBy: 'asset' })
  assert.match(text, /One place, several workloads/)
  assert.equal(text.match(/ what {2}/g)?.length, 1)
  assert.match(text, /models\/Deployment\/llm-0, [^]*and 44 more/)
})

test('terminal: colours only when asked', () => {
  assert.doesNotMatch(terminal(platformReport()), /\u001b/)
  assert.match(terminal(platformReport(), { hasColor: true }), /\u001b\[/)
})

test('terminal: no control character and no command of a build agent reaches it', () => {
  for (const groupBy of ['finding', 'control', 'asset', 'fix'] as const) {
    const text = terminal(hostileReport(), { groupBy, isFull: true })
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    assert.doesNotMatch(text, /##vso\[|##\[|^\s*::/m)
  }
})

test('terminal: findings in pods that AKS manages are counted, not listed', () => {
  const report = platformReport()
  const findings = report.findings.map((each) => ({ ...each, trust: 'managed' as const }))
  const text = terminal({ ...report, findings })
  assert.match(text, /No open findings\./)
  assert.match(text, new RegExp(`${findings.length} findings in pods that AKS deploys`))
})

test('terminal: a secret is shown neither by its own finding nor by its neighbour', () => {
  const report = platformReport()
  const [first] = report.findings
  assert.ok(first !== undefined)
  const secret = { ...first, isSensitive: true }
  const neighbour = { ...first, location: { ...first.location, line: first.location.line + 1 } }
  const text = terminal({ ...report, findings: [secret, neighbour] })
  assert.doesNotMatch(text, /│ +securityContext/)
  assert.match(text, /holds a secret/)
})

test('junit: a suite per control, a case per workload, and what was not analysed is an error', () => {
  const xml = renderJunit(platformReport())
  assert.match(xml, /<testsuite name="BH-0101 privileged-container"/)
  assert.match(
    xml,
    /<testcase name="models\/Deployment\/llm" classname="bulkhead\.workload\.privileged-container"/,
  )
  assert.match(xml, /<error message=/)
  assert.match(xml, /<failure message="critical: /)
})

test('junit: what is undecided or waived is skipped, not green', () => {
  assert.match(renderJunit(platformReport()), /<skipped message="[a-z]+: unknown: /)
  assert.match(renderJunit(waivedReport()), /<skipped message="critical: waived: [^]*dedicated pool/)
})

test('junit: is well-formed whatever the input', () => {
  const xml = renderJunit(hostileReport())
  assert.doesNotMatch(xml, /<testcase name="owned"|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
  assert.ok(xml.isWellFormed())
  const tags = [...xml.matchAll(/<(\/?)([a-z]+)(?: [a-z]+="[^"<]*")*(\/?)>/g)]
  const open: string[] = []
  for (const [, closing, name = '', empty] of tags) {
    if (closing === '/') assert.equal(open.pop(), name)
    else if (empty !== '/') open.push(name)
  }
  assert.deepEqual(open, [])
  assert.equal(xml.match(/</g)?.length, tags.length + 1, 'every < opens a tag that we wrote')
})

test('azure pipelines: grave findings are errors with their place, what was not analysed a warning', () => {
  const text = renderAzurePipelines(platformReport())
  assert.match(
    text,
    /^##vso\[task\.logissue type=error;sourcepath=deploy\/llm\.yaml;linenumber=14;columnnumber=\d+;code=BH-0101;\]critical: /m,
  )
  assert.match(text, /^##vso\[task\.logissue type=warning;sourcepath=broken\.yaml;.*Not analysed/m)
})

test('azure pipelines: a hostile name injects no command', () => {
  const text = renderAzurePipelines(hostileReport())
  for (const line of text.trimEnd().split('\n')) {
    assert.match(
      line,
      /^(?:##vso\[task\.logissue (?:[a-z]+=[^;\]]*;){5}\]|… and |Images: |Image |Bulkhead: )/,
    )
    assert.doesNotMatch(line.slice(2), /##vso\[|##\[/)
  }
  assert.equal(text.split('\n').filter((line) => line.startsWith('##vso')).length, attacks.length * 2)
})

test('azure pipelines: what the agent would decode is encoded', () => {
  assert.match(renderAzurePipelines(hostileReport()), /sourcepath=%AZP250A%AZP25AZP25\{0\}/)
})

test('markdown: shows grid, fixes, findings with frames and what was not analysed', () => {
  const text = renderMarkdown(platformReport())
  assert.match(text, /\| \*\*isolation\*\* \| ❌ fails \|/)
  assert.match(text, /### Fix first[^]*### Findings[^]*privileged: true[^]*### Not analysed/)
})

test('markdown: a hostile name brings no markup, link, mention or HTML', () => {
  const text = renderMarkdown(hostileReport())
  const outside = text
    .replace(/^ *(`{3,})\w*\n[^]*?^ *\1$/gm, '')
    .replace(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '')
  assert.doesNotMatch(outside, /<(?!\/?(?:details|summary|b)>)/)
  assert.doesNotMatch(outside, /(?<!\\)\]\(|[^\\]\[click/)
  assert.doesNotMatch(outside, /@everyone|#1\b|!2\b|GH-3|:\/\/evil|www\.evil/)
  assert.doesNotMatch(outside, /^#+ owned/m)
})

test('markdown: fits into a comment', () => {
  assert.ok(renderMarkdown(largeReport(20_000)).length < 65_536)
  assert.ok(renderMarkdown(hostileReport()).length < 65_536)
})

test('markdown: code and blocks cannot be closed from within', () => {
  assert.equal(markdownCode('a`b'), '``a`b``')
  assert.equal(markdownCode('`a'), '`` `a ``')
  assert.equal(markdownBlock(['```'], 'text')[0], '````text')
  assert.equal(markdownText('a*b_[c]'), 'a\\*b\\_\\[c\\]')
})

test('printable text breaks commands of build agents and keeps everything else', () => {
  assert.equal(printable('a ## b ::1 std::string'), 'a ## b ::1 std::string')
  assert.equal(printable('##VSO[x]'), '# #VSO[x]')
  assert.equal(printable('  ::error::x'), '  : :error::x')
})

test('wrapping keeps every word', () => {
  const words = 'a bb ccc dddd eeeeeeeeeeeeeeee f'
  assert.equal(wrap(words, 6).join(' '), words)
  assert.ok(wrap(words, 6).every((line) => line.length <= 6 || !line.includes(' ')))
})

test('with a baseline only what is new is listed, and the rest is counted', () => {
  const report = platformReport()
  const findings = report.findings.map((each, index) => (index === 0 ? each : { ...each, isKnown: true }))
  const compared = {
    ...report,
    findings,
    baseline: { known: findings.length - 1, gone: 3, worse: [], better: [] },
  }
  for (const text of [terminal(compared, { isFull: true }), renderMarkdown(compared)]) {
    assert.match(text, new RegExp(`${findings.length - 1} known and not listed, 3 gone`))
    assert.match(text, /BH-0101/)
    assert.doesNotMatch(text, /BH-0102/)
  }
  assert.match(renderJunit(compared), /<skipped message="[a-z]+: in the baseline: /)
})

test('what fails precedes what cannot be told, and problems of one kind stand together', () => {
  const report = platformReport()
  const text = terminal(report, { isFull: true })
  const verdicts = [...text.matchAll(/^(?:CRITICAL|HIGH|MEDIUM|LOW|INFO)( unknown)? BH-/gm)].map(
    ([, unknown]) => unknown,
  )
  assert.ok(verdicts.includes(' unknown'))
  assert.equal(verdicts.findLastIndex((each) => each === undefined) + 1, verdicts.indexOf(' unknown'))
  const [problem] = report.problems
  assert.ok(problem !== undefined)
  const problems = ['Do this.', 'Do that.'].map((remedy) => ({ ...problem, remedy }))
  assert.match(terminal({ ...report, problems }), /broken-syntax × 2\n[^]*do {2}Do this\.[^]*do {2}Do that\./)
})

test('a scan that saw nothing, or not everything, keeps no promise', () => {
  const nothing = scan({ documents: [] })
  const broken = scan({ documents: [{ path: 'a.yaml', text: 'apiVersion: v1\nkind: Pod\nmetadata: [' }] })
  for (const report of [nothing, broken]) {
    assert.deepEqual(new Set(report.guarantees.map(({ verdict }) => verdict)), new Set(['unknown']))
    for (const text of [terminal(report), renderMarkdown(report), renderHtml(report)]) {
      assert.doesNotMatch(text, /[✓✅](?:<.span>)? holds|All guarantees hold/)
      assert.match(text, /Nothing in this input could be judged/)
    }
  }
})
