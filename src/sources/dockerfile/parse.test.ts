import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { array, assert as check, constantFrom, oneof, property, string } from 'fast-check'

import type { ImageBuild, Instruction } from '../../model/image-build.ts'
import type { Known } from '../../model/known.ts'
import { parseDockerfile } from './parse.ts'
import { isSuperlinear } from '../../../test/growth.ts'

function read(text: string): ImageBuild {
  const [build] = parseDockerfile({ path: 'Dockerfile', text }).facts
  assert.ok(build?.asset === 'image-build')
  return build
}

function show(known: Known<string | undefined> | undefined): string {
  return known === undefined || known.state === 'hidden' ? '?' : String(known.value)
}

function last(text: string): Instruction {
  const instruction = read(text).stages.at(-1)?.instructions.at(-1)
  assert.ok(instruction !== undefined)
  return instruction
}

function programs(text: string): string[] {
  return last(text).commands.map(({ words }) => words.map((word) => word.text).join(' '))
}

const pieces = [
  'FROM a\n',
  'RUN ',
  'ENV A=',
  'COPY ',
  'ARG ',
  '<<EOF',
  '\n',
  '\\\n',
  '"',
  "'",
  '${A:-',
  '}',
  '$A',
  '[',
  '',
  '# escape=`\n',
  '`',
  '--from=',
  'ONBUILD ',
  '\r',
  '\t',
  '{{',
  '\u{FEFF}',
  'HEALTHCHECK ',
  ' ',
]

describe('variables', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['FROM a\nARG X=1\nUSER $X', '1'],
    ['FROM a\nARG X\nUSER $X', '?'],
    ['FROM a\nUSER $X', '?'],
    ['ARG X=1\nFROM a\nUSER $X', '?'],
    ['ARG X=1\nFROM a\nARG X\nUSER $X', '1'],
    ['FROM a\nARG X\nUSER ${X:-d}', 'd'],
    ['FROM a\nARG X=\nUSER ${X:-d}', 'd'],
    ['FROM a\nARG X=\nUSER a${X-d}', 'a'],
    ['FROM a\nARG X=1\nUSER ${X:+other}', 'other'],
    ['FROM a\nARG X\nUSER a${X:+other}', 'a'],
    ['FROM a\nARG X=a.b.c\nUSER ${X#*.}', 'b.c'],
    ['FROM a\nARG X=a.b.c\nUSER ${X##*.}', 'c'],
    ['FROM a\nARG X=a.b.c\nUSER ${X%.*}', 'a.b'],
    ['FROM a\nARG X=a.b.c\nUSER ${X%%.*}', 'a'],
    ['FROM a\nARG X=a.b.c\nUSER ${X//./-}', 'a-b-c'],
    ['FROM a\nARG X=1\nARG Y\nUSER ${X:-${Y}}', '1'],
    ['FROM a\nARG Y\nUSER ${Y:-${Y}}', '?'],
    ["FROM a\nARG X=1\nUSER '$X'", '$X'],
    ['FROM a\nARG X=1\nUSER \\$X', '$X'],
    ['FROM a\nENV X=env\nARG X=arg\nUSER $X', 'env'],
    ['FROM a AS b\nENV X=1\nFROM b\nUSER $X', '1'],
    ['FROM a AS b\nARG X=1\nFROM b\nUSER $X', '?'],
    ['FROM a\nUSER {{ .User }}', '?'],
  ]
  for (const [text, expected] of cases) {
    test(JSON.stringify(text), () => assert.equal(show(last(text).words[0]), expected))
  }

  test('a variable that doubles itself stays bounded', () => {
    const text = `FROM a\nENV A=x\n${'ENV A=$A$A\n'.repeat(200)}USER $A`
    assert.equal(show(last(text).words[0]), '?')
  })
})

describe('stages', () => {
  test('names, images, platforms, and which of them end up in the image', () => {
    const { stages } = read(
      'ARG V=1\nFROM --platform=linux/amd64 go:${V} AS Build\nFROM base:2 as run\nFROM build AS x\nFROM RUN',
    )
    assert.deepEqual(
      stages.map(({ image, alias, platform, isShipped }) => [show(image), alias, show(platform), isShipped]),
      [
        ['go:1', 'Build', 'linux/amd64', false],
        ['base:2', 'run', 'undefined', true],
        ['build', 'x', 'undefined', false],
        ['RUN', undefined, 'undefined', true],
      ],
    )
    assert.equal(stages[3]?.base, stages[1])
  })

  test('ONBUILD puts an instruction off', () => {
    const [stage] = read('FROM a\nONBUILD USER root').stages
    assert.deepEqual(stage?.instructions, [])
    assert.equal(stage?.triggers[0]?.keyword, 'USER')
  })

  test('FROM without a default for its argument is hidden', () => {
    assert.equal(show(read('ARG BASE\nFROM ${BASE}').stages[0]?.image), '?')
    assert.equal(show(read('FROM ${BASE:-alpine:3}').stages[0]?.image), 'alpine:3')
  })
})

describe('instructions', () => {
  test('continuation lines leave out comments and empty lines', () => {
    assert.deepEqual(programs('FROM a\nRUN x \\\n  # no && y\n\n  && z \\ \n w'), ['x', 'z w'])
  })

  test('the escape directive frees the backslash for Windows', () => {
    const text = '# escape=`\nFROM a\nSHELL ["powershell"]\nCOPY a `\n c:\\'
    assert.deepEqual(last(text).words.map(show), ['a', 'c:\\'])
  })

  test('the syntax directive is read', () => {
    assert.equal(show(read('# syntax=docker/dockerfile:1\nFROM a').syntax), 'docker/dockerfile:1')
  })
})

describe('here-documents', () => {
  test('here-documents are scripts of a shell, input of others, and never instructions', () => {
    assert.deepEqual(programs('FROM a\nRUN <<EOF\nUSER x\nid\nEOF'), ['USER x', 'id'])
    assert.deepEqual(programs('FROM a\nRUN bash <<-"EOF"\n\tid\n\tEOF'), ['bash', 'id'])
    assert.deepEqual(programs('FROM a\nRUN python3 <<EOF\nimport os\nEOF'), ['python3'])
    assert.deepEqual(programs('FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF'), [])
    assert.equal(last('FROM a\nRUN cat 3<<EOF\nUSER x\nEOF\nUSER y').keyword, 'USER')
    const copy = last('FROM a\nCOPY <<A <<B /x/\n1\nA\n2\nB')
    assert.deepEqual(
      copy.heredocs.map(({ name, text }) => [name, text]),
      [
        ['A', '1'],
        ['B', '2'],
      ],
    )
  })
})

describe('forms of instructions', () => {
  test('JSON forms, flags and keywords of any case', () => {
    const copy = last('FROM a\ncopy --from=b --chown=1:2 --chmod=755 ["x y", "z/"]')
    assert.equal(copy.keyword, 'COPY')
    assert.deepEqual(
      copy.flags.map(({ name, value }) => `${name}=${show(value)}`),
      ['from=b', 'chown=1:2', 'chmod=755'],
    )
    assert.deepEqual(copy.words.map(show), ['x y', 'z/'])
    assert.deepEqual(programs('FROM a\nCMD ["sh", "-c", "id; ls"]'), ['sh -c id; ls', 'id', 'ls'])
    assert.deepEqual(programs('FROM a\nRUN ["unclosed"'), ['[unclosed'])
  })

  test('HEALTHCHECK', () => {
    assert.deepEqual(programs('FROM a\nHEALTHCHECK --interval=5m CMD curl x || exit 1'), ['curl x', 'exit 1'])
    assert.deepEqual(last('FROM a\nHEALTHCHECK NONE').words.map(show), ['NONE'])
  })

  test('ENV in both forms', () => {
    const pairs = (text: string): string[] =>
      last(text).pairs.map(({ name, value }) => `${name}=${show(value)}`)
    assert.deepEqual(pairs(`FROM a\nENV A=1 B="2 3" 'C'=4`), ['A=1', 'B=2 3', 'C=4'])
    assert.deepEqual(pairs('FROM a\nENV A some  value'), ['A=some  value'])
  })

  test('words point at their place', () => {
    const text = 'FROM a\nRUN x \\\n  # c\n  curl -k'
    const word = last(text).commands[0]?.words.at(-1)
    assert.equal(text.slice(word?.start, word?.end), '-k')
  })
})

describe('broken files', () => {
  test('what is no instruction is a problem, and the rest is read', () => {
    const { facts, problems } = parseDockerfile({ path: 'Dockerfile', text: 'FROM a\nFOO x\nUSER b' })
    assert.equal(facts.length, 1)
    assert.deepEqual(
      problems.map(({ code, location }) => [code, location.line]),
      [['broken-syntax', 2]],
    )
  })

  test('instructions before FROM are read and reported', () => {
    const { facts, problems } = parseDockerfile({ path: 'Dockerfile', text: 'RUN x\nFROM a' })
    assert.equal(facts.length, 1)
    assert.equal(problems.length, 1)
  })

  test('text that is no Dockerfile defines nothing', () => {
    assert.equal(parseDockerfile({ path: 'dockerfile.md', text: 'How we build\n' }).objectCount, 0)
  })
})

describe('any text', () => {
  test('never throws', () => {
    const piece = constantFrom(...pieces)
    const text = oneof(
      string(),
      array(piece).map((each) => each.join('')),
    )
    check(
      property(text, (each) => {
        parseDockerfile({ path: 'Dockerfile', text: each })
      }),
      { numRuns: 500 },
    )
  })

  const hostile = ['RUN a && b\n', 'ENV A=$B\n', 'hello ', '${A:-', '"', '\\\n', '<<A ', 'FROM a\n']
  for (const unit of hostile) {
    test(`reads much of ${JSON.stringify(unit)} in linear time`, () => {
      const read = (size: number): void => {
        const much = unit.repeat(Math.floor(size / unit.length))
        parseDockerfile({ path: 'Dockerfile', text: `FROM a\nRUN ${much}\nENV B=${much}` })
      }
      assert.ok(!isSuperlinear(read, 12_000))
    })
  }
})

test('a here-document without a name is a problem', () => {
  const { problems } = parseDockerfile({ path: 'Dockerfile', text: 'FROM a\nCOPY <<--\n--\nUSER b\n' })
  assert.deepEqual(
    problems.map(({ code, location }) => [code, location.line]),
    [['broken-syntax', 2]],
  )
})

test('an escaped line end before an escape character that escapes nothing is no here-document', () => {
  const { facts, problems } = parseDockerfile({ path: 'Dockerfile', text: 'FROM a\nRUN \\\n\\ 1\n' })
  assert.equal(facts.length, 1)
  assert.deepEqual(problems, [])
})
