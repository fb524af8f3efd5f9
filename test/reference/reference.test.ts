// What `bulkhead reference` writes: no control fails on it, every guarantee has its depth, and each safeguard counts.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'

import { largestBill } from '../../src/reference/largest-bill.ts'
import { languages, profiles } from '../../src/reference/options.ts'
import { failing, optionsFor, scanned, written } from './written.ts'

const kinds = profiles.flatMap((profile) => languages.map((language) => [profile, language] as const))

for (const [profile, language] of kinds) {
  describe(`the reference of profile ${profile} in ${language}`, () => {
    const report = scanned(written(optionsFor(profile, language)))

    test('has no finding at all', () => {
      assert.deepEqual(
        report.findings.map(({ verdict, name, location }) => `${verdict} ${name} ${location.file}`),
        [],
      )
    })

    test('is read in full', () => {
      assert.equal(report.counts.incomplete, 0)
      assert.ok(report.counts.objects > 90)
    })

    test('gives every guarantee the depth that it needs', () => {
      assert.deepEqual(
        report.breach?.strands.map(({ strand, verdict, required }) => `${strand} ${verdict} ${required}`),
        ['data holds 2', 'influence holds 1', 'containment holds 2', 'fair-share holds 2'],
      )
    })

    test('holds for tenants with GPUs alone, without them, and under other names', () => {
      const options = optionsFor(profile, language)
      const others = [
        { ...options, gpuTenants: [] },
        { ...options, tenants: ['solo'], gpuTenants: [], name: 'inference', registry: 'inferenceimages' },
        { ...options, addressSpace: '10.80.0.0/16', kubernetes: '1.35', domain: 'ai.bank.example' },
      ]
      for (const other of others) {
        const { findings, breach } = scanned(written(other))
        assert.deepEqual(
          findings.map(({ name }) => name),
          [],
        )
        assert.ok(breach?.strands.every(({ verdict }) => verdict === 'holds'))
      }
    })
  })
}

const hasTerraform = spawnSync('terraform', ['version'], { timeout: 20_000 }).status === 0

test(
  'Terraform finds its files well formed and formatted',
  { skip: hasTerraform ? false : 'terraform is not installed' },
  (context) => {
    for (const profile of profiles) {
      const folder = mkdtempSync(join(tmpdir(), 'bulkhead-reference-'))
      context.after(() => rmSync(folder, { recursive: true }))
      for (const [path, text] of written(optionsFor(profile)))
        if (path.endsWith('.tf')) writeFileSync(join(folder, basename(path)), text)
      const { status, stdout, stderr } = spawnSync('terraform', ['fmt', '-check', '-diff', folder], {
        encoding: 'utf8',
        timeout: 60_000,
      })
      assert.equal(status, 0, stdout + stderr)
    }
  },
)

test('the least budget is what all pools cost at most', () => {
  // (6 × 0.452 + 6 × 0.452 + 6 × 0.904) × 730 = 7,919; two nodes with an A100 add 2 × 3.673 × 730 = 5,363.
  assert.deepEqual([0, 1, 2].map(largestBill), [8000, 14_000, 19_000])
})

test('the same options write the same bytes', () => {
  assert.deepEqual(written(optionsFor('policy')), written(optionsFor('policy')))
})

test('the readme lists every file and every parameter', () => {
  const files = written(optionsFor('policy'))
  const readme = files.get('README.md') ?? ''
  for (const path of files.keys()) assert.ok(path === 'README.md' || readme.includes(`\`${path}\``), path)
  for (const value of ['westeurope', 'modelsregistry', 'acme, globex', '14000'])
    assert.ok(readme.includes(value), value)
})

/** Each takes one safeguard away: the control that must notice. */
const weakenings: readonly (readonly [control: string, file: string, safeguard: RegExp, instead: string])[] =
  [
    ['cluster-public', 'azure/cluster.tf', /private_cluster_enabled +=.*/, ''],
    ['local-accounts-on', 'azure/cluster.tf', /local_account_disabled +=.*/, ''],
    ['run-command-on', 'azure/cluster.tf', /run_command_enabled +=.*/, ''],
    ['cluster-lets-everything-out', 'azure/cluster.tf', /"userDefinedRouting"/, '"loadBalancer"'],
    ['cluster-ignores-network-policies', 'azure/cluster.tf', /"cilium"/g, '"none"'],
    ['node-images-not-upgraded', 'azure/cluster.tf', /"NodeImage"/, '"None"'],
    ['cluster-version-out-of-support', 'azure/variables.tf', /"1\.36"/, '"1.32"'],
    ['node-group-open', 'azure/cluster.tf', /"ReadOnly"/, '"Unrestricted"'],
    ['pod-traffic-in-clear', 'azure/cluster.tf', /"WireGuard"/, '"None"'],
    ['node-ssh-open', 'azure/pools.tf', /sshAccess +=.*/, ''],
    ['host-not-encrypted', 'azure/pools.tf', /host_encryption_enabled +=.*/, ''],
    ['pool-without-process-limit', 'azure/pools.tf', /pod_max_pid +=.*/, ''],
    ['registry-public', 'azure/registry.tf', /public_network_access_enabled +=.*/, ''],
    ['registry-without-quarantine', 'azure/registry.tf', /quarantine_policy_enabled +=.*/, ''],
    ['kubelet-identity-pushes', 'azure/identities.tf', /Repository Reader/, 'Repository Writer'],
    ['cluster-without-audit-log', 'azure/monitoring.tf', /"kube-audit-admin", /, ''],
    ['workspace-public', 'azure/monitoring.tf', /internet_query_enabled +=.*/, ''],
    ['workspace-goes-blind-in-silence', 'azure/monitoring.tf', /_LogOperation/, 'Heartbeat'],
    ['budget-below-pools', 'azure/variables.tf', /14000/, '9000'],
    ['untrusted-pod-without-sandbox', 'manifests/tenants/acme.yaml', /runtimeClassName: .*/, ''],
    ['user-namespace-not-used', 'manifests/tenants/vision.yaml', /hostUsers: false/, ''],
    [
      'gpu-pod-on-shared-nodes',
      'manifests/tenants/vision.yaml',
      /node-restriction\.kubernetes\.io\/tenant: vision, /,
      '',
    ],
    ['image-without-digest', 'manifests/tenants/acme.yaml', /@sha256:\w+/, ':v1'],
    ['namespace-without-default-deny', 'manifests/network-policies.yaml', /Ingress, Egress/g, 'Ingress'],
    [
      'pod-security-below-restricted',
      'manifests/namespaces.yaml',
      /enforce: restricted/g,
      'enforce: baseline',
    ],
    ['quota-without-pod-count', 'manifests/quotas.yaml', /^ {4}pods: "40"$/gm, ''],
    [
      'priority-open-to-tenants',
      'manifests/quotas.yaml',
      /scopeName: PriorityClass/g,
      'scopeName: Terminating',
    ],
  ]

for (const [control, file, safeguard, instead] of weakenings) {
  test(`without a safeguard in ${file} ${control} fails`, () => {
    const files = written(optionsFor('minimal'))
    const weak = (files.get(file) ?? '').replace(safeguard, instead)
    assert.notEqual(weak, files.get(file))
    assert.ok(failing(scanned(new Map([...files, [file, weak]]))).has(control))
  })
}

/** Each takes one barrier away: the guarantee that no longer holds. */
const breaches: readonly (readonly [strand: string, file: string, barrier: RegExp, instead: string])[] = [
  ['containment', 'manifests/tenants/acme.yaml', /egress: \[\]/, 'egress: [{}]'],
  ['data', 'manifests/tenants/acme.yaml', /runtimeClassName: .*/, ''],
  ['fair-share', 'azure/pools.tf', /pod_max_pid +=.*/g, ''],
]

for (const [strand, file, barrier, instead] of breaches) {
  test(`without a barrier in ${file} ${strand} does not hold`, () => {
    const files = written(optionsFor('policy'))
    const text = (files.get(file) ?? '').replace(barrier, instead)
    const report = scanned(new Map([...files, [file, text]]))
    assert.notEqual(report.breach?.strands.find((each) => each.strand === strand)?.verdict, 'holds')
  })
}
