// Images without fault and with one, and what is known of flaws, for scans of platforms.
import { advisory, critical, databaseText } from './advise.ts'
import { debianRelease, dpkgStatus, makeLayer, type TestImage } from './make-image.ts'
import type { Member } from './tar.ts'

/** Of Debian 12 and one library of Python, which nothing is wrong with. */
export const soundFiles: readonly Member[] = [
  debianRelease,
  dpkgStatus('bash=5.2'),
  { path: 'app/ray-2.9.0.dist-info/METADATA', content: 'Metadata-Version: 2.1\nName: ray\nVersion: 2.9.0\n' },
]
export const flawed: readonly Member[] = [
  ...soundFiles.slice(0, 2),
  { path: 'app/ray-2.6.0.dist-info/METADATA', content: 'Metadata-Version: 2.1\nName: ray\nVersion: 2.6.0\n' },
]
const config = { User: '10001', Cmd: ['/app/serve'], ExposedPorts: { '8000/tcp': {} } }

export function imageOf(
  files: readonly Member[],
  own: object = {},
  created = '2026-11-01T10:00:00Z',
): TestImage {
  return { layers: [makeLayer(files)], making: { config: { ...config, ...own }, created } }
}

export const records: readonly object[] = [
  advisory({
    id: 'CVE-2023-48022',
    ecosystem: 'PyPI',
    name: 'ray',
    score: critical,
    events: [{ introduced: '0' }, { fixed: '2.8.1' }],
  }),
  advisory({ id: 'CVE-2020-0001', name: 'other' }),
  {
    id: 'debian',
    releases: [
      { releaseCycle: '12', eol: '2028-06-30' },
      { releaseCycle: '10', eol: '2024-06-30' },
    ],
  },
]
const kev = { catalogVersion: '1', vulnerabilities: [{ cveID: 'CVE-2023-48022', dateAdded: '2023-12-01' }] }
export const otherKev: object = {
  ...kev,
  vulnerabilities: [{ cveID: 'CVE-2020-0002', dateAdded: '2021-01-01' }],
}
export const database: Record<string, string> = { 'db.adv': databaseText(records) }
export const withKev: Record<string, string> = { 'db.adv': databaseText([...records, kev]) }
export const options: readonly string[] = ['--images', '--db', 'db.adv']
