// The two platforms under examples/: what the mistaken one must show, and that the hardened one shows nothing.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { runCommandLine } from '../src/cli/run.ts'
import type { World } from '../src/cli/world.ts'
import type { Severity } from '../src/knowledge/guarantees.ts'

const repository = join(import.meta.dirname, '..')

/** What the JSON report tells, as far as it is looked at here. */
interface Report {
  readonly findings: readonly Finding[]
  readonly counts: { readonly files: number; readonly incomplete: number }
}

interface Finding {
  readonly name: string
  readonly severity: Severity
  readonly verdict: 'fail' | 'unknown'
  readonly asset: Readonly<Record<'kind' | 'name' | 'namespace' | 'part' | 'container', string | undefined>>
  readonly trust: string
  readonly location: { readonly file: string; readonly line: number }
  readonly waived?: unknown
}

async function scan(example: string, cwd: string = repository): Promise<Report & { readonly code: number }> {
  const folder = join('examples', example)
  let text = ''
  const world: World = {
    cwd,
    env: {},
    stdout: { isTerminal: false, columns: 80, write: (piece) => void (text += piece) },
    stderr: { isTerminal: false, columns: 80, write: () => undefined },
    readStdin: () => new Uint8Array(),
    readFile: (path) => readFileSync(path, 'utf8'),
    writeFile: () => assert.fail('a scan for standard output writes no file'),
    today: '2026-11-23',
  }
  const config = join(folder, 'bulkhead.yaml')
  const code = await runCommandLine(['scan', folder, '--config', config, '--format', 'json'], world)
  return { ...(JSON.parse(text) as Report), code }
}

/** `LINE CONTROL ASSET` under the file, as in the list of expected findings. */
function describeFinding({ name, asset, location }: Finding, example: string): string {
  const { namespace, kind, name: own, part, container } = asset
  const parts = [namespace, kind, own, part, container].filter((each) => each !== undefined && each !== '')
  const text = `${location.file}: ${location.line} ${name} ${parts.join('/')}`
  return text.replaceAll(`examples/${example}/`, '')
}

function expectedFindings(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, 'model-platform.findings.txt'), 'utf8')
  let file = ''
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return []
    if (line.startsWith(' ')) return [`${file}: ${line.trim()}`]
    file = line
    return []
  })
}

test('the hardened platform has no finding that is not waived, but for what AKS itself deploys', async () => {
  const { code, findings } = await scan('model-platform-hardened')
  const open = findings.filter(({ waived, trust }) => waived === undefined && trust !== 'managed')
  assert.deepEqual(
    open.map((each) => describeFinding(each, 'model-platform-hardened')),
    [],
  )
  assert.equal(code, 0)
})

test('the hardened platform waives what its monitoring cannot do without, and nothing else', async () => {
  const { findings } = await scan('model-platform-hardened')
  const waived = findings.filter((each) => each.waived !== undefined).map(({ name }) => name)
  assert.deepEqual(waived.toSorted(), ['host-path-volume', 'system-directory-mounted'])
})

test('the mistaken platform shows what it must, where it must', async () => {
  const { findings } = await scan('model-platform')
  const shown = new Set(
    findings
      .filter(({ verdict }) => verdict === 'fail')
      .map((each) => describeFinding(each, 'model-platform')),
  )
  const expected = expectedFindings()
  assert.ok(expected.length >= 40)
  assert.deepEqual(
    expected.filter((each) => !shown.has(each)),
    [],
  )
})

test('nothing severe shows in the mistaken platform that is not expected', async () => {
  const { findings } = await scan('model-platform')
  const expected = new Set(expectedFindings())
  const severe = findings
    .filter(({ severity, verdict }) => verdict === 'fail' && ['critical', 'high'].includes(severity))
    .map((each) => describeFinding(each, 'model-platform'))
  assert.deepEqual(
    severe.filter((each) => !expected.has(each)),
    [],
  )
})

for (const example of ['model-platform', 'model-platform-hardened']) {
  test(`all of ${example} is read`, async () => {
    const { counts } = await scan(example)
    assert.ok(counts.files >= 17)
    assert.equal(counts.incomplete, 0)
  })
}

/** Each takes one safeguard away from the hardened platform: the control that must notice. */
const weakenings: readonly (readonly [control: string, file: string, safeguard: RegExp, instead: string])[] =
  [
    ['untrusted-pod-without-sandbox', 'tenants/initech/kserve.yaml', /runtimeClassName: .+/g, ''],
    ['gpu-pod-on-shared-nodes', 'tenants/acme/vllm.yaml', /node-restriction.+/g, ''],
    ['gpu-pod-on-shared-nodes', 'tenants/acme/vllm.yaml', /tenant: acme$/gm, 'tenant: globex'],
    ['user-namespace-not-used', 'tenants/acme/vllm.yaml', /hostUsers: false/g, ''],
    ['model-server-without-key', 'tenants/acme/vllm.yaml', / --api-key \S+ \S+/g, ''],
    ['image-without-digest', 'tenants/acme/vllm.yaml', /@sha256:\w+/g, ':v1'],
    ['service-account-token-mounted', 'tenants/acme/vllm.yaml', /automountServiceAccountToken: .+/g, ''],
    [
      'triton-models-loadable',
      'tenants/globex/triton.yaml',
      /mode=none([^]*?)http-restricted-api/g,
      'mode=explicit$1http-other',
    ],
    ['ray-head-open', 'research/notebooks.yaml', /name: RAY_AUTH_MODE/g, 'name: OTHER'],
    [
      'dangling-network-policy',
      'research/notebooks.yaml',
      /notebook-name: exploration/g,
      'notebook-name: other',
    ],
    ['public-load-balancer', 'platform/gateway.yaml', /\S+azure-load-balancer-internal: "true"/g, ''],
    ['namespace-without-default-deny', 'cluster/network-policies.yaml', /Ingress, Egress/g, 'Ingress'],
    [
      'admission-webhook-fails-open',
      'cluster/admission.yaml',
      /failurePolicy: Fail/g,
      'failurePolicy: Ignore',
    ],
    ['pod-security-below-restricted', 'cluster/namespaces.yaml', /enforce: restricted/g, 'enforce: baseline'],
    [
      'priority-open-to-tenants',
      'cluster/quotas.yaml',
      /scopeName: PriorityClass/g,
      'scopeName: Terminating',
    ],
    ['image-user-missing', 'images/vllm/Dockerfile', /^USER .+/gm, ''],
    [
      'kubelet-identity-pushes',
      'azure/registry.bicep',
      /b93aa761-3e63-49ed-ac28-beffa264f7ac/g,
      '2a1e307c-b015-4ebd-883e-5b7698a07328',
    ],
    ['local-accounts-on', 'azure/cluster.bicep', /disableLocalAccounts: .+/g, ''],
    ['cluster-ignores-network-policies', 'azure/cluster.bicep', /'cilium'/g, "'none'"],
    ['cluster-without-audit-log', 'azure/cluster.bicep', /'kube-audit-admin', /g, ''],
    ['subnet-with-default-outbound', 'azure/network.bicep', /defaultOutboundAccess: .+/g, ''],
    ['image-pushed-unscanned', '.github/workflows/images.yml', /aquasecurity\/trivy-action/g, 'other/action'],
  ]

for (const [control, file, safeguard, instead] of weakenings) {
  test(`the hardened platform without a safeguard in ${file} shows ${control}`, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-'))
    context.after(() => rmSync(folder, { recursive: true }))
    const example = join(folder, 'examples', 'model-platform-hardened')
    cpSync(join(repository, 'examples', 'model-platform-hardened'), example, { recursive: true })
    const text = readFileSync(join(example, file), 'utf8')
    const weak = text.replaceAll(safeguard, instead)
    assert.notEqual(weak, text)
    writeFileSync(join(example, file), weak)
    const { findings } = await scan('model-platform-hardened', folder)
    assert.ok(
      findings.some(
        ({ name, verdict, trust }) => name === control && verdict === 'fail' && trust !== 'managed',
      ),
    )
  })
}
