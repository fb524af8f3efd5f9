// What one image has that another one has not.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import { runCommandLine } from '../../src/cli/run.ts'
import { diffConfig } from '../../src/images/diff/config.ts'
import type { Match } from '../../src/images/advisories/match.ts'
import { diffImages, type ImageDiff } from '../../src/images/diff/diff.ts'
import { diffPackages } from '../../src/images/diff/packages.ts'
import { diffWeaknesses } from '../../src/images/diff/weaknesses.ts'
import type { Weakness } from '../../src/images/hardening.ts'
import { flaw, imageReport } from '../patching/images.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory, critical, found } from './advise.ts'
import { debianRelease, dpkgStatus, makeLayer, makeLayout, tarOf } from './make-image.ts'

test('packages come, go and change, and a lower version is told', () => {
  const package_ = (name: string, version: string): ReturnType<typeof found> => found({ name, version })
  const changes = diffPackages(
    [package_('bash', '5.2'), package_('curl', '8.1'), package_('same', '1'), package_('two', '1')],
    [
      package_('bash', '5.10'),
      package_('same', '1'),
      package_('two', '1'),
      package_('two', '0~'),
      package_('zip', '3'),
    ],
  )
  assert.deepEqual(
    changes.map(({ name, before, after, isDowngrade }) => [name, before, after, isDowngrade]),
    [
      ['bash', ['5.2'], ['5.10'], false],
      ['curl', ['8.1'], [], false],
      ['two', ['1'], ['0~', '1'], false],
      ['zip', [], ['3'], false],
    ],
  )
  assert.equal(diffPackages([package_('a', '5.10')], [package_('a', '5.2')])[0]?.isDowngrade, true)
})

test('a package of one name and another kind is another package', () => {
  const [, other] = diffPackages(
    [found({ name: 'a', version: '1' })],
    [found({ name: 'a', version: '1', kind: 'pypi' })],
  )
  assert.deepEqual([other?.kind, other?.before], ['pypi', []])
})

test('of variables the names are compared, in any order; nobody named is root', () => {
  const start = { user: '', ports: ['80/tcp'], entrypoint: ['/a'], command: [], variables: ['B', 'A'] }
  assert.deepEqual(diffConfig(start, { ...start, variables: ['A', 'B'] }), [])
  assert.deepEqual(diffConfig(start, { ...start, user: '10001', variables: ['A'] }), [
    { field: 'user', before: ['root'], after: ['10001'] },
    { field: 'variables', before: ['A', 'B'], after: ['A'] },
  ])
  assert.deepEqual(diffConfig(start, { ...start, command: ['-x'] })[0]?.field, 'command')
})

test('a weakness is new in the places where it was not, whichever layer they are in', () => {
  const weak = (name: Weakness['name'], ...places: string[]): Weakness => ({
    name,
    severity: 'low',
    message: name,
    remediation: '',
    places,
  })
  const before = [weak('set-id-program', 'bin/a'), weak('secret-in-file', 'layer 1: x:2')]
  const after = [
    weak('set-id-program', 'bin/a', 'bin/b'),
    weak('secret-in-file', 'layer 2: x:2'),
    weak('secret-in-file', 'layer 2: y:1'),
  ]
  const { gone, new: added } = diffWeaknesses(before, after)
  assert.deepEqual(gone, [])
  assert.deepEqual(
    added.map(({ name, places }) => [name, places]),
    [
      ['set-id-program', ['bin/b']],
      ['secret-in-file', ['layer 2: y:1']],
    ],
  )
})

const base = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const old = makeLayer([dpkgStatus('bash=5.2', 'curl=8.1'), { path: 'a', content: 'x'.repeat(100) }])
const now = makeLayer([dpkgStatus('bash=9', 'zip=3')])
const records = [
  advisory({
    id: 'CVE-2026-0001',
    name: 'bash',
    score: critical,
    events: [{ introduced: '0' }, { fixed: '6' }],
  }),
  advisory({ id: 'CVE-2026-0002', name: 'curl', events: [{ introduced: '0' }] }),
  advisory({ id: 'CVE-2026-0003', name: 'zip', events: [{ introduced: '0' }, { fixed: '4' }] }),
]

const ended = { id: 'debian', title: 'Debian', releases: [{ releaseCycle: '12', eol: '2026-06-10' }] }

type Answer = { readonly code: number; readonly out: string; readonly err: string }

/** Two images and a database in a folder, and the command asked there. */
async function asked(
  t: TestContext,
  more: readonly object[] = [],
): Promise<(...args: string[]) => Promise<Answer>> {
  const config = { User: '10001', Entrypoint: ['/app'], Healthcheck: { Test: ['CMD', 'x'] } }
  const folder = folderWith(t, {
    'old.tar': tarOf(makeLayout([base, old], { config: { ...config, User: '' } })),
    'new.tar': tarOf(makeLayout([base, now], { config: { ...config, ExposedPorts: { '80/tcp': {} } } })),
    'base.tar': tarOf(makeLayout([base], { config })),
    'bare.tar': tarOf(makeLayout([makeLayer([{ path: 'a', content: 'x' }])], { config })),
    'osv.ndjson': [...records, ...more].map((each) => JSON.stringify(each)).join('\n'),
  })
  const run = async (...args: string[]): Promise<Answer> => {
    let [out, err] = ['', '']
    const code = await runCommandLine(args, {
      cwd: folder,
      env: { BULKHEAD_DB: 'a.db' },
      stdout: { isTerminal: false, columns: 100, write: (text) => void (out += text) },
      stderr: { isTerminal: false, columns: 100, write: (text) => void (err += text) },
      readStdin: () => new Uint8Array(),
      readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
      writeFile: (path, chunks) => writeFileSync(path, [...chunks].join('')),
      today: '2026-11-30',
    })
    return { code, out, err }
  }
  assert.equal((await run('db', 'update', '--from', join(folder, 'osv.ndjson'))).code, 0)
  return run
}

test('two images are compared in flaws, packages, configuration, weaknesses and layers', async (t) => {
  const run = await asked(t)
  const { code, out } = await run('image', 'diff', 'old.tar', 'new.tar', '-f', 'json')
  const diff = JSON.parse(out) as ImageDiff
  assert.equal(code, 1, 'a new flaw that nobody rated may be high')
  const named = (list: ImageDiff['vulnerabilities']['new']): string[] =>
    list.map(({ vulnerability }) => vulnerability)
  assert.deepEqual(named(diff.vulnerabilities.gone), ['CVE-2026-0001', 'CVE-2026-0002'])
  assert.deepEqual(named(diff.vulnerabilities.new), ['CVE-2026-0003'])
  assert.deepEqual(
    diff.config.map(({ field }) => field),
    ['user', 'ports'],
  )
  assert.deepEqual(
    diff.weaknesses.gone.map(({ name }) => name),
    ['runs-as-root'],
  )
  assert.deepEqual(
    diff.layers.map(({ change, diffId }) => [change, diffId]),
    [
      ['kept', base.diffId],
      ['gone', old.diffId],
      ['new', now.diffId],
    ],
  )
})

test('of the versions of a package the gravest tells what a flaw is', () => {
  const npm = (version: string, more: object = {}): Match => ({
    ...flaw('CVE-1', { severity: 'low', ...more }),
    package: { kind: 'npm', name: 'a', version, file: version, layer: 0, isOwned: false },
  })
  const report = (flaws: readonly Match[]): ReturnType<typeof imageReport> =>
    imageReport('b.io/a:1', { layers: ['1'], flaws })
  const diff = diffImages(report([]), report([npm('1', { severity: 'high' }), npm('2')]))
  assert.deepEqual(
    diff.vulnerabilities.new.map(({ version, severity }) => [version, severity]),
    [['1', 'high']],
  )
})

test('only what became worse is an exit code', async (t) => {
  const run = await asked(t)
  assert.equal((await run('image', 'diff', 'old.tar', 'old.tar')).code, 0)
  assert.equal((await run('image', 'diff', 'old.tar', 'new.tar', '--fail-on', 'critical')).code, 0)
  assert.equal((await run('image', 'diff', 'new.tar', 'old.tar', '--fail-on', 'critical')).code, 1)
  assert.equal((await run('image', 'diff', 'new.tar', 'old.tar', '--fail-on', 'never')).code, 0)
})

test('what fails a comparison is told: a distribution that gets no fixes any more', async (t) => {
  const run = await asked(t, [ended])
  for (const format of ['terminal', 'markdown']) {
    const { code, out } = await run(
      'image',
      'diff',
      'bare.tar',
      'base.tar',
      '--allow-incomplete',
      '-f',
      format,
    )
    assert.equal(code, 1)
    assert.match(out, /No fixes any more/)
    assert.match(out, /Debian GNU\/Linux 12 \\?\(bookworm\\?\) has got no fixes since 2026-06-10\./)
  }
})

test('people read what is worse first, at a terminal and in a pull request', async (t) => {
  const run = await asked(t)
  const { out } = await run('image', 'diff', 'old.tar', 'new.tar')
  assert.match(
    out,
    /^old\.tar → new\.tar\n\nNew flaws 1\n {2}unrated {3}zip 3 has CVE-2026-0003 \(fixed in 4\)\n/,
  )
  assert.match(out, /Packages 3\n {2}\+ zip 3\n {2}− curl 8\.1\n {2}~ bash 5\.2 → 9\n/)
  assert.match(out, /\n2 flaws fixed, 1 new, 0 kept; 3 packages differ; \d\.\d MiB → \d\.\d MiB\.\n$/)
  const { out: text } = await run('image', 'diff', 'old.tar', 'new.tar', '-f', 'markdown')
  assert.match(text, /### New flaws\n\n- unrated: zip 3 has CVE-2026-0003 \\\(fixed in 4\\\)\n/)
})

test('an image that cannot be opened is no empty one', async (t) => {
  const run = await asked(t)
  const { code, out } = await run('image', 'diff', './none.tar', 'new.tar', '-f', 'json')
  const { vulnerabilities, packages, config, problems } = JSON.parse(out) as ImageDiff
  assert.equal(code, 3)
  assert.deepEqual([vulnerabilities.new, packages, config], [[], [], []])
  assert.deepEqual(
    problems.filter(({ code: each }) => each === 'no-such-path').map(({ location }) => location.file),
    ['./none.tar'],
  )
})

test('mistakes in the question are code 2', async (t) => {
  const run = await asked(t)
  for (const args of [['old.tar'], [], ['a', 'b', 'c'], ['old.tar', 'new.tar', '-f', 'sarif']])
    assert.equal((await run('image', 'diff', ...args)).code, 2, args.join(' '))
})
