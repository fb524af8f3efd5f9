// Which volume a claim gets, against Kubernetes' controller written down once more as plainly as it can be.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import * as fc from 'fast-check'

import { bindClaims } from '../../src/breach/storage/claim-binding.ts'
import { storageName, storageNames } from '../../src/breach/storage/storage-names.ts'
import { link } from '../../src/link/link.ts'
import type { Platform } from '../../src/model/platform.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'

interface Volume {
  readonly name: string
  readonly className: string
  readonly size: number
  readonly tier: string
  readonly path: string
}

interface Claim {
  readonly name: string
  readonly className: string
  readonly size: number
  /** Asked for by the selector, where it has one. */
  readonly tier: string | undefined
}

function platformOf(volumes: readonly Volume[], claims: readonly Claim[]): Platform {
  const objects = [
    ...volumes.map(({ name, className, size, tier, path }) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, labels: { tier } },
      spec: {
        storageClassName: className,
        capacity: { storage: `${size}Gi` },
        accessModes: ['ReadWriteMany', 'ReadOnlyMany'],
        nfs: { server: 'files', path },
      },
    })),
    ...claims.map(({ name, className, size, tier }) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'acme' },
      spec: {
        storageClassName: className,
        resources: { requests: { storage: `${size}Gi` } },
        accessModes: ['ReadWriteMany'],
        ...(tier === undefined ? {} : { selector: { matchLabels: { tier } } }),
      },
    })),
  ]
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n')
  const { facts, problems } = parseKubernetes({ path: 'volumes.yaml', text })
  assert.deepEqual(problems, [])
  return link(facts, { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] })
}

/** The volumes that each claim may end up with; nothing among them where it may get none. */
function outcomes(
  volumes: readonly Volume[],
  claims: readonly Claim[],
): Map<string, Set<Volume | undefined>> {
  const seen = new Map(claims.map(({ name }) => [name, new Set<Volume | undefined>()]))
  const serve = (waiting: readonly Claim[], free: readonly Volume[]): void => {
    for (const claim of waiting) {
      const others = waiting.filter((each) => each !== claim)
      const fit = free.filter(
        ({ className, size, tier }) =>
          className === claim.className && size >= claim.size && (claim.tier ?? tier) === tier,
      )
      const least = Math.min(...fit.map(({ size }) => size))
      const best = fit.filter(({ size }) => size === least)
      for (const volume of best.length === 0 ? [undefined] : best) {
        seen.get(claim.name)?.add(volume)
        serve(
          others,
          free.filter((each) => each !== volume),
        )
      }
    }
  }
  serve(claims, volumes)
  return seen
}

const word = fc.constantFrom('a', 'b')
const volumes = fc
  .array(
    fc.record({
      className: word,
      size: fc.integer({ min: 1, max: 3 }),
      tier: word,
      path: fc.constantFrom('/x', '/y'),
    }),
    { maxLength: 4 },
  )
  .map((list) => list.map((each, index) => ({ name: `v${index}`, ...each })))
const claims = fc
  .array(
    fc.record({
      className: word,
      size: fc.integer({ min: 1, max: 3 }),
      tier: fc.option(word, { nil: undefined }),
    }),
    { maxLength: 3 },
  )
  .map((list) => list.map((each, index) => ({ name: `c${index}`, ...each })))

test('what is sure is what every order of claims gives, and nothing that may be is left out', () => {
  fc.assert(
    fc.property(volumes, claims, (offered, asking) => {
      const platform = platformOf(offered, asking)
      const isKnownElsewhere = storageNames(platform)
      const stored = new Map(platform.all('persistent-volume').map((volume) => [volume.name, volume]))
      for (const [name, possible] of outcomes(offered, asking)) {
        const { volumes: told, assumes } = bindClaims(platform).of('acme', name)
        const names = told.map(storageName)
        for (const volume of possible) {
          const own = stored.get(volume?.name ?? '')
          if (own === undefined) assert.ok(told.length === 0 || assumes !== undefined, `${name} may get none`)
          else if (names.includes(storageName(own))) continue
          else assert.ok(!isKnownElsewhere(own) && (assumes === undefined) === (told.length === 0), name)
        }
      }
    }),
    { numRuns: 400 },
  )
})

const volume = { className: 'a', size: 2, tier: 'a', path: '/x' }
const claim = { name: 'c', className: 'a', size: 1, tier: undefined }

describe('one claim', () => {
  const bound = (offered: readonly Volume[], asking: Claim = claim): string => {
    const { volumes: told, assumes } = bindClaims(platformOf(offered, [asking])).of('acme', asking.name)
    return `${told.map(({ name }) => name).join(' ')}${assumes === undefined ? '' : '?'}`
  }

  test('gets the smallest volume of its class that is large enough', () => {
    const offered = [
      { ...volume, name: 'large', size: 3 },
      { ...volume, name: 'fits' },
      { ...volume, name: 'small', size: 0.5 },
      { ...volume, name: 'other', className: 'b', size: 1 },
    ]
    assert.equal(bound(offered), 'fits')
  })

  test('gets none of another tier than its selector asks for', () => {
    assert.equal(bound([{ ...volume, name: 'v' }], { ...claim, tier: 'b' }), '')
  })

  test('may get either of two that are as good', () => {
    const offered = [
      { ...volume, name: 'one' },
      { ...volume, name: 'two', path: '/y' },
    ]
    assert.equal(bound(offered), 'one two?')
  })

  test('that nobody declared may have a volume whose storage has another name', () => {
    const offered = [
      { ...volume, name: 'one' },
      { ...volume, name: 'two' },
    ]
    const { assumes } = bindClaims(platformOf(offered, [])).of('acme', 'undeclared')
    assert.equal(assumes?.question, 'which persistent volume claim acme/undeclared is bound to')
  })
})

test('claims are asked about, and not tried, where there are too many', () => {
  const many = Array.from({ length: 1100 }, (_, index) => index + 1)
  const offered = many.map((size) => ({ ...volume, name: `v${size}`, size, path: `/${size % 2}` }))
  const asking = many.map((size) => ({ ...claim, name: `c${size}`, size }))
  const { volumes: told, assumes } = bindClaims(platformOf(offered, asking)).of('acme', 'c1')
  assert.deepEqual([told.length, assumes === undefined], [2, false])
})
