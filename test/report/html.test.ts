// The HTML report as text: one file that loads nothing, in which no scanned text becomes markup.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import { renderHtml } from '../../src/report/html.ts'
import { breachedReport, hostileReport, largeReport, platformReport, waivedReport } from './reports.ts'

const reports = { platform: platformReport(), waived: waivedReport(), hostile: hostileReport() }

function hashOf(text: string | undefined): string {
  return `sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}`
}

test('the page loads nothing and allows exactly its own script and style', () => {
  const page = renderHtml(reports.platform)
  const [, style] = /<style>([^]*?)<\/style>/.exec(page) ?? []
  const [, script] = /<script>([^]*?)<\/script>/.exec(page) ?? []
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? []
  assert.ok(policy.includes('default-src &#39;none&#39;'))
  assert.ok(policy.includes(`style-src &#39;${hashOf(style)}&#39;`))
  assert.ok(policy.includes(`script-src &#39;${hashOf(script)}&#39;`))
  assert.doesNotMatch(page, /(?:src|href|action)="(?!#|data:image\/svg)|@import|url\(| style="| on[a-z]+="/)
})

test('a hostile name opens no tag and leaves no attribute', () => {
  const page = renderHtml(reports.hostile)
  assert.equal(page.match(/<script/g)?.length, 1)
  assert.doesNotMatch(page, /<img|<testcase|[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/)
  assert.ok(page.includes('&lt;/script&gt;&lt;script&gt;alert(1)'))
})

test('says everything that a report has to say', () => {
  const page = renderHtml(reports.waived)
  for (const text of [
    /<h1>Hostile code in one container reaches another tenant|<h1>Hostile code in 2 containers/,
    /arbitrary code is assumed/,
    /Kubernetes [\d.]+ \(assumed\)/,
    /Remove <code>privileged: true<\/code>/,
    /<mark>[^<]*<span[^>]*>[^<]*<\/span>.*privileged: true/,
    /dedicated pool in spring/,
    /broken\.yaml:\d+/,
    /defines nothing of the platform/,
    /not analysed\./,
    /CIS Azure Kubernetes Service 1\.8 .*fail/,
    /AKS makes the nodes and their files/,
  ]) {
    assert.match(page, text)
  }
})

test('a large report stays a page, and says what it leaves out', () => {
  const page = renderHtml(largeReport(50_000))
  assert.ok(page.length < 5_000_000)
  assert.equal(page.match(/<article/g)?.length, 25)
  assert.match(page, /This page shows 25 of 50000 findings/)
})

test('breach: strands, routes with evidence, containers, what is not known and who claims what', () => {
  const page = renderHtml(breachedReport())
  for (const text of [
    /<h1>Hostile code in one container reaches another tenant’s data with nothing in the way<\/h1>/,
    /<li class="card broken">[^]*<li class="card thin">[^]*<li class="card unproven">[^]*<li class="card holds">/,
    /depth 2 of 2/,
    /<mark>[^<]*<span[^>]*>[^<]*<\/span>.*privileged: true/,
    /<code>deploy\/llm\.yaml:14:9<\/code>/,
    /tenant models/,
    /containment: 2 if good, 0 if bad/,
    /<strong>blocked<\/strong>: a firewall[^]*ops@example\.com<br><span class="quiet">since 2026-11-02/,
    /read from the input/,
    /This one change lifts every guarantee to what is required; no cheaper set does as much/,
    /2 routes, with those above 2 of 12/,
    /all stand:<\/span> 1 of 1[^]*some are missing:<\/span> 0 of 1/,
    /seccomp filter \(seccomp-profile-missing\)/,
  ])
    assert.match(page, text)
})

test('breach: the answer precedes the controls, and every link within the page leads somewhere', () => {
  const page = renderHtml(breachedReport())
  const order = [
    'untrusted',
    'guarantees',
    'routes',
    'footholds',
    'defence',
    'facts',
    'fix-first',
    'layers',
    'findings',
  ]
  const places = order.map((id) => page.indexOf(`<section id="${id}"`))
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )
  assert.ok(places[0] !== -1)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), target)
})

test('breach: one route at a time, the weakest open, without a script', () => {
  const page = renderHtml(breachedReport())
  const routes = page.match(/<details class="group route[^>]*>/g) ?? []
  assert.equal(routes.length, 12)
  assert.ok(routes.every((each) => each.includes(' name="route" ')))
  assert.deepEqual(
    routes.map((each) => each.endsWith(' open>')),
    routes.map((_, index) => index === 0),
  )
})

test('breach: many routes and containers stay a page, and it says what it leaves out', () => {
  const report = breachedReport()
  const { breach } = report
  assert.ok(breach !== undefined)
  const [route] = breach.routes
  const [foothold] = breach.footholds
  assert.ok(route !== undefined && foothold !== undefined)
  const page = renderHtml({
    ...report,
    breach: {
      ...breach,
      routes: Array.from({ length: 5000 }, (_, index) => ({ ...route, id: `R${index}` })),
      footholds: Array.from({ length: 5000 }, () => foothold),
    },
  })
  assert.ok(page.length < 3_000_000)
  assert.match(page, /… and 4988 more routes in the JSON report/)
  assert.match(page, /… and 4700 more containers in the JSON report/)
})
