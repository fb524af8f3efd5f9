// Who may import whom, and what a room may not touch. A planted violation has to be caught (last test).
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', 'src')

/** Rooms from the ground up. A room may import itself and lower floors, never a sibling on its own floor. */
const floors: readonly (readonly string[])[] = [
  ['kernel'],
  ['model', 'knowledge'],
  ['values'],
  ['arm'],
  ['template'],
  ['sources'],
  ['sources/*'],
  ['link'],
  ['controls', 'reach', 'images'],
  ['breach'],
  ['config'],
  ['findings'],
  ['report', 'fixes', 'reference'],
  ['engine'],
  ['public', 'cli'],
]

/** Node modules that touch the world. */
const worldly = /^node:(?!path|util|assert|crypto|zlib)/

const mayTouchTheWorld = [
  /^sources\/[a-z-]+\/read(?:-[a-z-]+)?\.ts$/,
  /^images\/(?:[a-z-]+\/)*read(?:-[a-z-]+)?\.ts$/,
  /^cli\//,
]

interface Import {
  readonly file: string
  readonly target: string
}

function sourceFiles(): string[] {
  return globSync('**/*.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
}

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)].map(([, target = '']) => ({
    file,
    target: target.startsWith('.') ? join(dirname(file), target).replaceAll('\\', '/') : target,
  }))
}

function roomOf(file: string): string {
  const [room = '', sub = '', rest] = file.split('/')
  return room === 'sources' && rest !== undefined ? `sources/${sub}` : room
}

function floorOf(room: string): number {
  const name = room.startsWith('sources/') ? 'sources/*' : room
  return floors.findIndex((rooms) => rooms.includes(name))
}

function violationsIn(file: string, text: string): string[] {
  return importsOf(file, text).flatMap(({ target }) => {
    if (worldly.test(target))
      return mayTouchTheWorld.some((allowed) => allowed.test(file)) ? [] : [`${file} touches ${target}`]
    if (!/^[a-z]+\//.test(target) || !target.endsWith('.ts')) return []
    const [from, to] = [roomOf(file), roomOf(target)]
    if (from === to || floorOf(to) < floorOf(from)) return []
    return [`${file} (${from}) imports ${target} (${to})`]
  })
}

test('every room imports only itself and the floors below', () => {
  assert.deepEqual(
    sourceFiles().flatMap((file) => violationsIn(file, readFileSync(join(root, file), 'utf8'))),
    [],
  )
})

/** Folders and files of one room that import each other in a circle, by way of others or not. */
function circlesAmong(imports: readonly Import[]): string[] {
  const partOf = (file: string): string => file.split('/').slice(0, 2).join('/')
  const isOfOneRoom = ([from = '', to = '']: readonly string[]): boolean =>
    from !== to && from.split('/')[0] === to.split('/')[0]
  let left = imports.map(({ file, target }) => [partOf(file), partOf(target)]).filter(isOfOneRoom)
  // Whoever imports nothing that is left stands in no circle.
  for (let size = -1; size !== left.length;) {
    size = left.length
    const importing = new Set(left.map(([from]) => from))
    left = left.filter(([, to]) => importing.has(to))
  }
  return [...new Set(left.map((pair) => pair.join(' -> ')))]
}

test('within a room the folders stand on floors, too', () => {
  const imports = sourceFiles().flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
  assert.deepEqual(circlesAmong(imports), [])
})

test('every room has its floor', () => {
  assert.deepEqual(
    [...new Set(sourceFiles().map(roomOf))].filter((room) => floorOf(room) === -1),
    [],
  )
})

test('a planted violation is caught', () => {
  assert.equal(violationsIn('kernel/text.ts', "import { scan } from '../engine/scan.ts'").length, 1)
  assert.equal(
    violationsIn('sources/helm/parse.ts', "import { parse } from '../kubernetes/parse.ts'").length,
    1,
  )
  assert.equal(violationsIn('controls/judge.ts', "import { readFileSync } from 'node:fs'").length, 1)
  assert.equal(violationsIn('report/json.ts', "import { link } from '../link/link.ts'").length, 0)
  const around = [
    { file: 'images/open/a.ts', target: 'images/layers/b.ts' },
    { file: 'images/layers/b.ts', target: 'images/merge.ts' },
    { file: 'images/merge.ts', target: 'images/open/c.ts' },
  ]
  assert.equal(circlesAmong(around).length, 3)
  assert.deepEqual(circlesAmong(around.slice(1)), [])
})
