// Whether an image is built on an approved base, by its layers and by what it says.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type BaseApproval, judgeBase, withOpened } from '../../src/images/base-approval.ts'
import type { OpenedImage } from '../../src/images/open/image.ts'
import { findNeglect } from '../../src/images/upkeep.ts'
import { type ApprovedBase, parseListed } from '../../src/model/approved-base.ts'
import { parseImageReference } from '../../src/model/image-reference.ts'

const [digestA, digestB] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`] as const

async function* nothing(): AsyncGenerator<Buffer> {
  // No layer is read.
}

interface Made {
  readonly layers?: readonly string[]
  readonly name?: string
  readonly baseDigest?: string
  readonly digest?: string
  readonly indexes?: readonly string[]
  readonly created?: string
}

function imageOf({ layers = ['1', '2'], name, baseDigest, created, ...more }: Made): OpenedImage {
  return {
    tags: [],
    annotations: {
      ...(name === undefined ? {} : { 'org.opencontainers.image.base.name': name }),
      ...(baseDigest === undefined ? {} : { 'org.opencontainers.image.base.digest': baseDigest }),
    },
    layers: layers.map((diffId, index) => ({ index, diffId, position: 0, open: nothing })),
    config: { rootfs: { diff_ids: [...layers] }, created },
    ...more,
  }
}

function listed(image: string, layers: readonly string[] = []): ApprovedBase {
  const name = parseListed(image)
  assert.ok(name !== undefined)
  return { image, layers, ...name }
}

function verdictOf(made: Made, ...bases: readonly ApprovedBase[]): BaseApproval['verdict'] {
  return judgeBase(imageOf(made), { bases, holds: [] }).verdict
}

const python = 'bank.azurecr.io/hardened/python'

test('layers prove a base, whatever the image says', () => {
  assert.equal(verdictOf({ layers: ['1', '2', '3'] }, listed(python, ['1', '2'])), 'pass')
  assert.equal(verdictOf({ layers: ['1', '2', '3'], name: 'evil.io/x' }, listed(python, ['1'])), 'pass')
  assert.equal(verdictOf({ layers: ['2', '1'] }, listed(python, ['1'])), 'unknown')
})

test('what an image says speaks against it and never for it', () => {
  assert.equal(verdictOf({ name: 'docker.io/library/python:3.13' }, listed(python)), 'fail')
  assert.equal(verdictOf({ name: `${python}:3.13` }, listed(python)), 'unknown')
  assert.equal(verdictOf({ name: python, baseDigest: digestA }, listed(`${python}@${digestB}`)), 'fail')
  assert.equal(verdictOf({ baseDigest: digestA }, listed(`${python}@${digestB}`)), 'fail')
  assert.equal(verdictOf({ baseDigest: digestA }, listed(`${python}@${digestB}`), listed(python)), 'unknown')
  assert.equal(verdictOf({ name: 'No Name' }, listed(python)), 'fail')
})

test('a claim that the layers deny fails; other builds of a tag may have other layers', () => {
  const exact = listed(`${python}@${digestA}`, ['9'])
  assert.equal(verdictOf({ name: python, baseDigest: digestA }, exact), 'fail')
  assert.equal(verdictOf({}, exact), 'fail')
  assert.equal(verdictOf({}, exact, listed(python, ['9'])), 'unknown')
  assert.equal(verdictOf({}), 'fail', 'where no approval holds any more')
})

test('bases that were opened bring their layers: by any digest of theirs, or by the name they were asked under', () => {
  const opened = imageOf({ layers: ['1'], digest: digestB, indexes: [digestA] })
  const exact = listed(`${python}@${digestA}`)
  assert.deepEqual(withOpened([exact], [{ image: opened }]), [{ ...exact, layers: ['1'] }])
  assert.deepEqual(withOpened([listed(python)], [{ image: opened }]), [listed(python)])
  const source = parseImageReference(`${python}:3.13`)
  assert.ok(source !== undefined)
  assert.deepEqual(withOpened([listed(python)], [{ image: opened, source }]), [
    listed(python, ['1']),
    listed(python),
  ])
})

test('an image of the digest that it states has other layers: the claim is false', () => {
  const source = parseImageReference(`${python}:3.13@${digestA}`)
  assert.ok(source !== undefined)
  const bases = withOpened([listed(python)], [{ image: imageOf({ layers: ['9'], digest: digestA }), source }])
  assert.equal(verdictOf({ name: `${python}:3.13`, baseDigest: digestA }, ...bases), 'fail')
  assert.equal(verdictOf({ name: `${python}:3.13`, baseDigest: digestB }, ...bases), 'unknown')
})

test('the nearest approved base is named', () => {
  const bases = [listed('bank.azurecr.io/hardened/node:24'), listed(`${python}:3.13`)]
  const { message, nearest } = judgeBase(imageOf({ name: 'docker.io/library/python:3.11' }), {
    bases,
    holds: [],
  })
  assert.equal(nearest, `${python}:3.13`)
  assert.match(
    message,
    /^It is built on docker.io\/library\/python:3.11, which is no approved base\. The nearest/,
  )
  const exact = [listed('bank.azurecr.io/hardened/node:24'), listed(`${python}:3.13`)].map((base) => ({
    ...base,
    digest: digestA,
    layers: ['9'],
  }))
  assert.equal(
    judgeBase(imageOf({}), { bases: exact, holds: ['debian 12', 'node 22.1'] }).nearest,
    exact[0]?.image,
  )
})

test('provenance names what a build took parts from, which need not be below', () => {
  const materials = [{ name: 'golang:1.26' }, { name: `${python}:3.13`, digest: digestA }]
  const judged = (proven: { name: string } | undefined, ...bases: readonly ApprovedBase[]): string => {
    const { verdict, message } = judgeBase({ ...imageOf({}), materials }, { bases, proven, holds: [] })
    return `${verdict}: ${message}`
  }
  assert.equal(
    judged(undefined, listed(python)),
    `unknown: Its provenance names ${python}, which nothing proves.`,
  )
  assert.match(
    judged(undefined, listed('bank.azurecr.io/x')),
    /^unknown: Its provenance names golang:1\.26, bank/,
  )
  assert.match(
    judged(undefined, listed(`${python}@${digestA}`, ['9'])),
    /^unknown: .* none is known to be approved/,
  )
  assert.equal(
    judged({ name: 'golang:1.26' }, listed('bank.azurecr.io/x')),
    'fail: It is built on golang:1.26, which is no approved base.',
  )
  assert.match(judged({ name: 'golang:1.26' }, listed(python, ['1'])), /^pass/)
})

test('a base that stands for other bytes now has moved', () => {
  const neglect = ({ baseDigest: digest, ...made }: Made, current: Made): string[] => {
    const currentBase = { name: python, ...(digest === undefined ? {} : { digest }), image: imageOf(current) }
    return findNeglect(imageOf(made), { approval: undefined, currentBase, maxAge: 90 }).map(
      ({ name }) => name,
    )
  }
  assert.deepEqual(neglect({ name: python }, { layers: ['1'] }), [])
  assert.deepEqual(neglect({ name: python }, { layers: ['8'] }), ['base-moved'])
  assert.deepEqual(neglect({ name: python, baseDigest: digestA }, { layers: ['8'], digest: digestB }), [
    'base-moved',
  ])
})

test('that an image states the digest of its base as it is now proves nothing: its layers do', () => {
  const claims = { name: python, baseDigest: digestA }
  const neglect = (current: Made | undefined): readonly string[] => {
    const now = current === undefined ? {} : { image: imageOf(current) }
    const currentBase = { name: python, digest: digestA, ...now }
    const found = findNeglect(imageOf(claims), { approval: undefined, currentBase, maxAge: 90 })
    return found.map(({ name }) => name)
  }
  assert.deepEqual(neglect({ layers: ['1'], digest: digestA }), [], 'it is so')
  assert.deepEqual(neglect({ layers: ['1'], digest: digestB }), [], 'whatever it states')
  assert.deepEqual(neglect({ layers: ['8'], digest: digestA }), ['base-move-unproven'])
  assert.deepEqual(neglect({ layers: ['8'], indexes: [digestA] }), ['base-move-unproven'])
  assert.deepEqual(
    neglect({ layers: ['1', '2', '3'], digest: digestA }),
    ['base-move-unproven'],
    'it has less',
  )
  assert.deepEqual(neglect({ layers: [], digest: digestA }), ['base-move-unproven'], 'nothing to compare')
  assert.deepEqual(neglect(undefined), ['base-move-unproven'], 'nobody may ask')
})

test('an image is old after the last day, and one of a reproducible build has no age', () => {
  const oldOn = (today: string | undefined, created: string): string[] =>
    findNeglect(imageOf({ created }), {
      approval: undefined,
      maxAge: 90,
      ...(today === undefined ? {} : { today }),
    }).map(({ message }) => message)
  assert.deepEqual(oldOn('2026-11-29', '2026-08-31T10:00:00Z'), [])
  assert.deepEqual(oldOn('2026-11-30', '2026-08-31T10:00:00Z'), [
    'The image is 91 days old, of 90 days at most: no fix since then is in it.',
  ])
  assert.deepEqual(oldOn('2026-11-30', '1970-01-01T00:00:00Z'), [])
  assert.deepEqual(oldOn('2026-11-30', 'yesterday'), [])
  assert.deepEqual(oldOn(undefined, '2020-01-01T00:00:00Z'), [])
})
