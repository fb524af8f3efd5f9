// What is in the images of a platform, and what it does to depths that are derived by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { flaw } from '../../src/controls/image-examples.ts'
import { depthOf, measure } from '../ladder/measure.ts'
import { allGood, check, type Scene } from './two-tenants.ts'

const own = { acme: 'a', globex: 'b' } as const

/** What was seen of a tenant's image: its facts, or why there are none. */
function seen(tenant: keyof typeof own, look: object): string {
  const reference = `models.azurecr.io/${tenant}/llm@sha256:${own[tenant].repeat(64)}`
  return `# image: ${JSON.stringify({ reference, ...look })}`
}

/** Acme's image is without fault; that of globex is as a test says. */
function scene(globex: object, more: readonly string[] = []): Scene {
  return { acme: { beside: [seen('acme', {})] }, globex: { beside: [seen('globex', globex), ...more] } }
}

const ports = [8000]

// As in `tenant-data 2` of the two tenants: the policies of the network, then a flaw of what globex serves.
describe('a flaw that hands the other tenant’s server to callers', () => {
  check('is not there: network and application', 'tenant-data 2', scene({ ports }))
  check('is there: the network alone', 'tenant-data 1', scene({ ports, flaws: [flaw] }))
  check(
    'asks for a login: network and application',
    'tenant-data 2',
    scene({ ports, flaws: [{ ...flaw, letsIn: 'no' }] }),
  )
  const perhaps = { ports, flaws: [{ ...flaw, letsIn: 'perhaps' }] }
  check('is in what it may not run: 1 or 2', 'tenant-data 1..2', scene(perhaps))
  check(
    'may be there, without a database: 1 or 2',
    'tenant-data 1..2',
    scene({ ports, gaps: { flaws: 'x' } }),
  )
  check(
    'may be there, in an image that was not opened',
    'tenant-data 1..2',
    scene({ reason: 'It is not there.' }),
  )
  check('is in what calls no port its own: 1 or 2', 'tenant-data 1..2', scene({ flaws: [flaw] }))
})

// Past a policy that lets acme in and one that lets it out, the application is all that stands.
describe('the same where policies let callers through', () => {
  const guests = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guests, namespace: globex }
spec: { podSelector: {}, ingress: [{}] }`
  const open = (globex: object): Scene => {
    const { acme, ...rest } = scene(globex, [guests])
    return { ...rest, acme: { ...acme, egress: '{}' } }
  }
  check('no flaw: the application', 'tenant-data 1', open({ ports }))
  check('a flaw: nothing', 'tenant-data 0', open({ ports, flaws: [flaw] }))
  check('not opened: nothing, or the application', 'tenant-data 0..1', open({ reason: 'It is not there.' }))
})

// A model server without a key serves whoever connects: no flaw of it is needed, and the network is all that stands.
describe('a server that only the image tells of', () => {
  const serve = (more: readonly string[]): object => ({
    ports,
    entrypoint: ['vllm', 'serve'],
    command: ['llm', ...more],
  })
  check('asks for no key: the network alone', 'tenant-data 1', scene(serve([])))
  check('asks for one: network and application', 'tenant-data 2', scene(serve(['--api-key', '$(KEY)'])))
})

// Its maker is outside: the policies for what goes out have to fail, then a firewall where there is one; nothing behind it.
describe('a model in the other tenant’s image that runs its maker’s code', () => {
  const models = [{ path: 'llm.pkl', verdict: 'malicious' }]
  const facts = { egressFirewall: 'none' }
  const out = (globex: object): Scene => {
    const { acme, ...rest } = scene({ ports, ...globex })
    return { ...rest, facts, acme: { ...acme, egress: '{}' } }
  }
  check('behind policies alone: the network', 'tenant-data 1', { ...scene({ ports, models }), facts })
  check('behind policies and a firewall: both', 'tenant-data 2', scene({ ports, models }))
  check('behind nothing: nothing', 'tenant-data 0', out({ models }))
  check(
    'that nobody could read to its end: nothing, or 2',
    'tenant-data 0..2',
    out({ models: [{ path: 'a', verdict: 'unknown' }] }),
  )
  check('that is not there: the network and the application', 'tenant-data 2', out({}))
})

/** A container that writes to /etc of its node and says of its user nothing: the image does. */
function writer(look: object): string {
  return `# image: ${JSON.stringify({ reference: 'models.azurecr.io/acme/llm:1', ...look })}
apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: acme }
spec:
  automountServiceAccountToken: false
  volumes: [{ name: etc, hostPath: { path: /etc } }]
  containers:
    - name: server
      image: models.azurecr.io/acme/llm:1
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
      volumeMounts: [{ name: etc, mountPath: /host }]`
}

const nodeDepth = (look: object): number =>
  depthOf(measure({ manifests: writer(look), facts: allGood }), 'node')

test('a user of the image keeps code from the folders of root, as one that the workload names', () => {
  // Only root writes to /etc: the kernel has to fail first.
  assert.equal(nodeDepth({ user: { is: 'other', name: 'app', id: 7 } }), 1)
  assert.equal(nodeDepth({ user: { is: 'root', name: 'toor', id: 0 } }), 0)
  // Who is not known is taken for root, as most images have it.
  assert.equal(nodeDepth({ user: { is: 'unknown', name: 'app' } }), 0)
  assert.equal(nodeDepth({ reason: 'It is not there.' }), 0)
})
