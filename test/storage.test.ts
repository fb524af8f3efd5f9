// What storage that several tenants mount gives to whom: each platform here is small enough to know.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mapBreaches } from '../src/breach/map/map.ts'
import { nodeCache } from '../src/breach/techniques/storage/node-cache.ts'
import { sharedVolume } from '../src/breach/techniques/storage/shared-volume.ts'
import { surveyTerrain } from '../src/breach/terrain.ts'
import { parseDocuments } from '../src/engine/parse.ts'
import { assumedKubernetesVersion } from '../src/knowledge/kubernetes-versions.ts'
import { link } from '../src/link/link.ts'

/** The other tenants that code of each tenant reaches through storage: `acme: globex`. */
function reached(objects: readonly string[]): Record<string, string> {
  const parsed = parseDocuments([{ path: 'cluster.yaml', text: objects.join('\n---\n') }])
  assert.deepEqual(parsed.problems, [])
  const platform = link(parsed.facts, {
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const terrain = surveyTerrain(platform, { facts: {}, tenants: {} })
  const { steps } = mapBreaches(terrain, [nodeCache, sharedVolume])
  const reachedFrom = (start: string): ReadonlySet<string> => {
    const seen = new Set([start])
    for (const key of seen) {
      for (const { from, to, isDrift } of steps) if (!isDrift && from.key === key) seen.add(to.key)
    }
    return seen
  }
  return Object.fromEntries(
    terrain.tenants.names.map((name) => {
      const keys = reachedFrom(`pod:Pod/${name}/model`)
      const others = terrain.tenants.names.filter((other) => other !== name && keys.has(`tenant:${other}`))
      return [name, others.join(' ')]
    }),
  )
}

interface Mount {
  readonly volume: string
  readonly mount?: string
  readonly spec?: string
}

function pod(tenant: string, { volume, mount = '', spec = '' }: Mount): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${tenant} }
spec:
  containers: [{ name: server, image: model, volumeMounts: [{ name: data, mountPath: /data, ${mount} }] }]
  volumes: [{ name: data, ${volume} }]
  ${spec}`
}

const share = 'nfs: { server: 10.0.0.4, path: /models }'
const folder = (path: string): string => `hostPath: { path: ${path} }`
const readOnly = 'readOnly: true'

test('who reads has the data of those that write, and who writes has those that read', () => {
  const writer = pod('acme', { volume: share })
  const reader = pod('globex', { volume: share, mount: readOnly })
  assert.deepEqual(reached([writer, reader]), { acme: 'globex', globex: 'acme' })
})

test('readers have nothing of each other', () => {
  const tenants = ['acme', 'globex'].map((tenant) => pod(tenant, { volume: share, mount: readOnly }))
  assert.deepEqual(reached(tenants), { acme: '', globex: '' })
})

test('a volume that is read-only as a whole is so for every mount', () => {
  const closed = 'nfs: { server: 10.0.0.4, path: /models, readOnly: true }'
  assert.deepEqual(reached([pod('acme', { volume: closed }), pod('globex', { volume: closed })]), {
    acme: '',
    globex: '',
  })
})

test('folders of a share keep tenants apart, the whole of it does not', () => {
  const tenants = ['acme', 'globex'].map((tenant) =>
    pod(tenant, { volume: share, mount: `subPath: ${tenant}` }),
  )
  assert.deepEqual(reached(tenants), { acme: '', globex: '' })
  const admin = pod('ops', { volume: share })
  assert.deepEqual(reached([...tenants, admin]), { acme: 'ops', globex: 'ops', ops: 'acme globex' })
})

test('folders of a node below each other overlap, beside each other they do not', () => {
  const tenants = [
    pod('acme', { volume: folder('/mnt/models/acme') }),
    pod('globex', { volume: folder('/mnt/models/globex') }),
    pod('loader', { volume: folder('/mnt/models/') }),
    pod('other', { volume: folder('/mnt/models-old') }),
  ]
  assert.deepEqual(reached(tenants), { acme: 'loader', globex: 'loader', loader: 'acme globex', other: '' })
})

test('a folder of a node is another one on other nodes', () => {
  const tenants = ['acme', 'globex'].map((tenant) =>
    pod(tenant, { volume: folder('/mnt/models'), spec: `nodeSelector: { tenant: ${tenant} }` }),
  )
  assert.deepEqual(reached(tenants), { acme: '', globex: '' })
})

test('two claims on volumes of one handle are one storage', () => {
  const tenants = ['acme', 'globex'].map(
    (tenant) => `apiVersion: v1
kind: PersistentVolume
metadata: { name: ${tenant} }
spec: { csi: { driver: file.csi.azure.com, volumeHandle: models }, claimRef: { namespace: ${tenant}, name: models } }
---
${pod(tenant, { volume: 'persistentVolumeClaim: { claimName: models }' })}`,
  )
  assert.deepEqual(reached(tenants), { acme: 'globex', globex: 'acme' })
  const apart = tenants.map((text, index) =>
    text.replace('volumeHandle: models', `volumeHandle: models-${index}`),
  )
  assert.deepEqual(reached(apart), { acme: '', globex: '' })
})

test('a claim on a folder of the node is that folder', () => {
  const claimed = `apiVersion: v1
kind: PersistentVolume
metadata: { name: weights }
spec: { hostPath: { path: /mnt/models } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models, namespace: acme }
spec: { volumeName: weights }
---
${pod('acme', { volume: 'persistentVolumeClaim: { claimName: models }' })}`
  assert.deepEqual(reached([claimed, pod('globex', { volume: folder('/mnt/models') })]), {
    acme: 'globex',
    globex: 'acme',
  })
})

test('claims of one name in two namespaces are two', () => {
  const tenants = ['acme', 'globex'].map((tenant) =>
    pod(tenant, { volume: 'persistentVolumeClaim: { claimName: models }' }),
  )
  assert.deepEqual(reached(tenants), { acme: '', globex: '' })
})

test('folders of a share below each other overlap, beside each other they do not', () => {
  const nfs = (path: string): string => `nfs: { server: 10.0.0.4, path: ${path} }`
  const tenants = [
    pod('acme', { volume: nfs('/models') }),
    pod('globex', { volume: nfs('/models/globex/') }),
    pod('other', { volume: nfs('/models-old') }),
  ]
  assert.deepEqual(reached(tenants), { acme: 'globex', globex: 'acme', other: '' })
})

/** A claim of each tenant, bound to a volume of its own. */
function claims(sourceOf: (tenant: string) => string): string[] {
  return ['acme', 'globex'].map(
    (tenant) => `apiVersion: v1
kind: PersistentVolume
metadata: { name: ${tenant} }
spec: { ${sourceOf(tenant)}, claimRef: { namespace: ${tenant}, name: models } }
---
${pod(tenant, { volume: 'persistentVolumeClaim: { claimName: models }' })}`,
  )
}

/** A handle of its own for each volume, as the drivers want it. */
function handle(tenant: string, driver: string, attributes: string): string {
  return `csi: { driver: ${driver}, volumeHandle: of-${tenant}, volumeAttributes: { ${attributes} } }`
}

const joined = { acme: 'globex', globex: 'acme' }
const apart = { acme: '', globex: '' }

test('account and share are one storage whatever the handles are', () => {
  for (const [driver, attributes] of [
    ['file.csi.azure.com', 'storageAccount: models, shareName: weights'],
    ['blob.csi.azure.com', 'storageAccount: models, containerName: weights'],
    ['nfs.csi.k8s.io', 'server: 10.0.0.4, share: /weights'],
    ['smb.csi.k8s.io', 'source: //10.0.0.4/weights'],
  ] as const) {
    assert.deepEqual(reached(claims((tenant) => handle(tenant, driver, attributes))), joined, driver)
  }
  const accounts = claims((tenant) =>
    handle(tenant, 'file.csi.azure.com', `storageAccount: ${tenant}, shareName: weights`),
  )
  assert.deepEqual(reached(accounts), apart)
})

test('what a handle of Azure says of account and share counts, its ending does not', () => {
  const handles = (account: (tenant: string) => string): string[] =>
    claims(
      (tenant) =>
        `csi: { driver: file.csi.azure.com, volumeHandle: "group#${account(tenant)}#weights#${tenant}" }`,
    )
  assert.deepEqual(reached(handles(() => 'models')), joined)
  assert.deepEqual(reached(handles((tenant) => tenant)), apart)
})

test('storage that a template hides may be anybody’s', () => {
  const known = pod('globex', { volume: share })
  for (const volume of [
    'persistentVolumeClaim: { claimName: "{{ .Values.claim }}" }',
    'nfs: { server: "{{ .Values.server }}", path: /models }',
  ])
    assert.deepEqual(reached([pod('acme', { volume }), known]), joined, volume)
  const unsure = pod('acme', { volume: share }).replace('name: data', 'name: "{{ .Values.volume }}"')
  assert.deepEqual(reached([unsure, known]), joined)
  const three = [
    pod('acme', { volume: 'nfs: { server: "{{ .s }}", path: / }' }),
    known,
    pod('other', { volume: 'nfs: { server: 10.0.0.5, path: / }' }),
  ]
  assert.deepEqual(reached(three), { acme: 'globex other', globex: 'acme', other: 'acme' })
})
