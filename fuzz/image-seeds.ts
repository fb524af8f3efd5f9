// Well-formed beginnings of what readers of images read.
import { deflateSync } from 'node:zlib'

import { elf as madeElf, pe as madePe } from '../test/images/elf.ts'

export const packageFiles: Readonly<Record<string, readonly string[]>> = {
  'var/lib/dpkg/status': [
    'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc (2.36-9)\nVersion: 2.36-9+b1\nDescription: x\n more\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n',
  ],
  'lib/apk/db/installed': [
    'C:Q1=\nP:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\no:musl\nF:lib\nR:ld.so\nZ:x\n\nP:zlib\nV:1.3-r0\n',
  ],
  'etc/os-release': ['ID=debian\nVERSION_ID="12"\nPRETTY_NAME=\'Debian\'\nID_LIKE="a b"\n'],
  'site/six-1.16.0.dist-info/METADATA': [
    'Metadata-Version: 2.1\nName: six\nVersion: 1.16.0\nLicense: MIT\n\nText\n',
  ],
  'app/node_modules/a/package.json': ['{"name":"a","version":"1.0.0","license":"MIT","private":true}'],
  'opt/conda-meta/a.json': ['{"name":"a","version":"1.0.0","build":"h0","files":["x"]}'],
  'app.deps.json': ['{"libraries":{"A/1.0.0":{"type":"package"},"B/1":{"type":"project"}}}'],
  'gems/specifications/a.gemspec': [
    'Gem::Specification.new do |s|\n  s.name = "a".freeze\n  s.version = "1.0"\nend\n',
  ],
  'usr/include/python3.11/patchlevel.h': ['#define PY_VERSION "3.11.7"\n#define PY_MAJOR_VERSION 3\n'],
  'usr/include/node/node_version.h': [
    '#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 1\n#define NODE_PATCH_VERSION 2\n',
  ],
  'srv/vendor/composer/installed.json': [
    '{"packages":[{"name":"a/b","version":"v1.0.0"},{"name":"a/c","version":"dev-main"}]}',
  ],
  'usr/lib/R/library/a/DESCRIPTION': ['Package: a\nVersion: 1.0\nBuilt: R 4.2.2; ; ; unix\n'],
  'site/pip/_vendor/vendor.txt': ['a==1.0  # x\n    b==2.0\nc\n'],
  'opt/java/release': ['IMPLEMENTOR="x"\nJAVA_VERSION="1.8.0_402"\n'],
  'opt/a.cdx.json': [
    '{"components":[{"purl":"pkg:cargo/a@1.0.0"},{"purl":"pkg:rpm/almalinux/b@1-2.el8?arch=x&epoch=1","scope":"required"}]}',
  ],
  'opt/.spdx-a.spdx': [
    'SPDXVersion: SPDX-2.3\nExternalRef: PACKAGE-MANAGER purl pkg:bitnami/a@1.0.0-1\n',
    '{"packages":[{"externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:deb/debian/a@1?distro=debian-12&upstream=b%401"}]}]}',
  ],
}

const magic = `\xff Go buildinf:\x08\x02${'\0'.repeat(16)}`

const elf = `\x7fELF${'\0'.repeat(12)}`

const audited = {
  name: '.dep-v0',
  content: deflateSync('{"packages":[{"name":"a","version":"1.0.0","source":"crates.io"}]}'),
}

export const programs: readonly string[] = [
  `${elf}${magic}\x08go1.21.5\x3a${'0'.repeat(16)}path\tcmd\ndep\ta.com/b\tv1.0.0\th1:x\n${'1'.repeat(16)}`,
  `${elf}${'x'.repeat(512)}${magic}\x08go1.21.5\x00`,
  `${elf}\xff Go buildinf:\x08\x00${'\0'.repeat(40)}`,
  ...[madeElf, madePe].map((make) => make(Buffer.from('code'), [audited]).toString('latin1')),
]

const digest = `sha256:${'0'.repeat(64)}`

export const manifests: readonly string[] = [
  JSON.stringify({
    schemaVersion: 2,
    config: { digest, size: 2 },
    layers: [{ mediaType: 'x', digest, size: 3 }],
    annotations: null,
  }),
  JSON.stringify({
    manifests: [{ digest, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }, { digest }],
  }),
  JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    config: { Env: ['A=b'], Labels: { a: 'b' }, User: '' },
    rootfs: { diff_ids: [digest] },
    history: [{ created_by: 'CMD', empty_layer: true }],
  }),
  JSON.stringify([{ Config: 'a.json', RepoTags: ['a:1'], Layers: ['a/layer.tar'] }]),
]

export const advisories: readonly string[] = [
  JSON.stringify({
    id: 'CVE-2026-0001',
    aliases: ['CVE-2026-0002'],
    summary: 'x',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [
      {
        package: { ecosystem: 'PyPI', name: 'A.b' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.0' }] }],
        versions: ['2.0'],
      },
      {
        package: { ecosystem: 'Debian:12', name: 'a' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1' }, { last_affected: '2' }] }],
      },
    ],
  }),
  JSON.stringify({ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01', knownRansomwareCampaignUse: 'Known' }),
  JSON.stringify({ id: 'debian', releases: [{ releaseCycle: '12', eol: '2026-01-01', eoes: false }] }),
  JSON.stringify({ vulnerabilities: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }] }),
]

export const versions: readonly string[] =
  '1.0 1.0.0-rc.1+b 2:1.2~rc1-3+deb12u1 1.2.3_alpha1-r4 1!2.0a1.post2.dev3+local.1 1.0-SNAPSHOT v1.0.0-beta.2 0.0.1^git 1.2b-r3 2.0.0.Final 1.0.pre.1 4.3-2RC1 99999999999999999999999999'.split(
    ' ',
  )

export const registryAnswers: readonly string[] = [
  'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull"',
  'Basic realm="a \\"b\\"", Bearer realm=x',
  '{"auths":{"a.azurecr.io":{"auth":"bWU6cHc="}},"credHelpers":{"b.io":"x"},"credsStore":"y"}',
]
