// Inventories and images whose vulnerabilities others have told, read in place.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import { matchInventory } from '../../src/images/advisories/match.ts'
import { readImage } from '../../src/images/read-image.ts'
import {
  databaseFrom,
  debianPackages,
  hasAdvisories,
  measureDebian,
} from '../conformance/images/advisories.ts'
import { shared } from '../conformance/suites.ts'
import { advisory, databaseOf, debian, matched } from './advise.ts'

const missing = hasAdvisories() ? false : 'no advisories here'

test(
  'a Debian with 767 packages has exactly the vulnerabilities that dpkg itself tells',
  { skip: missing },
  async () => {
    assert.equal(debianPackages().length, 767)
    const { answers, disagreements } = await measureDebian()
    assert.equal(answers, 5016)
    assert.deepEqual(disagreements, [])
  },
)

const trivy = join(shared, 'conformance', 'trivy-e2e')

interface Golden {
  readonly Results: readonly {
    readonly Vulnerabilities: readonly {
      readonly VulnerabilityID: string
      readonly PkgName: string
      readonly InstalledVersion: string
      readonly FixedVersion: string
    }[]
  }[]
}

/** `db/alpine.yaml` of Trivy's fixtures, for Alpine 3.10. */
const trivyFixture = [
  advisory({
    id: 'CVE-2019-1549',
    ecosystem: 'Alpine:v3.10',
    name: 'openssl',
    events: [{ introduced: '0' }, { fixed: '1.1.1d-r0' }],
  }),
  advisory({
    id: 'CVE-2019-1551',
    ecosystem: 'Alpine:v3.10',
    name: 'openssl',
    events: [{ introduced: '0' }, { fixed: '1.1.1d-r2' }],
  }),
  advisory({
    id: 'CVE-2019-14697',
    ecosystem: 'Alpine:v3.10',
    name: 'musl',
    events: [{ introduced: '0' }, { fixed: '1.1.20-r5' }],
  }),
]

test(
  'Alpine 3.10 has what Trivy finds in it with its own advisories',
  { skip: existsSync(trivy) ? false : 'no labelled cases here' },
  async () => {
    const { image, layers } = await readImage(
      { kind: 'path', path: join(trivy, 'images', 'alpine-310.tar.gz') },
      {},
    )
    // The image of the golden report is an older build (3.10.2): its packages are those of ours, but for OpenSSL.
    const stored = reportImage({ reference: 'x', image, layers }, { database: databaseOf(trivyFixture) })
    assert.equal(stored.packages.length, 14)
    assert.deepEqual(stored.vulnerabilities, [], 'OpenSSL 1.1.1d-r2 has both fixes')
    const older = stored.packages.map((each) =>
      each.source?.name === 'openssl'
        ? { ...each, version: '1.1.1c-r0', source: { name: 'openssl', version: '1.1.1c-r0' } }
        : each,
    )
    const { Results } = JSON.parse(readFileSync(join(trivy, 'alpine-310.json.golden'), 'utf8')) as Golden
    const alpine = { ...debian, id: 'alpine', version: '3.10.2' }
    assert.deepEqual(
      matched(older, trivyFixture, alpine).map(({ vulnerability, package: { name, version }, fixed }) => [
        vulnerability,
        name,
        version,
        fixed,
      ]),
      Results.flatMap(({ Vulnerabilities }) =>
        Vulnerabilities.map((each) => [
          each.VulnerabilityID,
          each.PkgName,
          each.InstalledVersion,
          each.FixedVersion,
        ]),
      ).sort((a, b) => String(a[1]).localeCompare(String(b[1]))),
    )
  },
)

test(
  'Alpine’s own advisories say the same of that image',
  { skip: missing || (existsSync(trivy) ? false : 'no labelled cases here') },
  async () => {
    const { image, layers } = await readImage(
      { kind: 'path', path: join(trivy, 'images', 'alpine-310.tar.gz') },
      {},
    )
    const database = await databaseFrom('osv-alpine-2020.ndjson.gz')
    const {
      packages,
      vulnerabilities,
      image: summary,
    } = reportImage({ reference: 'x', image, layers }, { database })
    assert.equal(summary.os?.version, '3.10.4')
    assert.deepEqual(vulnerabilities, [])
    const older = packages.map((each) =>
      each.source?.name === 'openssl' ? { ...each, source: { name: 'openssl', version: '1.1.1c-r0' } } : each,
    )
    const alpine = { ...debian, id: 'alpine', version: '3.10.2' }
    const { matches } = matchInventory({ os: alpine, packages: older }, database)
    assert.deepEqual(
      [...new Set(matches.map(({ vulnerability, fixed }) => `${vulnerability} ${fixed}`))],
      ['CVE-2019-1547 1.1.1d-r0', 'CVE-2019-1549 1.1.1d-r0', 'CVE-2019-1563 1.1.1d-r0'],
    )
  },
)
