// What is to be done about the images of a platform, in which order and by when; each derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { makePlan, type UsedImage } from '../../src/findings/patching/make-plan.ts'
import { inOrder } from '../../src/findings/patching/order.ts'
import type { PatchPlan, PatchStep } from '../../src/findings/patching/plan.ts'
import { problemOf } from '../../src/model/problem.ts'
import { defaultDeadlines } from '../../src/knowledge/patching.ts'
import { actionsOf } from '../../src/report/patch/text.ts'
import { flaw, imageReport, used } from './images.ts'

function planOf(...images: readonly UsedImage[]): PatchPlan {
  return makePlan(images, {
    deadlinesOf: (trust) => ({ ...defaultDeadlines, exploited: trust === 'untrusted' ? 7 : 14 }),
    day: '2026-11-30',
    version: '0',
    problems: [],
  })
}

function onlyStep(...images: readonly UsedImage[]): PatchStep {
  const { steps } = planOf(...images)
  const [step, ...others] = steps
  assert.ok(step !== undefined && others.length === 0)
  return step
}

const exploited = { since: '2026-11-20', isRansomware: false }

test('a step tells what it takes away; what has no fix or runs nowhere is no reason for one', () => {
  const image = imageReport('bank.azurecr.io/llm:1', {
    flaws: [
      flaw('CVE-1', { exploited }),
      flaw('CVE-2', { package: 'curl', layer: 1 }),
      { ...flaw('CVE-3'), fixed: undefined } as never,
      flaw('CVE-4', { isInert: true }),
    ],
  })
  const step = onlyStep(used(image))
  assert.deepEqual(step.vulnerabilities, ['CVE-1', 'CVE-2'])
  assert.deepEqual(step.exploited, ['CVE-1'])
  assert.deepEqual(
    step.rebuilds.map(({ name }) => name),
    ['bash', 'curl'],
  )
  assert.equal(step.action, 'rebuild')
})

test('an image without a fix to install is current', () => {
  const { steps, current } = planOf(used(imageReport('bank.azurecr.io/a:1')))
  assert.deepEqual([steps, current], [[], ['bank.azurecr.io/a:1']])
})

test('an image that was not matched, or read in part, is not current', () => {
  const gap = problemOf('no-advisories', '95 packages were not matched.', 'b.io/a:1')
  const unmatched = { ...imageReport('b.io/a:1'), problems: [gap] }
  const told = { ...imageReport('b.io/b:1'), problems: [problemOf('vex-unmatched', 'Nothing.', 'v.json')] }
  const { steps, current, undecided } = planOf(used(unmatched), used(told))
  assert.deepEqual([steps, current, undecided], [[], ['b.io/b:1'], ['b.io/a:1']])
})

test('a base with nothing to patch is not to be patched first', () => {
  const lowest = imageReport('b.io/debian:12', { layers: ['1'], flaws: [flaw('CVE-1')] })
  const middle = imageReport('b.io/python:3', { layers: ['1', '2'] })
  const app = imageReport('b.io/app:1', { layers: ['1', '2', '3'], flaws: [flaw('CVE-2', { layer: 2 })] })
  assert.equal(onlyStep(used(app), used(middle)).base, undefined)
  assert.deepEqual(
    planOf(used(app), used(middle), used(lowest)).steps.map(({ image, base }) => [image, base]),
    [
      ['b.io/debian:12', undefined],
      ['b.io/app:1', 'b.io/debian:12'],
    ],
  )
})

test('what somebody else publishes is renewed, not rebuilt', () => {
  assert.equal(
    onlyStep(used(imageReport('vllm/vllm-openai:v0.9', { flaws: [flaw('CVE-1')] }))).action,
    'renew',
  )
})

test('the deadline is that of the flaw that is due first, by who runs the image', () => {
  const flaws = [flaw('CVE-1'), flaw('CVE-2', { exploited, severity: 'low' })]
  const dueOf = (trust: 'untrusted' | 'platform'): unknown => {
    const { due } = onlyStep(used(imageReport('bank.azurecr.io/a:1', { flaws }), trust))
    return [due?.vulnerability, due?.day, due?.days, due?.isOverdue]
  }
  // 20 November and 7 or 14 days; CVE-1 is due on 1 December.
  assert.deepEqual(dueOf('untrusted'), ['CVE-2', '2026-11-27', 7, true])
  assert.deepEqual(dueOf('platform'), ['CVE-1', '2026-12-01', 30, false])
})

test('flaws that are overdue are counted once, whatever has them', () => {
  const old = { fixKnown: { day: '2026-10-01', by: 'published' } } as const
  const flaws = [
    flaw('CVE-1', old),
    flaw('CVE-1', { ...old, package: 'curl' }),
    flaw('CVE-2', old),
    flaw('CVE-3'),
  ]
  assert.equal(onlyStep(used(imageReport('b.io/a:1', { flaws }))).overdue, 2)
})

test('on its last day a flaw is not overdue', () => {
  const flaws = [flaw('CVE-1', { fixKnown: { day: '2026-10-31', by: 'published' } })]
  assert.deepEqual(onlyStep(used(imageReport('b.io/a:1', { flaws }))).due?.day, '2026-11-30')
  assert.equal(onlyStep(used(imageReport('b.io/a:1', { flaws }))).due?.isOverdue, false)
})

test('flaws whose fix nobody dates are told', () => {
  const flaws = [{ ...flaw('CVE-1'), fixKnown: undefined } as never, flaw('CVE-2')]
  assert.deepEqual(onlyStep(used(imageReport('b.io/a:1', { flaws }))).undated, ['CVE-1'])
})

test('where nobody tells when of a fix, the day on which the flaw was told of counts: a fix was never earlier known', () => {
  const told = { day: '2026-11-15', by: 'published' } as const
  const flaws = [{ ...flaw('CVE-1'), fixKnown: undefined, told } as never]
  const { due, undated } = onlyStep(used(imageReport('b.io/a:1', { flaws })))
  assert.deepEqual([due?.day, due?.fromBy, due?.isOverdue, undated], ['2026-12-15', 'told', false, []])
})

test('a flaw that nobody dates counts as overdue, and stands before what is due later', () => {
  const undated = imageReport('b.io/z:1', { flaws: [{ ...flaw('CVE-1'), fixKnown: undefined } as never] })
  const dated = imageReport('b.io/a:1', { flaws: [flaw('CVE-2')] })
  const [first] = planOf(used(dated), used(undated)).steps
  assert.deepEqual(
    [first?.image, first?.due?.day, first?.due?.fromBy, first?.due?.isOverdue, first?.overdue],
    ['b.io/z:1', '2026-11-30', 'assumed', true, 1],
  )
})

test('an image whose grave flaws have no fix is not current; what is slight, set aside or runs nowhere leaves it so', () => {
  const open = { fixed: undefined, fixKnown: undefined } as never
  const actionFor = (more: Parameters<typeof flaw>[1]): string | undefined =>
    planOf(used(imageReport('b.io/a:1', { flaws: [flaw('CVE-1', { ...(open as object), ...more })] })))
      .steps[0]?.action
  assert.equal(actionFor({ severity: 'critical' }), 'mitigate')
  assert.equal(actionFor({ severity: 'low', exploited }), 'mitigate')
  assert.equal(actionFor({ severity: 'high' }), undefined)
  assert.equal(actionFor({ severity: 'critical', isInert: true }), undefined)
  const vex = { status: 'not_affected', author: 'Bank', origin: 'v.json' } as const
  assert.equal(actionFor({ severity: 'critical', exploited, vex }), undefined)
})

test('what is exploited and has no fix comes first, whatever is overdue; it is told beside what has one', () => {
  const overdue = imageReport('b.io/a:1', { flaws: [flaw('CVE-2', { severity: 'critical' })] })
  const open = { fixed: undefined, fixKnown: undefined, exploited, package: 'curl' } as never
  const attacked = imageReport('b.io/z:1', { flaws: [flaw('CVE-1', open), flaw('CVE-3')] })
  const [first] = planOf(used(overdue), used(attacked)).steps
  assert.deepEqual([first?.image, first?.action, first?.vulnerabilities], ['b.io/z:1', 'rebuild', ['CVE-3']])
  assert.deepEqual(first?.unfixed, [
    { name: 'curl', version: '1', origin: 'unknown', vulnerabilities: ['CVE-1'], exploited: ['CVE-1'] },
  ])
})

test('what an image of the platform brought along without a fix is to be taken out there', () => {
  const open = { fixed: undefined, fixKnown: undefined, severity: 'critical' } as never
  const base = imageReport('b.io/base:1', { layers: ['1'], flaws: [flaw('CVE-1', open)] })
  const flaws = [flaw('CVE-1', open), flaw('CVE-2', { ...(open as object), layer: 1, package: 'curl' })]
  const { steps } = planOf(used(imageReport('b.io/app:1', { layers: ['1', '2'], flaws })), used(base))
  const [first, app] = steps
  assert.equal(first?.image, 'b.io/base:1', 'it stands before what has its flaws from it')
  assert.deepEqual(
    app?.unfixed.map(({ name, origin, from }) => [name, origin, from]),
    [
      ['bash', 'base', 'b.io/base:1'],
      ['curl', 'unknown', undefined],
    ],
  )
  assert.ok(app !== undefined)
  assert.deepEqual(actionsOf(app).slice(0, 2), [
    'Take bash out of b.io/base:1, which it comes with, or build on another base.',
    'Take curl out, where nothing needs it.',
  ])
})

test('an image that somebody else publishes is asked for, or another one taken', () => {
  const open = { fixed: undefined, fixKnown: undefined, severity: 'critical' } as never
  const step = onlyStep(used(imageReport('redis:7', { flaws: [flaw('CVE-1', open)] })))
  assert.deepEqual([step.action, step.isPublished], ['mitigate', true])
  assert.equal(actionsOf(step)[0], 'Ask its publisher for one without bash, or take another image.')
})

test('an image to which nothing but a mitigation helps is no base to be patched first', () => {
  const open = { fixed: undefined, fixKnown: undefined, severity: 'critical' } as never
  const base = imageReport('b.io/base:1', { layers: ['1'], flaws: [flaw('CVE-1', open)] })
  const app = imageReport('b.io/app:1', { layers: ['1', '2'], flaws: [flaw('CVE-1', open), flaw('CVE-2')] })
  const { steps } = planOf(used(app), used(base))
  assert.deepEqual(
    steps.map((step) => [step.image, step.action, step.base]),
    [
      ['b.io/base:1', 'mitigate', undefined],
      ['b.io/app:1', 'rebuild', undefined],
    ],
  )
})

test('a base stands before what is built on it, whatever is due first', () => {
  const base = imageReport('bank.azurecr.io/python:3.13', {
    layers: ['1', '2'],
    flaws: [flaw('CVE-1', { severity: 'low' })],
  })
  const app = imageReport('bank.azurecr.io/app:1', {
    layers: ['1', '2', '3'],
    flaws: [flaw('CVE-1', { severity: 'low', layer: 1 }), flaw('CVE-2', { exploited, layer: 2 })],
  })
  const urgent = imageReport('bank.azurecr.io/urgent:1', {
    layers: ['9'],
    flaws: [flaw('CVE-3', { severity: 'critical', fixKnown: { day: '2026-11-13', by: 'published' } })],
  })
  const { steps } = planOf(used(app), used(urgent), used(base))
  assert.deepEqual(
    steps.map(({ image, base: below, withBase }) => [image, below, withBase]),
    [
      ['bank.azurecr.io/python:3.13', undefined, 0],
      ['bank.azurecr.io/app:1', 'bank.azurecr.io/python:3.13', 1],
      ['bank.azurecr.io/urgent:1', undefined, 0],
    ],
  )
})

test('the nearest base counts, and a stated one where no layers tell', () => {
  const lowest = imageReport('b.io/debian:12', { layers: ['1'], flaws: [flaw('CVE-1')] })
  const middle = imageReport('b.io/python:3', { layers: ['1', '2'], flaws: [flaw('CVE-1')] })
  const app = imageReport('b.io/app:1', { layers: ['1', '2', '3'], flaws: [flaw('CVE-1')] })
  assert.deepEqual(
    planOf(used(app), used(middle), used(lowest)).steps.map(({ image, base }) => [image, base]),
    [
      ['b.io/debian:12', undefined],
      ['b.io/python:3', 'b.io/debian:12'],
      ['b.io/app:1', 'b.io/python:3'],
    ],
  )
  const squashed = imageReport('b.io/squashed:1', {
    layers: ['8', '9'],
    flaws: [flaw('CVE-1')],
    base: { layers: 1, evidence: 'guessed', name: 'b.io/debian:12' },
  })
  const [, step] = planOf(used(squashed), used(lowest)).steps
  // It says so itself: that its flaw goes with the base nothing proves.
  assert.deepEqual([step?.base, step?.withBase], ['b.io/debian:12', 0])
})

test('two names of one image are one step, of the least trusted who runs it, in all its places', () => {
  const digest = `sha256:${'1'.repeat(64)}`
  const make = (name: string): UsedImage['report'] => imageReport(name, { digest, flaws: [flaw('CVE-1')] })
  const step = onlyStep(
    used(make('b.io/a:1'), 'platform', 'a.yaml'),
    used(make('b.io/a:2'), 'untrusted', 'b.yaml'),
  )
  assert.deepEqual([step.image, step.alsoNamed, step.trust], ['b.io/a:1', ['b.io/a:2'], 'untrusted'])
  assert.deepEqual(
    step.places.map(({ file }) => file),
    ['a.yaml', 'b.yaml'],
  )
})

test('a base that moved is a reason without any flaw', () => {
  const weaknesses = [
    { name: 'base-moved', severity: 'medium', message: 'Moved.', remediation: '', places: [] },
  ] as const
  assert.deepEqual(onlyStep(used(imageReport('b.io/a:1', { weaknesses }))).reasons, ['Moved.'])
})

test('what to put right of its order is told of an image that one builds, and makes no step', () => {
  const alone = {
    name: 'lists-updated-alone',
    severity: 'low',
    message: 'Alone.',
    remediation: 'Join them.',
    places: ['layer 2: apt-get update', 'layer 3: apk update'],
  } as const
  const own = imageReport('b.io/a:1', { weaknesses: [alone], flaws: [flaw('CVE-2026-0001')] })
  assert.deepEqual(onlyStep(used(own)).order, [
    'Alone. (layer 2: apt-get update; layer 3: apk update) Join them.',
  ])
  const others = imageReport('docker.io/library/a:1', { weaknesses: [alone], flaws: [flaw('CVE-2026-0001')] })
  assert.deepEqual(onlyStep(used(others)).order, [])
  assert.deepEqual(planOf(used(imageReport('b.io/a:1', { weaknesses: [alone] }))).steps, [])
})

test('every order has bases first, whatever is built on what, and images that claim one another end', () => {
  const step = fc.record({
    base: fc.option(fc.nat(9), { nil: undefined }),
    day: fc.integer({ min: 10, max: 28 }),
    exploited: fc.nat(3),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), (made) => {
      const steps = made.map(({ base, day, exploited: count }, index) => ({
        image: `i${index}`,
        ...(base === undefined ? {} : { base: `i${base}` }),
        due: { day: `2026-11-${day}` },
        exploited: Array.from({ length: count }, String),
        unfixed: [],
      })) as unknown as PatchStep[]
      const order = inOrder(steps)
      assert.deepEqual(order.map(({ image }) => image).sort(), steps.map(({ image }) => image).sort())
      const at = (image: string): number => order.findIndex((each) => each.image === image)
      const isAcyclic = made.every(({ base }, index) => base === undefined || base < index)
      if (!isAcyclic) return
      for (const { image, base } of steps) if (base !== undefined) assert.ok(at(base) < at(image))
    }),
  )
})
