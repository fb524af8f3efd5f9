// Archives of Java, and archives in them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ecosystemOf } from '../../src/images/advisories/ecosystems.ts'
import { matchInventory } from '../../src/images/advisories/match.ts'
import { readJava } from '../../src/images/inventory/java.ts'
import { advisory, databaseOf, found, matched } from './advise.ts'
import { zip as zipOf } from './model-files/build.ts'

interface Entry {
  readonly name: string
  readonly content: string | Uint8Array
}

function zip(...entries: readonly Entry[]): Buffer {
  return zipOf(
    ...entries.map(({ name, content }) => ({
      name,
      content: Buffer.from(content),
      isDeflated: name.startsWith('META-INF'),
    })),
  )
}

const pom = (group: string, artifact: string, version: string): { name: string; content: string } => ({
  name: `META-INF/maven/${group}/${artifact}/pom.properties`,
  content: `#Created by Maven\nversion=${version}\ngroupId=${group}\nartifactId=${artifact}\n`,
})

function told(path: string, bytes: Buffer): string[] {
  return readJava({ path, bytes }).packages.map(
    ({ namespace = '', name, version, file }) => `${namespace}:${name} ${version} in ${file}`,
  )
}

test('an archive tells what Maven wrote into it, and so do archives in it', () => {
  const inner = zip(pom('org.apache.logging.log4j', 'log4j-core', '2.14.1'))
  const outer = zip(
    pom('com.example', 'app', '1.0'),
    { name: 'BOOT-INF/lib/log4j-core-2.14.1.jar', content: inner },
    { name: 'BOOT-INF/lib/plain-1.2.jar', content: zip({ name: 'A.class', content: 'x' }) },
  )
  assert.deepEqual(told('opt/app.jar', outer), [
    'com.example:app 1.0 in opt/app.jar',
    'org.apache.logging.log4j:log4j-core 2.14.1 in opt/app.jar!BOOT-INF/lib/log4j-core-2.14.1.jar',
    ':plain 1.2 in opt/app.jar!BOOT-INF/lib/plain-1.2.jar',
  ])
})

test('several projects in one archive are all told, and a manifest stands in where none is', () => {
  assert.equal(told('shaded.jar', zip(pom('a', 'b', '1'), pom('c', 'd', '2'))).length, 2)
  const manifest = {
    name: 'META-INF/MANIFEST.MF',
    content: 'Manifest-Version: 1.0\r\nImplementation-Title: tool\r\nImplementation-Version: 3.1\r\n',
  }
  assert.deepEqual(told('tool.jar', zip(manifest)), [':tool 3.1 in tool.jar'])
  assert.deepEqual(told('x.jar', zip({ name: 'A.class', content: 'x' })), [])
})

test('an archive without a group is matched by the folders of its classes, or by its own name', () => {
  const groups = (path: string, ...names: readonly string[]): readonly string[] | undefined =>
    readJava({ path, bytes: zip(...names.map((name) => ({ name, content: 'x' }))) }).packages[0]?.groups
  assert.deepEqual(
    groups(
      'spring-core-5.3.17.jar',
      'org/springframework/core/A.class',
      'org/springframework/util/x/B.class',
      'META-INF/versions/9/module-info.class',
    ),
    ['org.springframework', 'spring-core'],
  )
  assert.deepEqual(groups('mixed-1.0.jar', 'a/b/C.class', 'd/e/F.class'), ['mixed'])
  assert.deepEqual(groups('x-1.0.jar', 'A.class'), ['x'])

  const jar = found({
    kind: 'maven',
    name: 'spring-core',
    version: '5.3.17',
    groups: ['org.springframework', 'spring-core'],
  })
  const about = (name: string): readonly object[] => [
    advisory({ ecosystem: 'Maven', name, events: [{ introduced: '0' }, { fixed: '5.3.18' }] }),
  ]
  assert.deepEqual(
    matched([jar], about('org.springframework:spring-core')).map(({ fixed }) => fixed),
    ['5.3.18'],
  )
  assert.deepEqual(matched([jar], about('org.other:spring-core')), [])
  const { unmatched } = matchInventory({ packages: [jar] }, databaseOf(about('org.other:spring-core')))
  assert.deepEqual(
    unmatched.map(({ reason }) => reason),
    ['packages of kind maven'],
  )
})

test('an archive of classes that nothing names is told, also in another, and one of texts is not', () => {
  const untold = (path: string, bytes: Buffer): string[] =>
    (readJava({ path, bytes }).untold ?? []).map(({ file }) => file)
  const classes = zip({ name: 'a/B.class', content: 'x' })
  assert.deepEqual(untold('opt/app.JAR', classes), ['opt/app.JAR'])
  assert.deepEqual(untold('app.war', zip({ name: 'WEB-INF/lib/x.jar', content: classes })), [
    'app.war!WEB-INF/lib/x.jar',
  ])
  assert.deepEqual(untold('texts.jar', zip({ name: 'a.txt', content: 'x' })), [])
  assert.deepEqual(untold('x-1.0.jar', classes), [])
})

test('an archive whose group nobody tells is matched with nothing, and said so', () => {
  assert.equal(ecosystemOf({ kind: 'maven', name: 'a', namespace: 'g' }, undefined), 'Maven')
  assert.equal(ecosystemOf({ kind: 'maven', name: 'a' }, undefined), undefined)
})

test('what is no archive, and archives too deep in one another, are told', () => {
  assert.match(
    readJava({ path: 'a.jar', bytes: Buffer.from('hello') }).faults[0]?.message ?? '',
    /no ZIP archive/,
  )
  let bytes = zip(pom('a', 'b', '1'))
  for (let level = 0; level < 6; level++) bytes = zip({ name: 'inner.jar', content: bytes })
  assert.match(readJava({ path: 'a.jar', bytes }).faults[0]?.message ?? '', /too deep/)
})

test('of a manifest the main section tells, with its long lines put together', () => {
  const file = (content: string): Buffer => zip({ name: 'META-INF/MANIFEST.MF', content })
  const long = 'Bundle-SymbolicName: org.acme.servicemix.bundles.of.a.very.long.na\r\n me.indeed\r\n'
  assert.deepEqual(told('a.jar', file(`${long}Bundle-Version: 1.2\r\n`)), [
    ':org.acme.servicemix.bundles.of.a.very.long.name.indeed 1.2 in a.jar',
  ])
  const parts = '\n\nName: org/x/\nImplementation-Title: x\nImplementation-Version: 9\n'
  assert.deepEqual(told('a.jar', file(`Bundle-SymbolicName: own\nBundle-Version: 1.2${parts}`)), [
    ':own 1.2 in a.jar',
  ])
  assert.deepEqual(told('a.jar', file(`Manifest-Version: 1.0${parts}`)), [])
})

test('archives of NiFi and others tell what lies in them', () => {
  const inner = zip(pom('org.apache.logging.log4j', 'log4j-core', '2.14.1'))
  const outer = zip({ name: 'META-INF/bundled-dependencies/log4j-core-2.14.1.jar', content: inner })
  const [found = ''] = told('opt/nifi/lib/x.nar', outer)
  assert.match(found, /^org\.apache\.logging\.log4j:log4j-core 2\.14\.1 in /)
})
