import assert from 'node:assert/strict'
import { test } from 'node:test'

import { basesInForce } from './bases.ts'
import { defaultConfig, parseConfig } from './parse.ts'

function errorsOf(text: string): string[] {
  const result = parseConfig({ path: 'bulkhead.yaml', text })
  if (result.kind === 'config') return []
  return result.errors.map(({ message, location }) => `${location.line}: ${message}`)
}

test('an empty file configures nothing', () => {
  const result = parseConfig({ path: 'bulkhead.yaml', text: '# nothing yet\n' })
  assert.equal(result.kind, 'config')
})

test('an unknown key is an error with its place and the nearest name', () => {
  assert.deepEqual(errorsOf('kubernetes: "1.35"\nwaiver: []\n'), [
    "2: Unknown key 'waiver' in the file. Did you mean 'waivers'?",
  ])
  assert.deepEqual(
    errorsOf('waivers:\n  - control: BH-0101\n    reson: x\n    owner: me\n    until: "2027-01-31"\n'),
    [
      "2: Invalid input: expected string, received undefined at 'waivers.0.reason'.",
      "3: Unknown key 'reson' in 'waivers.0'. Did you mean 'reason'?",
    ],
  )
})

test('a version must be quoted: YAML reads 1.30 as 1.3', () => {
  assert.match(errorsOf('kubernetes: 1.30\n')[0] ?? '', /^1: expected a quoted version/)
})

test('a base names its registry; what is wrong of it stands where it is', () => {
  assert.deepEqual(
    errorsOf('bases:\n  - bank.azurecr.io/hardened/*\n  - image: bank.azurecr.io/a\n    until: 2027-01-31\n'),
    [],
  )
  assert.match(errorsOf('bases:\n  - python:3.13\n')[0] ?? '', /^2: expected an image of a stated registry/)
  assert.match(
    errorsOf('bases:\n  - image: a.io/b\n    owned: me\n')[0] ?? '',
    /^3: .*Did you mean 'owner'\?/,
  )
  assert.match(errorsOf('bases:\n  - image: a.io/b\n    layers: [x]\n')[0] ?? '', /^3: expected sha256/)
})

test('a mirror stands in for a registry or a part of it, and is one itself', () => {
  assert.deepEqual(
    errorsOf('mirrors: { docker.io: bank.azurecr.io/hub, "localhost:5000": bank.azurecr.io }\n'),
    [],
  )
  assert.match(errorsOf('mirrors: { docker.io: hub }\n')[0] ?? '', /^1: expected a registry, with or without/)
  assert.match(errorsOf('mirrors: { docker.io: "a.io/b:1" }\n')[0] ?? '', /^1: expected a registry/)
  assert.match(errorsOf('mirrors: { docker: a.io/b }\n')[0] ?? '', /^1: /)
})

test('an approval ends after its last day, and where none holds no base is approved', () => {
  const parsed = parseConfig({ path: 'b', text: 'bases: [{ image: a.io/b, until: 2027-01-31 }]' })
  assert.ok(parsed.kind === 'config')
  const { config } = parsed.value
  assert.equal(basesInForce(config, '2027-01-31')?.length, 1)
  assert.deepEqual(basesInForce(config, '2027-02-01'), [])
  assert.deepEqual(basesInForce(config, undefined), [])
  assert.equal(basesInForce(defaultConfig.config, '2027-01-31'), undefined)
})

test('broken YAML, duplicate keys and several documents are errors', () => {
  assert.equal(errorsOf('waivers: [').length, 1)
  assert.deepEqual(errorsOf('waivers: []\nwaivers: []\n'), ["2: Key 'waivers' stands twice."])
  assert.equal(errorsOf('waivers: []\n---\nwaivers: []\n').length, 1)
})

const custom = `controls:
  - id: ACME-1
    name: no-public-image
    title: Image comes from a public registry
    severity: high
    layer: workload
    guarantees: [containment]
    applies: container
    fail: EXPRESSION
    message: The image comes from a public registry.
    rationale: Anyone can push there.
    remediation: Use the company's registry.
    examples: { fail: ['image: docker.io/a'], pass: ['image: acme/a'] }
`

test('a custom control that does not compile is an error at its place', () => {
  const [error = ''] = errorsOf(custom.replace('EXPRESSION', "container.image.startsWith('docker.io'"))
  assert.match(error, /^2: Control ACME-1: /)
  assert.match(
    errorsOf(custom.replace('applies: container', 'applies: contaner'))[0] ?? '',
    /Did you mean 'container'\?/,
  )
  assert.match(errorsOf(custom.replace('ACME-1', 'BH-0001'))[0] ?? '', /the prefix BH is ours/)
})
