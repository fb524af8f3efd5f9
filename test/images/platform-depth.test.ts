// How what is in images changes depth, against depths that were derived by hand.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import { allGood, manifestsOf } from '../breach/two-tenants.ts'
import { makeLayer, type TestImage } from './make-image.ts'
import { callPickle } from './model-files/build.ts'
import { podOf, type Scanned, scanFiles, serveImages } from './platform-scan.ts'
import { database, flawed, imageOf, options, soundFiles } from './sound-images.ts'

interface Images {
  readonly acme?: TestImage
  readonly globex?: TestImage
}

const sound = imageOf(soundFiles)

/** Two tenants with everything in place, their images as a test says. */
async function scanTenants(t: TestContext, images: Images, args = options): Promise<Scanned> {
  const { acme = sound, globex = sound } = images
  const { host, digests } = await serveImages(t, { 'acme/llm:1': acme, 'globex/llm:1': globex })
  const named = (tenant: string): string => `${host}/${tenant}/llm@${digests[`${tenant}/llm:1`]}`
  const manifests = manifestsOf({})
    .replaceAll(`models.azurecr.io/acme/llm@sha256:${'a'.repeat(64)}`, named('acme'))
    .replaceAll(`models.azurecr.io/globex/llm@sha256:${'b'.repeat(64)}`, named('globex'))
  const configuration = JSON.stringify({ facts: allGood })
  const files = { ...database, 'platform/tenants.yaml': manifests, 'bulkhead.yaml': configuration }
  return await scanFiles(t, files, args)
}

/** From acme. */
function depthOf({ report }: Scanned, wanted: 'data' | 'containment'): string {
  const strands = report.breach?.footholds.find(({ tenant }) => tenant === 'acme')?.strands
  const depth = strands?.find(({ strand }) => strand === wanted)?.asIs
  return `${depth?.lower}..${depth?.upper}`
}

/** To data of globex. */
async function dataDepth(t: TestContext, globex: TestImage, args = options): Promise<string> {
  return depthOf(await scanTenants(t, { globex }, args), 'data')
}

test('depth falls by the application where its image has the flaw, and hangs on it where nobody can tell', async (t) => {
  // Between the tenants stand the policies of the network and what globex serves: 2, and every other way is longer or as long.
  assert.equal(await dataDepth(t, sound), '2..2')
  // A stranger takes over what runs ray 2.6.0: the network alone is left.
  assert.equal(await dataDepth(t, imageOf(flawed)), '1..1')
  // Without a database the application stands at best.
  assert.equal(await dataDepth(t, sound, ['--images']), '1..2')
  // What listens nowhere, as far as it tells, may not be reached at all.
  assert.equal(await dataDepth(t, imageOf(flawed, { ExposedPorts: {} })), '1..2')
  // And nobody who did not ask is told anything of images: an application counts as long as no flaw of it is known.
  assert.equal(await dataDepth(t, imageOf(flawed), []), '2..2')
})

/** To the other layers. */
async function containmentDepth(t: TestContext, acme: TestImage): Promise<string> {
  return depthOf(await scanTenants(t, { acme }), 'containment')
}

test('a login that somebody left in the image leads as far as nobody knows', async (t) => {
  const kubeconfig = {
    path: 'root/.kube/config',
    content: 'users:\n- user:\n    token: x8fk2Lq0Zb7vNwR3sT6uYp1mQ9aB3dE6gH9jK2mN5\n',
  }
  assert.equal(await containmentDepth(t, imageOf([...soundFiles, kubeconfig])), '0..2')
  const withVariable = imageOf(soundFiles, { Env: ['AZURE_CLIENT_SECRET=q8Wd72ncQpLm44kzTr9'] })
  assert.equal(await containmentDepth(t, withVariable), '0..2')
  const settings = { path: 'app/.env', content: 'ARM_CLIENT_SECRET=q8Wd72ncQpLm44kzTr9\n' }
  assert.equal(await containmentDepth(t, imageOf([...soundFiles, settings])), '0..2')
  const login = { path: 'root/.azure/accessTokens.json', content: '[{"refreshToken":"0.AXq8Wd72ncQpLm44"}]' }
  assert.equal(await containmentDepth(t, imageOf([...soundFiles, login])), '0..2')
  // The tenant’s own data is no loss to him.
  const ownToken = imageOf(soundFiles, { Env: ['HF_TOKEN=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'] })
  assert.equal(await containmentDepth(t, ownToken), '2..2')
  // What a later layer takes away is pulled with the image, and is in no container of it.
  const layers = [makeLayer([...soundFiles, kubeconfig]), makeLayer([{ path: 'root/.kube/.wh.config' }])]
  assert.equal(await containmentDepth(t, { ...imageOf([]), layers }), '2..2')
})

test('what lifts the depth again is the fix of the image', async (t) => {
  const { report } = await scanTenants(t, { globex: imageOf(flawed) })
  const changes = report.breach?.cut?.changes.map(({ name }) => name)
  assert.ok(changes?.includes('image-lets-callers-in'), changes?.join())
})

test('a malicious model makes a foothold of a pod of the platform, too', async (t) => {
  const scanPlatformPod = async (files: typeof soundFiles): Promise<Scanned> => {
    const { host } = await serveImages(t, { 'platform/gateway:1': imageOf(files) })
    const pod = podOf('kube-system', `${host}/platform/gateway:1`)
    return await scanFiles(t, { ...database, 'platform/pod.yaml': pod }, options)
  }
  const honest = await scanPlatformPod(soundFiles)
  assert.equal(honest.report.trust.workloads.untrusted, 0)
  const model = { path: 'models/llm.pkl', content: callPickle() }
  const { report } = await scanPlatformPod([...soundFiles, model])
  assert.equal(report.trust.workloads.untrusted, 1)
  // Nothing stands before what its code is in already.
  assert.deepEqual(
    report.breach?.footholds.map(({ tenant }) => tenant),
    ['kube-system'],
  )
})
