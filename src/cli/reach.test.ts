import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { runCommandLine } from './run.ts'
import { newFolder } from '../../test/new-folder.ts'

const folder = newFolder()
const manifests = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models, labels: { app: llm } }
spec: { containers: [{ name: main, image: i }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: store, namespace: data }
spec:
  template:
    metadata: { labels: { app: store } }
    spec: { containers: [{ name: main, image: i, ports: [{ name: db, containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: data }
spec: { selector: { app: store }, ports: [{ port: 80, targetPort: db }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: out, namespace: models }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } } }]
      ports: [{ port: db }, { port: 9, endPort: 12 }]
    - to: [{ ipBlock: { cidr: 20.0.0.0/8 } }]
      ports: [{ port: 443 }]
`
writeFileSync(join(folder, 'all.yaml'), manifests)
writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: [\n')
writeFileSync(join(folder, 'facts.yaml'), 'facts:\n  networkPolicy: cilium\n')

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await runCommandLine(['reach', ...args], {
    cwd: folder,
    env: {},
    stdout: { isTerminal: false, columns: 80, write: (text) => void (out += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    readStdin: () => new Uint8Array(),
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    writeFile: () => assert.fail('nothing is written'),
    today: '2026-11-23',
  })
  return { code, out, err }
}

test('the answer says which ports, by which policy and rule, and where they stand', async () => {
  const { code, out } = await run('models/llm', 'data/store', 'all.yaml')
  assert.equal(code, 0)
  assert.equal(
    out,
    `This holds if the cluster enforces network policies; \`facts: networkPolicy\` may state what does.

Pod models/llm → Deployment data/store
  allowed    TCP 9-12, 5432
  undecided  TCP 443
  denied     every other port

  out of Pod models/llm
    isolated by NetworkPolicy/models/out  all.yaml:20
    NetworkPolicy/models/out allows TCP 9-12, 5432  all.yaml:26
    NetworkPolicy/models/out may allow TCP 443  all.yaml:28
    what no rule allows is denied
  into Deployment data/store
    no network policy is about it: every port is open

`,
  )
})

test('a service is answered for its pods and the ports behind it', async () => {
  const { out } = await run('models/llm', 'data/Service/db', 'all.yaml')
  assert.match(out, /Deployment data\/store through port 80 of Service data\/db\n {2}allowed {4}TCP 5432\n/)
})

test('addresses are cut where policies cut them', async () => {
  const { out } = await run('models/llm', '20.0.0.0/7', 'all.yaml')
  assert.match(out, /addresses {2}20\.0\.0\.0\/8\n {2}allowed {4}TCP 443\n/)
  assert.match(out, /addresses {2}21\.0\.0\.0\/8\n {2}denied {5}every port\n/)
})

test('one port, as data', async () => {
  const { out } = await run('models/llm', 'internet', 'all.yaml', '--port', '443,53/udp', '-f', 'json')
  const data = JSON.parse(out) as {
    answers: { verdict: string; allowed: object; denied: object; addresses: string[] }[]
  }
  assert.deepEqual(
    data.answers.map(({ verdict, allowed, denied }) => ({ verdict, allowed, denied })),
    [
      { verdict: 'denied', allowed: {}, denied: { TCP: ['443'], UDP: ['53'] } },
      { verdict: 'partly', allowed: { TCP: ['443'] }, denied: { UDP: ['53'] } },
    ],
  )
  assert.deepEqual(data.answers[1]?.addresses, ['20.0.0.0/8'])
})

test('what the configuration says of the plugin decides', async () => {
  const { out } = await run('models/llm', 'data/store', 'all.yaml', '--config', 'facts.yaml')
  assert.doesNotMatch(out, /undecided|This holds if/)
})

test('mistakes are usage errors, with the nearest name', async () => {
  const errors = async (...args: string[]): Promise<string> => {
    const { code, err } = await run(...args)
    assert.equal(code, 2)
    return err
  }
  assert.match(await errors('models/llm', 'data/store'), /Name two ends and what to read/)
  assert.match(await errors('models/lm', 'imds', 'all.yaml'), /Did you mean 'models\/llm'\?/)
  assert.match(await errors('models/llm', 'imdss', 'all.yaml'), /Did you mean 'imds'\?/)
  assert.match(await errors('imds', 'internet', 'all.yaml'), /one of the two ends has to be/)
  assert.match(await errors('data/Service/db', 'imds', 'all.yaml'), /connects to nothing by itself/)
  assert.match(await errors('models/llm', 'imds', 'all.yaml', '--port', 'http'), /--port takes a port/)
  assert.match(await errors('models/llm', 'imds', 'nowhere.yaml'), /Not everything was read/)
})

test('what was not read changes the exit code, and is named', async () => {
  const { code, out } = await run('models/llm', 'imds', '.')
  assert.equal(code, 3)
  assert.match(out, /Not read, so that policies may be missing above:\n {2}broken\.yaml:/)
  assert.equal((await run('models/llm', 'imds', '.', '--allow-incomplete')).code, 0)
})
