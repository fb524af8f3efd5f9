// A reference as it is written and scanned, in memory.
import assert from 'node:assert/strict'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import type { Language, Profile, ReferenceOptions } from '../../src/reference/options.ts'
import { largestBill } from '../../src/reference/largest-bill.ts'
import { writeReference } from '../../src/reference/write.ts'

export type Files = ReadonlyMap<string, string>

export function optionsFor(profile: Profile, language: Language = 'terraform'): ReferenceOptions {
  return {
    profile,
    language,
    name: 'models',
    location: 'westeurope',
    registry: 'modelsregistry',
    domain: 'models.example.com',
    kubernetes: '1.36',
    tenants: ['acme', 'globex'],
    gpuTenants: ['vision'],
    addressSpace: '10.40.0.0/16',
    budget: largestBill(1),
    owner: 'platform-security@example.com',
    date: '2026-11-30',
  }
}

export function written(options: ReferenceOptions): Files {
  return new Map(writeReference(options).map(({ path, text }) => [path, text]))
}

/** What a scan of the written folder says, with the configuration that was written beside it. */
export function scanned(files: Files): Report {
  const config = parseConfig({ path: 'bulkhead.yaml', text: files.get('bulkhead.yaml') ?? '' })
  assert.ok(config.kind === 'config', JSON.stringify(config))
  const documents = [...files]
    .filter(([path]) => /\.(?:tf|bicep|yaml)$/.test(path) && path !== 'bulkhead.yaml')
    .map(([path, text]) => ({ path, text }))
  return scan({ documents }, { config: config.value, today: '2026-11-30' })
}

/** Names of the controls that fail. */
export function failing({ findings }: Report): ReadonlySet<string> {
  return new Set(findings.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name))
}
