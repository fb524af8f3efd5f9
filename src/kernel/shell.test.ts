import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { array, assert as check, constantFrom, oneof, property, string } from 'fast-check'

import { splitArguments, splitShell } from './shell.ts'
import { type ShellCommand } from './shell-command.ts'
import { isSuperlinear } from '../../test/growth.ts'

function wordsOf(commands: readonly ShellCommand[]): string[] {
  return commands.map(({ words }) => words.map(({ text }) => text).join(' '))
}

const pieces = [
  'a',
  ' ',
  '&&',
  '|',
  ';',
  '\n',
  '"',
  "'",
  '`',
  '$(',
  '${',
  ')',
  '(',
  '}',
  '\\',
  '<<A',
  '>',
  'sh -c ',
  '#',
]

describe('splitShell', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [
      'apt-get update && apt-get install -y x \\\n  y; id',
      ['apt-get update', 'apt-get install -y x y', 'id'],
    ],
    ['a || b | c & d', ['a', 'b', 'c', 'd']],
    [`echo 'a && b' "c; d" e\\ f`, ['echo a && b c; d e f']],
    ['(cd /x && make)', ['cd /x', 'make']],
    ['echo a # b && c\nd', ['echo a', 'd']],
    ['cat <<EOF > /x\nUSER y\nEOF\nid', ['cat', 'id']],
    ['sh -c "curl x | sh"', ['sh -c curl x | sh', 'curl x', 'sh']],
    ['bash <(curl x)', ['curl x', 'bash <(curl x)']],
    ['if [ -f x ]; then npm ci; fi', ['[ -f x ]', 'npm ci', '']],
    ['make 2>&1 >/dev/null', ['make']],
    ['x "unclosed && y', ['x unclosed && y']],
  ]
  for (const [text, expected] of cases) {
    test(text, () => assert.deepEqual(wordsOf(splitShell(text)), expected))
  }
})

describe('a command', () => {
  test('names what a command is started with and the variables set for it', () => {
    const [command] = splitShell('A=1 sudo -u root env B="2 3" /usr/bin/curl -k x')
    assert.equal(command?.name, 'curl')
    assert.deepEqual(command?.wrappers, ['sudo', 'env'])
    assert.deepEqual(
      command?.assignments.map(({ name, value }) => `${name}=${value}`),
      ['A=1', 'B=2 3'],
    )
  })

  test('commands of one pipe share a number, those of a list do not', () => {
    const numbers = splitShell('a | b; c').map(({ pipeline }) => pipeline)
    assert.equal(numbers[0], numbers[1])
    assert.notEqual(numbers[1], numbers[2])
  })

  test('files that output goes to are no arguments', () => {
    const [command] = splitShell('echo x >> /etc/y 2>/z')
    assert.deepEqual(
      command?.outputs.map(({ text }) => text),
      ['/etc/y', '/z'],
    )
  })

  test('an argument vector is one command, and what it tells a shell to run', () => {
    const words = ['bash', '-c', 'a && b'].map((text) => ({ text, start: 0, end: 9, isExpanded: false }))
    assert.deepEqual(wordsOf(splitArguments(words)), ['bash -c a && b', 'a', 'b'])
  })
})

describe('splitShell of anything', () => {
  test('never throws, and every word stands in the text', () => {
    const piece = constantFrom(...pieces)
    check(
      property(
        oneof(
          string(),
          array(piece).map((each) => each.join('')),
        ),
        (text) => {
          for (const { words } of splitShell(text)) {
            for (const { start, end } of words) assert.ok(start >= 0 && start <= end && end <= text.length)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('quoted words come back as they were', () => {
    const word = string().filter((text) => !text.includes("'") && !/^\w+\+?=/.test(text))
    check(
      property(array(word), (words) => {
        const [command] = splitShell(`echo ${words.map((each) => `'${each}'`).join(' ')}`)
        assert.deepEqual(
          command?.words.slice(1).map(({ text }) => text),
          words,
        )
      }),
    )
  })
})

describe('hostile text', () => {
  const hostile = [
    'a && ',
    '$(',
    '"$(',
    '`',
    '${',
    "'",
    '(',
    '<<A ',
    'a "',
    '\\',
    '1',
    '>',
    'sh -c "',
    'x=$(a) ',
  ]
  for (const unit of hostile) {
    test(`reads much of ${JSON.stringify(unit)} in linear time`, () => {
      const split = (size: number): void => void splitShell(unit.repeat(Math.floor(size / unit.length)))
      assert.ok(!isSuperlinear(split, 100_000))
    })
  }
})
