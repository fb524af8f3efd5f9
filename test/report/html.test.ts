// The HTML report as text: one file that loads nothing, in which no scanned text becomes markup.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'

import { renderHtml } from '../../src/report/html.ts'
import { hostileReport, largeReport, platformReport, waivedReport } from './reports.ts'

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
    /guarantees do not hold/,
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
