import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import {
  array,
  assert as check,
  constant,
  constantFrom,
  option,
  pre,
  property,
  record,
  string,
  stringMatching,
} from 'fast-check'

import { parseImageReference, tagOf } from './image-reference.ts'

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`

const readings: readonly (readonly [string, string, string, (string | undefined)?, string?])[] = [
  ['nginx', 'docker.io', 'library/nginx'],
  ['nginx:1.25', 'docker.io', 'library/nginx', '1.25'],
  ['vllm/vllm-openai', 'docker.io', 'vllm/vllm-openai'],
  ['docker.io/nginx', 'docker.io', 'library/nginx'],
  ['index.docker.io/library/nginx', 'docker.io', 'library/nginx'],
  ['models.azurecr.io/llm:v1', 'models.azurecr.io', 'llm', 'v1'],
  ['localhost/llm', 'localhost', 'llm'],
  ['localhost:5000/llm', 'localhost:5000', 'llm'],
  ['registry:5000/team/llm:v1', 'registry:5000', 'team/llm', 'v1'],
  ['[fe80::1]:5000/llm', '[fe80::1]:5000', 'llm'],
  ['UPPER/llm', 'UPPER', 'llm'],
  ['a/b/c__d-e.f:T_1', 'docker.io', 'a/b/c__d-e.f', 'T_1'],
  [`ghcr.io/a/b:v1@${sha}`, 'ghcr.io', 'a/b', 'v1', sha],
  [`nginx@${sha}`, 'docker.io', 'library/nginx', undefined, sha],
]
const broken = [
  '',
  'Nginx',
  'nginx:',
  'nginx@',
  'nginx@sha256:1234',
  `nginx@${sha}0`,
  'nginx:a:b',
  '-a/b',
  'a//b',
  'a___b/c',
  'ghcr.io/A/b',
  'ex ample',
  'ab'.repeat(32),
  'a'.repeat(256),
]
describe('an image reference', () => {
  for (const [text, registry, repository, tag, digest] of readings) {
    test(text, () => {
      const reference = parseImageReference(text)
      assert.deepEqual(
        [reference?.registry, reference?.repository, reference?.tag, reference?.digest],
        [registry, repository, tag, digest],
      )
    })
  }

  for (const text of broken) {
    test(`not ${text.slice(0, 40)}`, () => assert.equal(parseImageReference(text), undefined))
  }
})

const component = stringMatching(/^[a-z0-9]+(?:(?:[._]|__|-{1,3})[a-z0-9]+){0,3}$/)
const parts = record({
  host: option(constantFrom('ghcr.io', 'models.azurecr.io', 'localhost', 'registry:5000', '10.0.0.1:80'), {
    nil: undefined,
  }),
  path: array(component, { minLength: 1, maxLength: 4 }),
  tag: option(stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/), { nil: undefined }),
  digest: option(constant(sha), { nil: undefined }),
})

function write(name: string, tag: string | undefined, digest: string | undefined): string {
  return [name, tag === undefined ? '' : `:${tag}`, digest === undefined ? '' : `@${digest}`].join('')
}

test('what is put together is taken apart again', () => {
  check(
    property(parts, ({ host, path, tag, digest }) => {
      const name = path.join('/')
      pre(name.length < 200 && !/^[a-f0-9]{64}$/.test(name))
      pre(host !== undefined || path.length === 1 || !/^localhost$|\./.test(path[0] ?? ''))
      const text = write(host === undefined ? name : `${host}/${name}`, tag, digest)
      const isDockersOwn = host === undefined && path.length === 1
      assert.deepEqual(parseImageReference(text), {
        registry: host ?? 'docker.io',
        isRegistryStated: host !== undefined,
        repository: isDockersOwn ? `library/${name}` : name,
        tag,
        digest,
      })
      assert.equal(tagOf(text), tag)
    }),
  )
})

test('any text is read or refused, and a reading reads the same again', () => {
  check(
    property(string({ unit: constantFrom(...'aA0./:@-_[]') }), (text) => {
      const reference = parseImageReference(text)
      if (reference === undefined) return
      const { registry, repository, tag, digest } = reference
      const whole = write(`${registry}/${repository}`, tag, digest)
      assert.deepEqual(parseImageReference(whole), { ...reference, isRegistryStated: true })
    }),
  )
})
