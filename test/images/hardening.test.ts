// What is weak about an image, and the models in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import { imageExitCode } from '../../src/engine/image-exit.ts'
import { findWeaknesses } from '../../src/images/hardening.ts'
import { defaultLimits, type Layer } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { isModel, isModelCandidate } from '../../src/images/layers/model-candidate.ts'
import type { ContainerConfig } from '../../src/images/open/schema.ts'
import { type Member, tar } from './tar.ts'

function layersOf(...layers: readonly (readonly Member[])[]): Layer[] {
  return layers.map((members, index) => {
    const scanner = new LayerScanner(defaultLimits, index === 0)
    scanner.write(tar(members))
    return { index, diffId: undefined, content: scanner.end(true) }
  })
}

const sound: ContainerConfig = {
  User: '10001',
  Entrypoint: ['/server'],
  Healthcheck: { Test: ['CMD', '/server', 'ping'] },
}

function namesOf(config: ContainerConfig, ...layers: readonly (readonly Member[])[]): string[] {
  const image = { config, rootfs: { diff_ids: [] } }
  return findWeaknesses(image, mergeLayers(layersOf(...layers))).map(
    ({ name, places }) => `${name} ${places.join(' ')}`,
  )
}

test('an image that runs as another user and holds nothing but its program has no weakness', () => {
  assert.deepEqual(
    namesOf(sound, [
      { path: 'server', content: 'x', mode: 0o755 },
      { path: 'tmp/', flag: '5', mode: 0o1777 },
    ]),
    [],
  )
})

test('root is root by name, by number and unsaid', () => {
  for (const User of ['', 'root', '0', '0:0', 'root:root', '00', undefined])
    assert.deepEqual(namesOf({ ...sound, User }, []), ['runs-as-root config.User'], String(User))
  for (const User of ['10001:0', 'app', '1000']) assert.deepEqual(namesOf({ ...sound, User }, []), [], User)
})

test('what starts and how health is asked are missed', () => {
  assert.deepEqual(namesOf({ User: '1', Healthcheck: { Test: ['NONE'] } }, []), [
    'nothing-started config.Entrypoint',
    'no-healthcheck config.Healthcheck',
  ])
  assert.deepEqual(namesOf({ ...sound, Entrypoint: null, Cmd: ['sh'] }, []), [])
})

test('secrets in variables are told without their value', () => {
  const Env = ['PATH=/bin', 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzq8Kp2LmN4']
  const [found] = findWeaknesses({ config: { ...sound, Env }, rootfs: { diff_ids: [] } }, mergeLayers([]))
  assert.equal(found?.name, 'secret-in-config')
  assert.deepEqual(found?.places, ['config.Env[1]'])
  assert.doesNotMatch(found?.message ?? '', /K7MDENG/)
})

test('a program with file capabilities is told wherever it lies, until a file without them replaces it', () => {
  const pax = { 'SCHILY.xattr.security.capability': '\u0001\0\0\u0002\0\u0020' }
  const lower = [
    { path: 'usr/bin/ping', content: 'x', mode: 0o755, pax },
    { path: 'opt/agent', content: 'x', mode: 0o755, pax },
    { path: 'opt/plain', content: 'x', mode: 0o755, pax: { 'SCHILY.xattr.user.note': 'x' } },
    { path: 'opt/unset', content: 'x', mode: 0o755, pax: { 'LIBARCHIVE.xattr.security.capability': 'x' } },
  ]
  assert.deepEqual(namesOf(sound, lower), ['set-id-program opt/agent usr/bin/ping'])
  const upper = [{ path: 'usr/bin/ping', content: 'x', mode: 0o755 }]
  assert.deepEqual(namesOf(sound, lower, upper), ['set-id-program opt/agent'])
  const image = { config: sound, rootfs: { diff_ids: [] } }
  const [found] = findWeaknesses(image, mergeLayers(layersOf(lower, upper)))
  assert.equal(found?.message, 'A program runs with the rights of its owner or group, or with capabilities.')
})

test('files that matter by their mode or name are told, and what a later layer took away is not', () => {
  const lower = [
    { path: 'usr/bin/su', content: 'x', mode: 0o4755 },
    { path: 'usr/bin/passwd', content: 'x', mode: 0o4755 },
    { path: 'bin/sh', flag: '2', linkPath: 'busybox' },
    { path: 'usr/bin/apt', content: 'x', mode: 0o755 },
    { path: 'opt/app/bash', content: 'x', mode: 0o755 },
    { path: 'data/', flag: '5', mode: 0o777 },
    { path: 'etc/open', content: 'x', mode: 0o666 },
  ]
  assert.deepEqual(namesOf(sound, lower), [
    'writable-by-all data etc/open',
    'set-id-program usr/bin/passwd usr/bin/su',
    'package-manager usr/bin/apt',
    'shell bin/sh',
  ])
  const upper = [
    { path: 'usr/bin/su', content: 'x', mode: 0o755 },
    { path: 'usr/bin/.wh.apt' },
    { path: 'bin/.wh.sh' },
    { path: 'data/', flag: '5', mode: 0o755 },
  ]
  assert.deepEqual(namesOf(sound, lower, upper), [
    'writable-by-all etc/open',
    'set-id-program usr/bin/passwd',
  ])
})

/** `os.system('id')`, as a pickle. */
const weapon = Buffer.from("cos\nsystem\n(S'id'\ntR.")
const harmless = Buffer.from('\x80\x02}q\x00.', 'latin1')

test('models are looked into where they lie, layer by layer', () => {
  const layers = layersOf(
    [
      { path: 'models/a.pkl', content: weapon },
      { path: 'models/b.pkl', content: harmless },
    ],
    [
      { path: 'models/a.pkl', content: harmless },
      { path: 'models/c.bin', content: weapon },
    ],
  )
  const image = { tags: [], annotations: {}, layers: [] }
  const report = reportImage({ reference: 'x', image, layers })
  assert.deepEqual(
    report.modelFiles.map(({ name, verdict, layer }) => `${name} ${verdict} @${layer}`).sort(),
    ['models/a.pkl clean @1', 'models/b.pkl clean @0', 'models/c.bin malicious @1'],
  )
  assert.equal(imageExitCode({ ...report, problems: [] }, { failOn: 'high', allowsIncomplete: false }), 1)
})

test('large files are looked into whatever they are called, but for what surely is no model', () => {
  assert.equal(isModelCandidate('models/weights', 2 ** 25), true)
  assert.equal(isModelCandidate('models/weights', 2 ** 10), false)
  assert.equal(isModelCandidate('usr/lib/libcuda.so.550.54', 2 ** 28), false)
  assert.equal(isModelCandidate('m.safetensors', 100), true)
  assert.equal(isModelCandidate('m.pkl', 0), false)
  assert.equal(isModelCandidate('usr/lib/python3/dist-packages/distutils-precedence.pth', 151), false)
  assert.equal(isModelCandidate('models/llama.pth', 151), true)
  assert.equal(isModelCandidate('srv/model.rds', 9), true)
  assert.equal(isModelCandidate('usr/lib/R/library/stats/Meta/package.rds', 9), false)
  const beside = ['preprocessor_config.json', 'adapter_config.json', 'modules.json', 'hyperparams.yaml']
  const placed = ['additional_chat_templates/tool_use.jinja', 'tool_chat_template_x.jinja', '1/model.py']
  for (const name of [...beside, ...placed]) assert.equal(isModelCandidate(`models/m/${name}`, 9), true, name)
  const others = ['package.json', 'values.yaml', 'templates/page.jinja', 'x/model.py', 'src/config.py']
  for (const name of others) assert.equal(isModelCandidate(`srv/${name}`, 9), false, name)
  assert.equal(isModel('cache/blob', { verdict: 'unknown', format: 'gzip' }), false)
  assert.equal(isModel('cache/blob', { verdict: 'unknown', format: 'safetensors' }), true)
  assert.equal(isModel('cache/blob', { verdict: 'malicious', format: 'gzip' }), true)
  assert.equal(isModel('a.pkl', { verdict: 'unknown', format: 'other' }), true)
})

test('a secret in a file is told with its layer, also where a later layer takes the file away', () => {
  const token = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345'.slice(0, 34).padEnd(34, 'qQ')}`
  const found = namesOf(
    sound,
    [{ path: 'root/.cache/huggingface/token', content: `${token}\n` }],
    [{ path: 'root/.cache/huggingface/.wh.token' }],
  )
  assert.deepEqual(found, ['secret-in-file layer 0: root/.cache/huggingface/token:1'])
  const [weakness] = findWeaknesses(
    undefined,
    mergeLayers(layersOf([{ path: 'a.txt', content: token }], [{ path: 'a.txt', content: 'x' }])),
  )
  assert.match(weakness?.message ?? '', /A later layer takes the file away/)
  assert.ok(!JSON.stringify(weakness).includes(token))
})

test('what is no text, too large, or too much is not searched, and too much is told', () => {
  const token = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345qQ'}`
  assert.deepEqual(namesOf(sound, [{ path: 'blob', content: `\0${token}` }]), [])
  assert.deepEqual(namesOf(sound, [{ path: 'var/lib/dpkg/info/a.symbols', content: token }]), [])
  const scanner = new LayerScanner({ ...defaultLimits, maxSearched: 50 }, true)
  scanner.write(
    tar([
      { path: 'a.txt', content: token },
      { path: 'b.txt', content: token },
    ]),
  )
  const { secrets, faults } = scanner.end(true)
  assert.deepEqual([...secrets.keys()], ['a.txt'])
  assert.deepEqual(
    faults.map(({ code, path }) => `${code} ${path}`),
    ['unsearched b.txt'],
  )
})

test('a text of any length is searched, with its lines counted, and so is what inventories read', () => {
  const token = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345qQ'}`
  const filler = `${'lorem ipsum dolor '.repeat(4)}\n`.repeat(100_000)
  const found = namesOf(sound, [
    { path: 'srv/dump.txt', content: `${filler}${token}\n` },
    { path: 'app/node_modules/a/package.json', content: `{"name":"a","version":"1.0.0","x":"${token}"}` },
  ])
  assert.ok(filler.length > 5 * 2 ** 20)
  assert.deepEqual(found, [
    'secret-in-file layer 0: srv/dump.txt:100001',
    'secret-in-file layer 0: app/node_modules/a/package.json:1',
  ])
})

test('a text is searched behind a NUL, and in UTF-16 of any length', () => {
  const token = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345qQ'}`
  const long = `${'lorem ipsum dolor '.repeat(4)}\n`.repeat(40_000)
  const windows = Buffer.from(`\ufeff${long}${token}\r\n`, 'utf16le')
  const found = namesOf(sound, [
    { path: 'srv/log.txt', content: `${'x'.repeat(9000)}\0\n${token}\0` },
    { path: 'srv/windows.txt', content: windows },
    { path: 'srv/other-order.txt', content: Buffer.from(windows).swap16() },
  ])
  assert.ok(windows.length > 5 * 2 ** 20)
  assert.deepEqual(found, [
    'secret-in-file layer 0: srv/log.txt:2',
    'secret-in-file layer 0: srv/windows.txt:40001',
    'secret-in-file layer 0: srv/other-order.txt:40001',
  ])
})
