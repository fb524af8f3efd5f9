// The bulkhead section: what stands where, how far the water comes, and that no label gets out of its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { RouteReport } from '../../src/findings/breach-report.ts'
import { drawSection } from '../../src/report/picture/draw.ts'
import { layOut, narrow, wide } from '../../src/report/picture/layout.ts'
import { sectionOf } from '../../src/report/picture/section.ts'
import { renderPicture } from '../../src/report/picture/standalone.ts'
import { fitText, textWidth } from '../../src/report/picture/text.ts'
import { sectionLines } from '../../src/report/terminal/section.ts'
import {
  barrier,
  hostileBreach,
  kernel,
  longRoute,
  passage,
  policy,
  route,
  step,
  unknownPolicy,
} from './breaches.ts'
import { attacks } from './reports.ts'

const missing = [{ barrier: 'N.eg', title: 'egress policy' }] as const

function draw(given: RouteReport): string {
  return drawSection(sectionOf(given), { id: 'R1', shape: wide }).html
}

test('positions that nothing divides share a compartment', () => {
  const { compartments, bulkheads } = sectionOf(
    route({ steps: [passage, step({ from: passage.to }), { ...passage, from: 'a node', to: 'its pods' }] }),
  )
  assert.deepEqual(
    compartments.map(({ name, holds }) => [name, holds]),
    [
      ['pod models/llm', 'the network of models/llm'],
      ['a node', 'its pods'],
    ],
  )
  assert.equal(bulkheads.length, 1)
})

test('water runs through what is missing, doubtfully behind what nobody knows, and never past what stands', () => {
  const cases: readonly (readonly [RouteReport['steps'], readonly string[]])[] = [
    [
      [step({ missing }), step()],
      ['flooded', 'flooded', 'flooded'],
    ],
    [
      [step({ barriers: [unknownPolicy] }), step()],
      ['flooded', 'perhaps', 'perhaps'],
    ],
    [
      [step({ assumes: 'which' }), step({ barriers: [kernel] })],
      ['flooded', 'perhaps', 'dry'],
    ],
    [
      [step({ barriers: [policy], missing }), step()],
      ['flooded', 'dry', 'dry'],
    ],
  ]
  for (const [steps, expected] of cases) {
    const { compartments } = sectionOf(route({ steps }))
    assert.deepEqual(
      compartments.map(({ water }) => water),
      expected,
    )
  }
})

test('walls of one failure domain stand together under the number of the domain', () => {
  const { bulkheads } = sectionOf(
    route({
      domains: ['cni:cluster', 'kernel:nodes'],
      steps: [step({ barriers: [kernel, policy, barrier()] })],
    }),
  )
  assert.deepEqual(
    bulkheads[0]?.groups.map(({ mark, title, walls }) => [mark, title, walls.length]),
    [
      ['2', 'kernel (nodes)', 2],
      ['1', 'network engine', 1],
    ],
  )
  const picture = draw(longRoute(5))
  assert.match(picture, /kernel \(nodes\), fall together/)
})

test('one domain on two steps is tied over the deck', () => {
  const steps = [step({ barriers: [kernel] }), step({ from: 'a node', to: 'b', barriers: [kernel] })]
  const picture = draw(route({ domains: ['kernel:nodes'], steps }))
  assert.match(picture, /class="tie"[^]*fall together/)
})

test('each state of a wall has a shape and a word of its own', () => {
  const shapes: readonly (readonly [Parameters<typeof step>[0], RegExp, RegExp])[] = [
    [{ barriers: [policy] }, /class="plate massive"/, /standing: egress policy/],
    [{ barriers: [kernel] }, /class="plate hollow"/, /no known flaw \(no control\)/],
    [{ barriers: [unknownPolicy] }, /class="plate dashed massive"/, /not known whether the cluster enforces/],
    [{ missing }, /class="plate missing"/, /missing: egress policy/],
    [{ assumes: 'whether it is open' }, /class="plate dashed massive"/, /not known whether it is open/],
    [{}, /class="plate doorway"/, /no barrier is made for this step/],
  ]
  for (const [given, shape, words] of shapes) {
    const picture = draw(route({ steps: [step(given)] }))
    assert.match(picture, shape)
    assert.match(picture, words)
  }
})

test('a barrier that the attacker takes away is torn open and holds no water', () => {
  const section = sectionOf(
    route({
      steps: [step({ barriers: [policy] })],
      undermined: [{ label: policy.label, by: 'a node', steps: [] }],
    }),
  )
  assert.equal(section.bulkheads[0]?.groups[0]?.mark, '×')
  assert.equal(section.compartments[1]?.water, 'flooded')
})

test('patch state is no wall: it decides whether what nobody set up counts', () => {
  const { bulkheads } = sectionOf(
    route({ steps: [step({ barriers: [kernel], missing: [{ barrier: 'K.patch', title: 'fixes' }] })] }),
  )
  assert.equal(bulkheads[0]?.groups.length, 1)
})

test('routes of 1 to 10 steps: everything within the picture, walls in order, rows evenly filled', () => {
  for (let length = 1; length <= 10; length++) {
    for (const shape of [wide, narrow]) {
      const { rows, width } = layOut(sectionOf(longRoute(length)), shape)
      const counts = rows.map(({ bulkheads }) => bulkheads.length)
      assert.equal(
        counts.reduce((sum, each) => sum + each),
        length,
      )
      assert.ok(Math.max(...counts) <= shape.perRow && Math.max(...counts) - Math.min(...counts) <= 1)
      for (const { bulkheads, rooms } of rows) {
        assert.equal(rooms.length, bulkheads.length + 1)
        const plates = bulkheads.flatMap(({ groups }) =>
          groups.flatMap((each) => each.plates.map(({ x }) => x)),
        )
        assert.deepEqual(
          plates,
          plates.toSorted((a, b) => a - b),
        )
        assert.ok(plates.every((x) => x > 0 && x < width))
      }
      assert.ok(width <= (shape === wide ? 1000 : 420), `${width}`)
    }
  }
})

test('lines fit their box, keep every word, and say where they are cut', () => {
  const font = { size: 12 }
  const text =
    'egress policies of research (default-deny, exploration) and registry.example/some/very/long/image:1.2.3'
  const whole = fitText(text, font, { width: 120, lines: 20 })
  assert.ok(whole.every((line) => textWidth(line, font) <= 120))
  assert.equal(whole.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
  const cut = fitText(text, font, { width: 120, lines: 2 })
  assert.equal(cut.length, 2)
  assert.match(cut[1] ?? '', /…$/)
  assert.deepEqual(fitText('', font, { width: 50, lines: 2 }), [''])
  assert.ok(fitText('x'.repeat(1000), font, { width: 50, lines: 3 }).length === 3)
})

test('hostile labels stay text, in the picture and in the terminal', () => {
  for (const each of hostileBreach(attacks).routes) {
    for (const picture of [draw(each), renderPicture(sectionOf(each))]) {
      assert.doesNotMatch(picture, /<(?:script|img|testcase)|[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/)
      assert.doesNotMatch(picture, / on[a-z]+="| style="/)
      assert.ok(picture.isWellFormed())
      const tags = [...picture.matchAll(/<(\/?)([A-Za-z]+)(?: [A-Za-z:-]+="[^"<]*")*(\/?)>/g)]
      assert.equal(picture.match(/</g)?.length, tags.length, 'every < opens a tag that we wrote')
    }
    const lines = sectionLines(sectionOf(each), 74).join('\n')
    assert.doesNotMatch(lines, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  }
})

test('a picture of its own brings words, key and colours, and loads nothing', () => {
  const picture = renderPicture(sectionOf(longRoute(4)))
  for (const text of [
    /<title id=/,
    /<desc id=/,
    /thin: depth 2 of 2/,
    /a control stands/,
    /prefers-color-scheme: dark/,
  ])
    assert.match(picture, text)
  assert.doesNotMatch(picture, /href=|url\((?!#)|@import|<script/)
})

test('terminal: the hull keeps within its width, whatever the length of the route', () => {
  for (const width of [42, 74, 104]) {
    for (let length = 1; length <= 10; length++) {
      const lines = sectionLines(sectionOf(longRoute(length)), width)
      assert.ok(lines.length >= 5)
      assert.ok(
        lines.every((line) => line.length <= width),
        `${width} ${length}\n${lines.join('\n')}`,
      )
    }
  }
})

test('terminal: a hull drawn by hand', () => {
  const steps = [step({ missing }), step({ from: 'a node', to: 'tenant b', barriers: [kernel] })]
  const given = route({ steps, domains: ['kernel:nodes'], depth: { lower: 1, upper: 1 } })
  assert.deepEqual(sectionLines(sectionOf(given), 60), [
    '                                    1',
    '┌─────────────────┬─────────────────╥─────────────────────┐',
    '│ container         a node          ║ another            ╱',
    '│ models/llm/…                      ║ tenant’s data     ╱',
    '│≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈→≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈║                  ╱',
    '╰─────────────────┴─────────────────╨─────────────────╯',
  ])
})
