// The HTML report in a real browser: it runs nothing foreign, its filters work, and everybody can read it.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'

import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

import type { Report } from '../../src/findings/report.ts'
import { renderHtml } from '../../src/report/html.ts'
import { attacks, breachedReport, hostileReport, platformReport } from './reports.ts'

const reports = {
  platform: platformReport(),
  hostile: hostileReport(),
  breached: breachedReport(),
}

const executablePath = '/usr/bin/chromium'
const skip = existsSync(executablePath) ? false : `${executablePath} is not installed`

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-html-'))
let browser: Browser | undefined

after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
})

interface Opened {
  readonly page: Page
  /** What the page tried to load, and what went wrong in it. */
  readonly incidents: readonly string[]
}

/** `bypassCSP` lets a test inject axe, or run without the policy; the page as people see it has it. */
async function open(report: Report, options: object = {}): Promise<Opened> {
  const isRoot = process.getuid?.() === 0
  browser ??= await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] })
  const path = join(folder, 'report.html')
  writeFileSync(path, renderHtml(report))
  const page = await browser.newPage(options)
  const incidents: string[] = []
  const address = pathToFileURL(path).href
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) incidents.push(request.url())
  })
  page.on('dialog', (dialog) => void (incidents.push(dialog.message()), dialog.dismiss()))
  page.on('pageerror', (error) => incidents.push(error.message))
  page.on('console', (message) => incidents.push(message.text()))
  await page.goto(address)
  return { page, incidents }
}

/** Routes share a name, so that only one stays open: here all have to be seen. */
const openAll = `document.querySelectorAll('details').forEach((each) => {
  each.removeAttribute('name')
  each.open = true
})`

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 400],
] as const) {
  test(`axe finds no violation in ${colorScheme} colours, ${width} wide`, { skip }, async () => {
    const viewport = { width, height: 900 }
    const { page } = await open(reports.breached, { colorScheme, viewport, bypassCSP: true })
    await page.evaluate(openAll)
    await page.evaluate(axe.source)
    const violations = await page.evaluate('axe.run().then(({ violations }) => violations)')
    assert.deepEqual(violations, [])
    await page.close()
  })
}

/** Texts of a picture that reach into a wall, or out of the picture. */
const overflowing = `[...document.querySelectorAll('figure svg.section')].filter((each) => each.checkVisibility()).flatMap((svg) => {
  const frame = svg.getBoundingClientRect()
  const walls = [...svg.querySelectorAll('.touch')].map((each) => each.getBoundingClientRect())
  return [...svg.querySelectorAll('text')].filter((text) => {
    const box = text.getBoundingClientRect()
    const isOut = box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1
    return isOut || walls.some((wall) => box.left < wall.right - 1 && box.right > wall.left + 1 && box.top < wall.bottom - 4 && box.bottom > wall.top + 4)
  }).map((text) => text.textContent)
})`

for (const width of [360, 800, 1280]) {
  test(`pictures: no text leaves its place, ${width} wide`, { skip }, async () => {
    for (const report of [reports.breached, reports.hostile]) {
      const { page } = await open(report, { viewport: { width, height: 900 } })
      await page.evaluate(openAll)
      assert.deepEqual(await page.evaluate(overflowing), [])
      await page.close()
    }
  })
}

test('pictures: the keyboard walks from wall to wall, and each leads to its step', { skip }, async () => {
  const { page } = await open(reports.breached, { viewport: { width: 1280, height: 900 } })
  await page.locator('#R3 summary').click()
  const walls = page.locator('#R3 figure.wide a')
  await walls.first().focus()
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate('document.activeElement.getAttribute("href")'), '#R3-2')
  await page.keyboard.press('Enter')
  assert.match(page.url(), /#R3-2$/)
  assert.ok(await page.locator('#R3-2').isVisible())
  await page.close()
})

test('choosing a route closes the other, without scripts', { skip }, async () => {
  const { page } = await open(reports.breached, { javaScriptEnabled: false })
  assert.ok(await page.locator('#R1 figure.wide').isVisible())
  await page.locator('#R3 summary').click()
  assert.ok(await page.locator('#R3 figure.wide').isVisible())
  assert.equal(await page.locator('#R1 figure.wide').isVisible(), false)
  await page.close()
})

test('hostile names run nothing and load nothing, even without the policy', { skip }, async () => {
  const { page, incidents } = await open(reports.hostile, { bypassCSP: true })
  assert.equal(await page.locator('article').count(), attacks.length)
  assert.deepEqual(incidents, [])
  await page.close()
})

test('filters narrow the list, the address keeps them, and nothing found is said', { skip }, async () => {
  const { page, incidents } = await open(reports.platform)
  const shown = page.locator('article:not([hidden])')
  const total = await shown.count()
  const critical = reports.platform.findings.filter(({ severity }) => severity === 'critical').length
  assert.ok(critical > 0 && critical < total)
  await page.getByLabel('severity').selectOption('critical')
  assert.equal(await shown.count(), critical)
  assert.match(page.url(), /#severity=critical$/)
  await page.reload()
  assert.equal(await shown.count(), critical)
  await page.getByLabel('Search').fill('no such thing')
  assert.ok(await page.getByText('No finding matches these filters.').isVisible())
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.getByText(`${total} of ${total} findings shown`).waitFor()
  assert.deepEqual(incidents, [])
  await page.close()
})

test('findings are regrouped by asset and back', { skip }, async () => {
  const { page } = await open(reports.platform)
  const total = await page.locator('article').count()
  const groups = await page.locator('#finding-list > details').count()
  await page.getByLabel('Group by').selectOption('asset')
  await page.locator('#finding-list summary', { hasText: 'models/Deployment/llm' }).waitFor()
  assert.equal(await page.locator('#finding-list article').count(), total)
  await page.getByLabel('Group by').selectOption('control')
  assert.equal(await page.locator('#finding-list > details').count(), groups)
  assert.equal(await page.locator('#finding-list article').count(), total)
  await page.close()
})

test('without scripts it is the plain list, without controls that do nothing', { skip }, async () => {
  const { page } = await open(reports.platform, { javaScriptEnabled: false })
  assert.ok((await page.locator('article').count()) > 5)
  assert.equal(await page.locator('#filters').isVisible(), false)
  await page.close()
})

test('fits a narrow screen', { skip }, async () => {
  const { page } = await open(reports.hostile, { viewport: { width: 360, height: 700 } })
  assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= 360)
  await page.close()
})
