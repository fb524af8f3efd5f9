import assert from 'node:assert/strict'

import { scoreOf } from '../src/images/advisories/cvss.ts'
import { EpssScores } from '../src/images/advisories/epss-scores.ts'
import { readCyclonedxBill } from '../src/images/stored/cyclonedx.ts'
import { readOwnReport } from '../src/images/stored/own-report.ts'
import { readSpdx } from '../src/images/stored/spdx.ts'
import { parseVex } from '../src/images/vex/parse.ts'
import type { Document } from '../src/model/origin.ts'
import { bytes, json, type Reader } from './reader.ts'
import { bills, cvssVectors, epssTables, vexDocuments } from './seeds-of-vex.ts'

function checkVex({ text, path }: Document): void {
  for (const { claim, products } of parseVex(text, path)?.statements ?? []) {
    const isBare = claim.justification === undefined && claim.impact === undefined
    assert.ok(claim.status !== 'not_affected' || !isBare, 'what is set aside has a reason')
    assert.ok(products.length > 0)
  }
}

function checkEpss({ text }: Document): void {
  const table = new EpssScores()
  for (const line of text.split('\n')) table.take(line)
  for (const { probability, percentile } of table.scores.values())
    assert.ok(probability >= 0 && probability <= 1 && percentile >= 0 && percentile <= 1)
}

function checkVector({ text }: Document): void {
  const score = scoreOf(text)
  assert.ok(score === undefined || (score >= 0 && score <= 10), `a score of ${score}`)
}

function checkBill({ text, path }: Document): void {
  const value: unknown = JSON.parse(text)
  for (const read of [readOwnReport, readCyclonedxBill, readSpdx]) {
    const stored = read(value, path)
    assert.ok(
      stored === undefined || stored.packages.every(({ layer }) => Number.isSafeInteger(layer) && layer >= 0),
    )
  }
}

/** What is said about vulnerabilities, and inventories of earlier scans. */
export const vexReaders: readonly Reader[] = [
  { name: 'vex', path: 'vex.json', share: 1, make: json(vexDocuments), run: checkVex },
  { name: 'epss', path: 'epss.csv', share: 1, make: bytes(epssTables), run: checkEpss },
  { name: 'cvss', path: 'vector.txt', share: 1, make: bytes(cvssVectors), run: checkVector },
  { name: 'stored', path: 'stored.json', share: 1, make: json(bills), run: checkBill },
]
