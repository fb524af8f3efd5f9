// Images of Windows: which build they are of, what lies in their layers, and what of them is not read.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import { readLayer } from '../../src/images/layers/read-layer.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import type { ImageFiles } from '../../src/images/open/image.ts'
import { openLayout } from '../../src/images/open/layout.ts'
import { OpenError } from '../../src/images/blobs/open-error.ts'
import { type Files, finishLayout, type MadeLayer, makeLayer, sha256 } from './make-image.ts'

const app = makeLayer([
  { path: 'Files', flag: '5' },
  { path: 'Files/app/app.deps.json', content: '{"libraries":{"Newtonsoft.Json/13.0.1":{"type":"package"}}}' },
  { path: 'Files/Users/ContainerAdministrator/.npmrc', content: '//npm.bank/:_authToken=correcthorse\n' },
  { path: 'Hives/Software_Delta', content: 'regf\0\0\0\0' },
])
const base = makeLayer([{ path: 'Files/Windows/win.ini', content: 'x' }])

function addBlob(files: Files, bytes: Uint8Array): { digest: string; size: number } {
  const digest = sha256(bytes)
  files[`blobs/${digest.replace(':', '/')}`] = bytes
  return { digest, size: bytes.length }
}

/** A layout whose lowest layer is kept elsewhere. */
function layoutOf(config: object, layers: readonly MadeLayer[], isBaseKept: boolean): Files {
  const files: Files = {}
  const diffIds = layers.map(({ diffId }) => diffId)
  const image = { os: 'windows', architecture: 'amd64', rootfs: { diff_ids: diffIds }, ...config }
  const stored = layers.map(({ stored: bytes }) => addBlob(files, bytes))
  const [lowest] = stored
  if (!isBaseKept && lowest !== undefined) delete files[`blobs/${lowest.digest.replace(':', '/')}`]
  const manifest = {
    schemaVersion: 2,
    config: addBlob(files, Buffer.from(JSON.stringify(image))),
    layers: stored.map((each, index) =>
      index === 0 ? { ...each, urls: ['https://mcr.example/base'] } : each,
    ),
  }
  return finishLayout(files, [addBlob(files, Buffer.from(JSON.stringify(manifest)))])
}

function filesOf(files: Files): ImageFiles {
  const bytesOf = (name: string): Buffer => {
    const bytes = files[name]
    if (bytes === undefined) throw new OpenError('wrong-manifest', `There is no ${name}.`)
    return Buffer.from(bytes)
  }
  return {
    has: (name) => name in files,
    small: async (name) => await Promise.resolve(bytesOf(name)),
    async *open(name) {
      yield await Promise.resolve(bytesOf(name))
    },
    position: () => 0,
    close: async () => {
      await Promise.resolve()
    },
  }
}

async function reportOf(config: object, isBaseKept = true): Promise<ImageReport> {
  const image = await openLayout(filesOf(layoutOf(config, [base, app], isBaseKept)), {})
  const layers = await Promise.all(image.layers.map(async (each) => await readLayer(each, defaultLimits)))
  return reportImage({ reference: 'test', image, layers }, { today: '2026-12-01' })
}

test('the build is told from the configuration, and until when it gets fixes', async () => {
  const told = async (version: string): Promise<unknown> => {
    const { os, endOfLife } = (await reportOf({ 'os.version': version })).image
    return [os?.name, endOfLife?.date, endOfLife?.isOver, endOfLife?.next?.release]
  }
  assert.deepEqual(await told('10.0.20348.2340'), [
    'Windows Server 2022 (10.0.20348.2340)',
    '2031-10-14',
    false,
    undefined,
  ])
  assert.deepEqual(await told('10.0.18363.1556'), [
    'Windows Server 1909 (10.0.18363.1556)',
    '2021-05-11',
    true,
    'Windows Server 2025',
  ])
  assert.deepEqual(await told('10.0.99999.1'), ['Windows (10.0.99999.1)', undefined, undefined, undefined])
})

test('packages and secrets below Files are found, and hives of the registry are told as not read', async () => {
  const { packages, weaknesses, problems } = await reportOf({ 'os.version': '10.0.20348.2340' })
  assert.deepEqual(
    packages.map(({ name, file }) => [name, file]),
    [['Newtonsoft.Json', 'Files/app/app.deps.json']],
  )
  assert.ok(weaknesses.some(({ message }) => message.includes('ContainerAdministrator/.npmrc')))
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['unread-updates', 'no-advisories'],
  )
})

test('a layer that the manifest says is kept elsewhere is read where it is there, and told where not', async () => {
  const codes = async (isBaseKept: boolean): Promise<string[]> =>
    (await reportOf({}, isBaseKept)).problems.map(({ code }) => code)
  assert.ok(!(await codes(true)).includes('foreign-layer'))
  assert.ok((await codes(false)).includes('foreign-layer'))
})

test('an administrator is who runs it where nobody else is named', async () => {
  const users = async (User?: string): Promise<string[]> =>
    (await reportOf({ config: { User } })).weaknesses.flatMap(({ name, remediation }) =>
      name === 'runs-as-root' ? remediation : [],
    )
  assert.deepEqual(await users(), ['Name the other user: USER ContainerUser.'])
  assert.equal((await users('NT AUTHORITY\\SYSTEM')).length, 1)
  assert.deepEqual(await users('ContainerUser'), [])
})
