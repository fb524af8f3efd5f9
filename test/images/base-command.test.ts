// `bulkhead image` with a list of approved bases, and a registry that is asked about them.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import { runCommandLine } from '../../src/cli/run.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import { folderWith } from '../sources/folder.ts'
import {
  addImage,
  addIndex,
  debianRelease,
  dpkgStatus,
  type Files,
  finishLayout,
  makeLayer,
  makeLayout,
  sha256,
  tarOf,
} from './make-image.ts'
import { serve } from './registry.ts'

const base = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const rebuilt = makeLayer([debianRelease, dpkgStatus('bash=5.3')])
const own = makeLayer([{ path: 'app', content: 'x' }])
const config = { User: '10001', Entrypoint: ['/app'] }

interface Judged {
  readonly code: number
  readonly report: ImageReport
}

async function judge(folder: string, ...flags: string[]): Promise<Judged> {
  let out = ''
  const output = { isTerminal: false, columns: 80, write: (text: string) => void (out += text) }
  const code = await runCommandLine(['image', 'app.tar', '-f', 'json', ...flags], {
    cwd: folder,
    env: { XDG_CACHE_HOME: folder },
    stdout: output,
    stderr: { ...output, write: () => {} },
    readStdin: () => new Uint8Array(),
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    writeFile: () => {},
    today: '2026-11-30',
  })
  return { code, report: JSON.parse(out) as ImageReport }
}

const neglect = ({ report }: Judged): string[] =>
  report.weaknesses.map(({ name }) => name).filter((name) => name.startsWith('base-'))

interface Scene {
  readonly folder: string
  readonly host: string
  readonly asked: readonly string[]
}

/** An image on `base`, in a folder with a list of bases; a registry whose tag stands for what lies in `now`. */
async function scene(t: TestContext, now = base, list = 'HOST/models/llm:1'): Promise<Scene> {
  const files: Files = {}
  const { digest } = addImage(files, [now])
  const { host, asked } = await serve(t, { files, tagged: digest })
  const annotations = { 'org.opencontainers.image.base.name': `${host}/models/llm:1` }
  const folder = folderWith(t, { 'bulkhead.yaml': `bases: ['${list.replace('HOST', host)}']\n` })
  writeFileSync(join(folder, 'app.tar'), tarOf(makeLayout([base, own], { annotations, config })))
  writeFileSync(join(folder, 'base.tar'), tarOf(makeLayout([base])))
  return { folder, host, asked }
}

test('without leave no registry is asked, and what is only stated is not proven', async (t) => {
  const { folder, asked } = await scene(t)
  const judged = await judge(folder)
  assert.deepEqual(neglect(judged), ['base-unproven'])
  assert.equal(judged.report.image.approval?.verdict, 'unknown')
  assert.deepEqual(asked, [])
})

test('a registry that is asked proves the base by its layers', async (t) => {
  const { folder } = await scene(t)
  const judged = await judge(folder, '--ask-registries')
  assert.deepEqual(neglect(judged), [])
  assert.equal(judged.report.image.approval?.verdict, 'pass')
})

test('a base that was rebuilt since is a reason to rebuild', async (t) => {
  const { folder } = await scene(t, rebuilt)
  assert.deepEqual(neglect(await judge(folder, '--ask-registries')), ['base-unproven', 'base-moved'])
})

test('a base that is not listed fails, and its registry is asked only where the owner named it', async (t) => {
  const { folder, asked } = await scene(t, base, 'bank.example/hardened/*')
  const judged = await judge(folder, '--ask-registries')
  assert.deepEqual([judged.code, neglect(judged)], [1, ['base-not-approved', 'base-move-unproven']])
  assert.deepEqual(asked, [], 'whoever built the image chose that server')
})

/** The image without a word on its base, in an index with provenance as BuildKit writes it. */
function withProvenance(files: Files, host: string, about?: string): Files {
  const image = addImage(files, [base, own], { config })
  const { digest } = addImage({}, [base])
  const [, hex = ''] = (about ?? image.digest).split(':')
  const statement = {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    subject: [{ name: 'x', digest: { sha256: hex } }],
    predicate: {
      materials: [
        { uri: 'pkg:docker/golang@1.26', digest: { sha256: '1'.repeat(64) } },
        {
          uri: `pkg:docker/${host}/models/llm@1?platform=linux%2Famd64`,
          digest: { sha256: digest.slice(7) },
        },
      ],
    },
  }
  const provenance = Buffer.from(JSON.stringify(statement))
  const attestation = addAttestation(files, provenance, 'https://slsa.dev/provenance/v0.2')
  const platform = { os: 'linux', architecture: 'amd64' }
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.digest,
  }
  const index = addIndex(files, [
    { ...image, platform },
    { ...attestation, platform: { os: 'unknown', architecture: 'unknown' }, annotations },
  ])
  return finishLayout(files, [index])
}

function addAttestation(files: Files, blob: Buffer, predicate: string): { digest: string; size: number } {
  const add = (bytes: Buffer): { digest: string; size: number } => {
    const digest = sha256(bytes)
    files[`blobs/${digest.replace(':', '/')}`] = bytes
    return { digest, size: bytes.length }
  }
  const layer = { ...add(blob), annotations: { 'in-toto.io/predicate-type': predicate } }
  return add(
    Buffer.from(JSON.stringify({ schemaVersion: 2, config: add(Buffer.from('{}')), layers: [layer] })),
  )
}

test('provenance beside the image names its base, and the registry proves it', async (t) => {
  const { folder, host } = await scene(t)
  writeFileSync(join(folder, 'app.tar'), tarOf(withProvenance({}, host)))
  const { report } = await judge(folder)
  assert.equal(
    report.image.approval?.message,
    `Its provenance names ${host}/models/llm:1, which nothing proves.`,
  )
  writeFileSync(join(folder, 'bulkhead.yaml'), 'bases: [bank.example/hardened/*]')
  assert.equal((await judge(folder)).report.image.approval?.verdict, 'unknown')
})

test('provenance about another image tells nothing', async (t) => {
  const { folder, host } = await scene(t)
  writeFileSync(join(folder, 'app.tar'), tarOf(withProvenance({}, host, `sha256:${'2'.repeat(64)}`)))
  const { report } = await judge(folder)
  assert.match(report.image.approval?.message ?? '', /^It does not say what it is built on/)
})

test('a base that provenance names is proven by its layers, and known to have moved', async (t) => {
  const files: Files = {}
  const then = addImage(files, [base])
  const { host } = await serve(t, { files, tagged: addImage(files, [rebuilt]).digest })
  const folder = folderWith(t, { 'bulkhead.yaml': `bases: ['${host}/models/llm:2']\n` })
  writeFileSync(join(folder, 'app.tar'), tarOf(withProvenance({}, host)))
  assert.ok(files[`blobs/${then.digest.replace(':', '/')}`])
  const judged = await judge(folder, '--ask-registries')
  assert.deepEqual(neglect(judged), ['base-not-approved', 'base-moved'])
  assert.match(
    judged.report.image.approval?.message ?? '',
    new RegExp(`^It is built on ${host}/models/llm:1, which is no approved`),
  )
})

test('a base that is not there leaves the report incomplete', async (t) => {
  const { folder } = await scene(t, base, 'HOST/models/other:1')
  const { report } = await judge(folder, '--ask-registries')
  assert.deepEqual(
    report.problems.map(({ code }) => code).filter((code) => code !== 'no-advisories'),
    ['no-such-path'],
  )
})

test('the base that the user names counts by its digest alone', async (t) => {
  const { folder } = await scene(t)
  assert.deepEqual(neglect(await judge(folder, '--base', 'base.tar')), ['base-unproven'])
  const { digest } = addImage({}, [base])
  writeFileSync(join(folder, 'bulkhead.yaml'), `bases: ['bank.example/python@${digest}']\n`)
  assert.deepEqual(neglect(await judge(folder, '--base', 'base.tar')), [])
})
