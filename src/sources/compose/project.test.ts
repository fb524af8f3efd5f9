// Several Compose files that make one project. Expectations are what `docker compose config` prints for the same files.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Known, valueOf } from '../../model/known.ts'
import { locate } from '../../model/origin.ts'
import type { Pod } from '../../model/pod.ts'
import type { Parsed } from '../parsed.ts'
import { parseComposeFiles } from './parse.ts'

/** Files by path; those with a name of Compose's are read, the others where one of them names them. */
function parse(files: Readonly<Record<string, string>>): Parsed[] {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  const own = documents.filter(({ path }) => path.includes('compose'))
  return parseComposeFiles(own, (path) => documents.find((each) => each.path === path))
}

function podsOf(files: Readonly<Record<string, string>>): Pod[] {
  return parse(files).flatMap(({ facts }) => facts.filter((fact) => fact.asset === 'pod'))
}

function show(known: Known<unknown> | undefined): string {
  if (known === undefined) return '-'
  return known.state === 'hidden' ? '?' : String(known.value)
}

const base = `services:
  llm:
    image: llm:1
    command: [a, b]
    cap_add: [NET_ADMIN]
    environment: [A=1, B=2]
    volumes: ['./a:/data', 'cache:/cache']
    privileged: true
`

function overridden(service: string): { pod: Pod; container: Pod['containers'][number] } {
  const files = { 'shop/compose.yaml': base, 'shop/compose.override.yml': `services:\n  llm: ${service}\n` }
  const [pod, ...others] = podsOf(files)
  const container = pod?.containers[0]
  assert.ok(pod !== undefined && container !== undefined && others.length === 0)
  return { pod, container }
}

test('an override file is merged into the file beside it, by the rule of each field', () => {
  const { pod, container } = overridden(
    `{ command: c, cap_add: [NET_ADMIN, SYS_ADMIN], environment: { B: 3 }, volumes: ['./b:/data'], read_only: true }`,
  )
  assert.equal(show(container.image), 'llm:1')
  assert.deepEqual(container.args.map(show), ['c'])
  assert.deepEqual(container.securityContext.capabilitiesAdded.map(show), ['NET_ADMIN', 'SYS_ADMIN'])
  assert.deepEqual(
    container.env.map(({ name, value }) => `${show(name)}=${show(value)}`),
    ['A=1', 'B=3'],
  )
  assert.deepEqual(
    pod.volumes.map(({ hostPath, reference }) => valueOf(hostPath) ?? valueOf(reference)),
    ['./b', 'cache'],
  )
  assert.equal(show(container.securityContext.privileged), 'true')
  assert.equal(show(container.securityContext.readOnlyRootFilesystem), 'true')
})

test('every value stands in the file that states it', () => {
  const { pod, container } = overridden('{ read_only: true }')
  const places = [pod.origin, container.origin].map((origin) => locate(origin).file)
  assert.deepEqual(places, ['shop/compose.yaml', 'shop/compose.yaml'])
  const { privileged, readOnlyRootFilesystem } = container.securityContext
  assert.ok(privileged.state === 'stated' && readOnlyRootFilesystem.state === 'stated')
  assert.deepEqual(locate(privileged.origin), { file: 'shop/compose.yaml', line: 8, column: 17 })
  assert.deepEqual(locate(readOnlyRootFilesystem.origin), {
    file: 'shop/compose.override.yml',
    line: 2,
    column: 21,
  })
})

test('the tags !reset and !override take away what stands below', () => {
  const { pod, container } = overridden(
    '{ privileged: !reset false, cap_add: !reset [], volumes: !override [ "./b:/b" ], environment: !reset null }',
  )
  assert.equal(show(container.securityContext.privileged), 'false')
  assert.deepEqual(container.securityContext.capabilitiesAdded, [])
  assert.deepEqual(
    pod.volumes.map(({ hostPath }) => valueOf(hostPath)),
    ['./b'],
  )
  assert.deepEqual(container.env, [])
})

test('only files that Docker looks for by itself are merged', () => {
  const part = 'services: { llm: { privileged: false } }'
  const images = (files: Readonly<Record<string, string>>): string[] =>
    podsOf(files).map(({ containers }) => show(containers[0]?.image))
  assert.deepEqual(images({ 'a/compose.yaml': base, 'a/compose.prod.yaml': part }), ['llm:1', '?'])
  assert.deepEqual(images({ 'a/compose.yaml': base, 'b/compose.override.yaml': part }), ['llm:1', '?'])
  assert.deepEqual(images({ 'docker-compose.yml': base, 'docker-compose.override.yml': part }), ['llm:1'])
})

test('services that only an override has belong to the project', () => {
  const files = { 'shop/compose.yaml': base, 'shop/compose.override.yaml': 'services: { db: { image: db } }' }
  assert.deepEqual(
    podsOf(files).map(({ name, namespace }) => `${namespace}/${name}`),
    ['compose:shop/llm', 'compose:shop/db'],
  )
  assert.deepEqual(
    parse(files).map(({ objectCount }) => objectCount),
    [2, 1],
  )
})

test('a service extends one of another file, and that one another', () => {
  const files = {
    'compose.yaml': 'services: { own: { extends: { file: shared/common.yaml, service: gpu }, user: "5" } }',
    'shared/common.yaml': `services:
  root: { image: i, privileged: true }
  gpu: { extends: root, cap_add: [SYS_ADMIN] }
`,
  }
  const [pod, ...others] = podsOf(files)
  const context = pod?.containers[0]?.securityContext
  assert.equal(others.length, 0)
  assert.deepEqual(
    [show(context?.privileged), show(context?.runAsUser), show(context?.readOnlyRootFilesystem)],
    ['true', '5', 'false'],
  )
  assert.ok(context?.privileged.state === 'stated')
  assert.deepEqual(locate(context.privileged.origin), { file: 'shared/common.yaml', line: 2, column: 33 })
  assert.deepEqual(
    parse(files)[0]?.alsoRead?.map(({ path }) => path),
    ['shared/common.yaml'],
  )
})

test('services that extend each other in a circle are known in part', () => {
  const files = {
    'compose.yaml': 'services: { a: { image: i, extends: { file: b.yaml, service: b } } }',
    'b.yaml': 'services: { b: { extends: { file: compose.yaml, service: a } } }',
  }
  assert.equal(show(podsOf(files)[0]?.containers[0]?.securityContext.privileged), '?')
})

test('included files belong to the project, those that are projects themselves stay apart', () => {
  const files = {
    'compose.yaml':
      'include: [infra.yaml, { path: [db.yaml, db.more.yaml] }, sub/compose.yaml]\nservices: { web: { image: web } }',
    'infra.yaml': 'include: [infra.yaml, db.yaml]\nservices: { cache: { image: redis } }',
    'db.yaml': 'services: { db: { image: db } }',
    'db.more.yaml': 'services: { db: { privileged: true } }',
    'sub/compose.yaml': 'services: { job: { image: job } }',
  }
  const outline = podsOf(files).map(
    ({ namespace, name, containers }) =>
      `${namespace}/${name} ${show(containers[0]?.securityContext.privileged)}`,
  )
  assert.deepEqual(outline.sort(), [
    'compose:default/cache false',
    'compose:default/db true',
    'compose:default/web false',
    'compose:sub/job false',
  ])
})

test('what is included or extended and not there is told or hidden, and nothing outside is read', () => {
  const codes = (text: string): string[] =>
    parse({ 'compose.yaml': text }).flatMap(({ problems }) => problems.map(({ code }) => code))
  assert.deepEqual(codes('include: [gone.yaml, oci://example.com/app]'), [
    'missing-dependency',
    'remote-base',
  ])
  const [pod] = podsOf({
    'compose.yaml': 'services: { a: { image: i, extends: { file: ../../etc/x.yaml, service: b } } }',
  })
  assert.equal(show(pod?.containers[0]?.securityContext.privileged), '?')
})

test('what is wrong with a service that others extend is told once', () => {
  const text = 'services: { a: { image: i, privileged: maybe }, b: { extends: a }, c: { extends: a } }'
  assert.deepEqual(
    parse({ 'compose.yaml': text }).flatMap(({ problems }) => problems.map(({ code }) => code)),
    ['wrong-type'],
  )
})
