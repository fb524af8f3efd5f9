// The reference in Bicep: each safeguard counts, as it does in Terraform.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { profiles } from '../../src/reference/options.ts'
import { failing, optionsFor, scanned, written } from './written.ts'

/** Each takes one safeguard away: the control that must notice. */
const weakenings: readonly (readonly [control: string, safeguard: RegExp, instead: string])[] = [
  ['cluster-public', /enablePrivateCluster: true/, 'enablePrivateCluster: false'],
  ['local-accounts-on', /disableLocalAccounts: true/, 'disableLocalAccounts: false'],
  ['run-command-on', /disableRunCommand: true/, ''],
  ['cluster-lets-everything-out', /'userDefinedRouting'/, "'loadBalancer'"],
  ['cluster-ignores-network-policies', /'cilium'/g, "'none'"],
  ['node-images-not-upgraded', /nodeOSUpgradeChannel: 'NodeImage'/, "nodeOSUpgradeChannel: 'None'"],
  ['cluster-version-out-of-support', /'1\.36'/, "'1.32'"],
  ['node-group-open', /'ReadOnly'/, "'Unrestricted'"],
  ['pod-traffic-in-clear', /'WireGuard'/, "'None'"],
  ['node-ssh-open', /sshAccess: 'Disabled'/, ''],
  ['host-not-encrypted', /enableEncryptionAtHost: true/, ''],
  ['registry-public', /publicNetworkAccess: 'Disabled'\n {4}networkRule/, 'networkRule'],
  ['registry-without-quarantine', /quarantinePolicy: .*/, ''],
  [
    'kubelet-identity-pushes',
    /b93aa761-3e63-49ed-ac28-beffa264f7ac/g,
    '2a1e307c-b015-4ebd-883e-5b7698a07328',
  ],
  ['cluster-without-audit-log', /\{ category: 'kube-audit-admin', enabled: true \}/, ''],
  ['workspace-public', /publicNetworkAccessForQuery: .*/, ''],
]

for (const [control, safeguard, instead] of weakenings) {
  test(`in Bicep without a safeguard ${control} fails`, () => {
    const files = written(optionsFor('minimal', 'bicep'))
    const path = 'azure/main.bicep'
    const weak = (files.get(path) ?? '').replace(safeguard, instead)
    assert.notEqual(weak, files.get(path))
    assert.ok(failing(scanned(new Map([...files, [path, weak]]))).has(control))
  })
}

for (const profile of profiles) {
  test(`the Bicep of profile ${profile} names nothing twice and nothing that is not there`, () => {
    const files = written({ ...optionsFor(profile, 'bicep'), gpuTenants: ['system', 'vision'] })
    const text = files.get('azure/main.bicep') ?? ''
    const declared = [...text.matchAll(/^(?:resource|param|var) (\w+)/gm)].map(([, name = '']) => name)
    assert.equal(new Set(declared).size, declared.length)
    const named = [...text.matchAll(/(?<![\w.'/-])(\w+)(?:\[\w+\])?\.(?:id|properties|name)\b/g)].map(
      ([, name = '']) => name,
    )
    assert.deepEqual(
      named.filter((name) => !declared.includes(name)),
      [],
    )
  })
}
