// Side routes: where the attacker leaves the route, and the wall of it that he takes down there.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { RouteReport } from '../../src/findings/breach-report.ts'
import { drawSection } from '../../src/report/picture/draw.ts'
import { layOut, narrow, wide } from '../../src/report/picture/layout.ts'
import { sectionOf } from '../../src/report/picture/section.ts'
import { renderPicture } from '../../src/report/picture/standalone.ts'
import { sectionLines, sideLines } from '../../src/report/terminal/section.ts'
import { kernel, longRoute, passage, policy, route, step, unknownPolicy } from './breaches.ts'

const missing = [{ barrier: 'N.eg', title: 'egress policy' }] as const

/** A route whose wall falls to a side route on which so much has to fail. */
function besideRoute(walls: readonly (typeof policy)[]): RouteReport {
  return route({
    domains: walls.map(({ domain }) => domain),
    steps: [
      passage,
      step({
        from: passage.to,
        to: 'a port',
        barriers: [policy],
        missing: [{ barrier: 'N.in', title: 'ingress policy' }],
      }),
      step({ from: 'a port', to: 'tenant b' }),
    ],
    undermined: [
      {
        label: policy.label,
        by: 'the switch',
        steps: [
          step({ from: passage.from, to: 'an account', missing }),
          step({ from: 'an account', to: 'the switch', how: 'It may remove policies.', barriers: walls }),
        ],
      },
    ],
  })
}

test('a side route leaves the compartment where it starts, and takes its wall down', () => {
  const { sides, bulkheads } = sectionOf(besideRoute([]))
  assert.deepEqual(
    sides.map(({ mark, leaves, takes }) => [mark, leaves, takes]),
    [['a', 0, [policy.label]]],
  )
  const numbers = sides.flatMap((side) => side.bulkheads.map(({ number }) => number))
  assert.deepEqual(numbers, ['a1', 'a2'])
  const fallen = bulkheads.flatMap(({ groups }) => groups.filter(({ mark }) => mark === 'a'))
  const walls = fallen.flatMap((group) => group.walls.map(({ state, text }) => [state, text]))
  assert.deepEqual(walls, [['broken', 'egress policy: taken down by side route a']])
})

test('a side route is drawn by itself, and told to those who do not see it', () => {
  const section = sectionOf(besideRoute([]))
  for (const shape of [wide, narrow]) {
    const picture = drawSection(section, { id: 'R1', shape, target: (number) => `R1-${number}` }).html
    for (const text of [
      /class="side"/,
      />side route a</,
      /Side route a, from pod models\/llm,/,
      />wall down</,
      /href="#R1-a2"/,
    ])
      assert.match(picture, text)
  }
  assert.match(
    renderPicture(section),
    /<desc[^>]*>[^<]*Side route a, from pod models\/llm, takes down egress policy\. Step a1:/,
  )
})

test('behind a wall that falls to a side route the water stands as high as that route lets it', () => {
  const cases: readonly (readonly [readonly (typeof policy)[], string, readonly string[]])[] = [
    [[], 'flooded', ['flooded', 'flooded', 'flooded']],
    [[unknownPolicy], 'perhaps', ['flooded', 'perhaps', 'perhaps']],
    [[kernel], 'dry', ['flooded', 'dry', 'dry']],
  ]
  for (const [walls, end, expected] of cases) {
    const { compartments, sides } = sectionOf(
      besideRoute(walls.map((each) => ({ ...each, label: `its ${each.label}` }))),
    )
    assert.equal(sides[0]?.compartments.at(-1)?.water, end)
    assert.deepEqual(
      compartments.map(({ water }) => water),
      expected,
    )
  }
})

test('two walls that fall to one way are one side route; another way is another', () => {
  const given = besideRoute([])
  const [first] = given.undermined
  assert.ok(first !== undefined)
  const other = { ...first, steps: first.steps.slice(1) }
  const { sides } = sectionOf({
    ...given,
    undermined: [
      first,
      { ...first, label: 'second' },
      { ...other, label: 'third' },
      { ...other, label: 'fourth', steps: [] },
    ],
  })
  assert.deepEqual(
    sides.map(({ mark, takes }) => [mark, takes]),
    [
      ['a', [policy.label, 'second']],
      ['b', ['third']],
    ],
  )
})

test('side routes stay within the picture, however long', () => {
  for (let length = 1; length <= 8; length++) {
    const given = {
      ...longRoute(length),
      undermined: [{ label: policy.label, by: 'x', steps: longRoute(length).steps }],
    }
    for (const shape of [wide, narrow]) {
      const { rows, width, height } = layOut(sectionOf(given), shape)
      const ends = rows.map(
        ({ top, bulkheads }) => top + Math.max(0, ...bulkheads.map(({ noteHeight }) => noteHeight)),
      )
      assert.ok(width <= (shape === wide ? 1000 : 420) && Math.max(...ends) <= height)
      assert.deepEqual(
        rows.map(({ top }) => top),
        rows.map(({ top }) => top).toSorted((a, b) => a - b),
      )
    }
  }
})

test('terminal: a side route drawn by hand', () => {
  const section = sectionOf(besideRoute([]))
  assert.deepEqual(sectionLines(section, 60), [
    '         a╌╌╌╌╌╌╌╌╌a',
    '┌─────────────────┬┳───────────────────────────────────────┐',
    '│ pod models/llm   ╳ a port            another            ╱',
    '│                  ╳                   tenant’s data     ╱',
    '│≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈→╳≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈→≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈╱',
    '╰─────────────────┴┻───────────────────────────────────╯',
  ])
  assert.deepEqual(
    section.sides.flatMap((side) => sideLines(side, 60)),
    [
      '┌─────────────────┬───────────────────────────────────╌',
      '│ pod models/llm    an account        the switch      ╎',
      '│                                                     ╎',
      '│≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈→≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈→≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈╎',
      '╰─────────────────┴───────────────────────────────────╌',
    ],
  )
})
