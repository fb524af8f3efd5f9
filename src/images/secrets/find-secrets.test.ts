import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { assert as check, nat, property, string, stringMatching } from 'fast-check'

import { isSuperlinear } from '../../../test/growth.ts'
import { secretShapes } from '../../knowledge/secret-shapes/all.ts'
import type { SecretShape } from '../../knowledge/secret-shapes/shape.ts'
import { isReal } from '../../knowledge/secrets.ts'
import { findSecrets } from './find-secrets.ts'

// Put together here, so that no scanner takes this file for a leak.
const mixed = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4)
const token = `hf_${mixed.slice(0, 34)}`
const password = 'k8Jd7-2ncQ9x'
const base64 = (text: string): string => Buffer.from(text).toString('base64')

function rulesIn(path: string, text: string): string[] {
  return findSecrets(path, text).secrets.map(({ rule }) => rule)
}

describe('the place and the telling of a secret', () => {
  test('line and column count from 1, the value is not told whole', () => {
    assert.deepEqual(findSecrets('app.py', `import os\nlogin(token="${token}")\n`), {
      secrets: [
        {
          rule: 'hugging-face-token',
          what: 'a Hugging Face token',
          line: 2,
          column: 14,
          offset: 23,
          redacted: 'hf_a… (37 characters)',
        },
      ],
    })
  })
  test('of a short one nothing is told', () => {
    const [found] = findSecrets('.env', `DB_PASSWORD=${password}`).secrets
    assert.equal(found?.redacted, '… (12 characters)')
  })
  test('a value with a name and a shape is told once', () =>
    assert.deepEqual(rulesIn('.env', `HF_TOKEN=${token}`), ['hugging-face-token']))
  test('a token begins where no name runs on, and behind an escaped line end', () => {
    for (const before of ['', ' ', '"', '\n', '\\n', '\\t', 'é'])
      assert.deepEqual(rulesIn('x', before + token), ['hugging-face-token'], before)
    for (const before of ['x', '7', '_', 'n']) assert.deepEqual(rulesIn('x', before + token), [], before)
  })
  test('each of many is told', () => assert.equal(rulesIn('x', `${token} `.repeat(50)).length, 50))
})

describe('found by how it is written', () => {
  const key = `-----BEGIN ${'RSA'} PRIVATE KEY-----\n${mixed}\n${mixed}\n-----END RSA PRIVATE KEY-----\n`
  const claims = base64('{"sub":"model-server","exp":1800000000}')
  const texts: readonly (readonly [string, string, string])[] = [
    ['private-key', 'etc/tls.key', key],
    ['private-key', 'settings.json', JSON.stringify({ private_key: key })],
    ['private-key-base64', '.kube/config', `client-key-data: ${base64(key)}`],
    ['signed-token', 'token', `${base64('{"alg":"RS256"}')}.${claims}.${mixed}`],
    ['registry-auth', '.docker/config.json', `{"auths":{"r.io":{"auth":"${base64(`bot:${password}`)}"}}}`],
    ['netrc-password', 'root/.netrc', 'machine huggingface.co login bot password correcthorse'],
    ['curl-user', 'get.sh', `curl -sS -u bot:${password} https://models.bank.example/m`],
    ['authorization-header', 'client.py', `headers = {"Authorization": "Bearer ${mixed.slice(0, 40)}"}`],
    [
      'authorization-header',
      'client.py',
      `headers = {"Authorization": "Basic ${base64(`bot:${password}`)}"}`,
    ],
    ['url-password', 'pip.conf', `index-url = https://bot:${password}@pypi.bank.internal/simple`],
    ['url-password', 'app.py', `connect("postgresql://bot:${password}@db.bank.internal:5432/x")`],
    ['url-password', 'app.py', `connect("postgresql://bot:${password}@mysql-prod.bank.local/x")`],
    [
      'connection-string',
      'appsettings.json',
      `{"Default":"Server=tcp:sql.bank,1433;Database=x;User Id=bot;Password=${password};Encrypt=True;"}`,
    ],
    ['connection-string', 'app.py', `dsn = 'host=sql.bank dbname=x user=bot password=${password}'`],
    ['assigned-credential', 'app.py', `os.environ['API_TOKEN'] = '${mixed.slice(0, 24)}'`],
    ['assigned-credential', 'config.yaml', `db:\n  password: ${password}\n`],
    ['assigned-credential', 'app.ini', `client_secret = ${mixed.slice(0, 30)} # of the gateway`],
    ['assigned-credential', '.env', 'POSTGRES_PASSWORD=postgres'],
    ['kaggle-key', '.kaggle/kaggle.json', `{"username":"bot","key":"${'0a1b2c3d4e5f6789'.repeat(2)}"}`],
  ]
  for (const [rule, path, text] of texts)
    test(`${rule} in ${path}`, () => assert.deepEqual(rulesIn(path, text), [rule]))
})

describe('notebooks', () => {
  const cell = {
    cell_type: 'code',
    source: [`import os\n`, `os.environ["API_KEY"] = "${mixed.slice(0, 32)}"\n`],
  }
  const output = { output_type: 'stream', text: [`token\n${token}`] }
  test('sources and outputs of cells', () => {
    const notebook = JSON.stringify({ cells: [{ ...cell, outputs: [output] }] })
    assert.deepEqual(rulesIn('train.ipynb', notebook), ['assigned-credential', 'hugging-face-token'])
  })
})

describe('no secret', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['app.py', 'password = getpass("Password: ")'],
    ['app.py', 'token = os.environ["HF_TOKEN"]'],
    ['app.py', 'api_key: str = "your-api-key-goes-here-2024"'],
    ['app.py', `if "-----BEGIN ${'RSA'} PRIVATE KEY-----" in text:`],
    ['app.py', 'eos_token = "<|endoftext|>"'],
    ['config.yaml', 'secret: {{ .Values.secret }}'],
    ['get.sh', 'curl -u "$USER:$TOKEN" https://models'],
    ['get.sh', 'curl -H "Authorization: Bearer $HF_TOKEN"'],
    ['README.md', 'postgres://user:password@localhost/db'],
    ['README.md', `postgres://user:${password}@db:5432/x`],
    ['README.md', `https://user:${password}@proxy.example.com, http://u:${password}@myserver.com`],
    ['app.cs', 'var c = $"Server={host};User Id={user};Password={secret1};";'],
    ['README.md', 'Server=myServer;Database=x;User Id=u;Password=myPassword1;'],
    ['.env.example', 'POSTGRES_PASSWORD=postgres'],
    ['main.js', 'accessKeyId:e.accessKey,secretAccessKey:e.secretKey'],
    ['sums.txt', 'd41d8cd98f00b204e9800998ecf8427e  token.txt'],
    ['app.py', 'secret = "google-cloud-secret-manager-v2"'],
  ]
  for (const [path, text] of texts) test(text, () => assert.deepEqual(rulesIn(path, text), []))
})

describe('code of libraries', () => {
  const library = 'usr/lib/python3/site-packages/lib'
  test('a shape is told', () => assert.equal(rulesIn(`${library}/a.py`, `t = "${token}"`).length, 1))
  test('a name alone proves nothing there', () =>
    assert.deepEqual(rulesIn(`${library}/a.py`, `password = "${password}"`), []))
  const key = `-----BEGIN PRIVATE ${'KEY'}-----\n${mixed}\n${mixed}\n`
  test('a key of its tests opens nothing', () => assert.deepEqual(rulesIn(`${library}/tests/k.pem`, key), []))
  test('nor does a token of its papers', () => {
    const jwt = `${base64('{"alg":"HS256"}')}.${base64('{"sub":"reader-0007"}')}.${mixed}`
    assert.deepEqual(rulesIn('usr/share/doc/lib/README', jwt), [])
    assert.deepEqual(rulesIn('srv/README', jwt), ['signed-token'])
  })
  test('another key is told', () => assert.equal(rulesIn(`${library}/k.pem`, key).length, 1))
})

describe('what is not searched is told', () => {
  test('what is no text', () => assert.equal(findSecrets('x', `\0${token}`).unread, 'It is no text.'))
  test('what is too long', () =>
    assert.equal(findSecrets('x', 'a'.repeat(5 * 1024 * 1024 + 1)).unread, 'It is longer than 5 MB.'))
  test('what is found beyond the first thousand', () => {
    const { secrets, unread } = findSecrets('x', `${token} `.repeat(1001))
    assert.deepEqual([secrets.length, unread], [1000, 'Of 1001 secrets, the first 1000 are told.'])
  })
  test('what holds too many marks', () =>
    assert.match(findSecrets('x', 'a.eyJ'.repeat(50_000)).unread ?? '', /^From offset \d+ on/))
})

/** A name that a shape takes for its issuer's. */
function nameFor({ named, marks }: SecretShape): string {
  const endings = ['_token', '_key', '_api_key', '_access_key', '_access_id', '_secret', '']
  const names = endings.map((ending) => `${marks[0]}${ending}`)
  return names.find((name) => new RegExp(named ?? '', 'i').test(name)) ?? ''
}

describe('properties', () => {
  const sayMore = new Set(['private-key', 'signed-token', 'signed-token-base64'])
  for (const shape of secretShapes.filter(({ id, before }) => before === undefined && !sayMore.has(id)))
    test(`${shape.id} is found wherever it stands, and never told whole`, () => {
      const values = stringMatching(new RegExp(`^${shape.value}$`)).filter((value) => isReal(shape, value))
      check(
        property(values, nat(200), (value, padding) => {
          const before = `${'- text\n'.repeat(padding)}${nameFor(shape)} = "`
          const [found, ...others] = findSecrets('a.txt', `${before}${value}"\n`).secrets
          assert.deepEqual([found?.offset, others], [before.length, []])
          assert.ok(!found?.redacted.includes(value))
        }),
        { numRuns: 10 },
      )
    })
  test('any text ends in places that lie in it', () =>
    check(
      property(string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const { offset, line, column } of findSecrets('.env', `PASSWORD=${text}`).secrets) {
          assert.ok(offset >= 0 && offset < text.length + 9)
          assert.ok(line >= 1 && column >= 1)
        }
      }),
    ))
})

describe('time grows with the text, whatever it holds', () => {
  const pieces = [
    'AKIA',
    'sk-ant-api03-',
    'a.eyJ',
    'ZXlK',
    'curl -u ',
    'curl \\\n',
    'password=',
    'token: "',
    '://a:',
    '-----BEGIN PRIVATE KEY----- ',
    'Authorization: ',
    'machine a login ',
    'a.b-c_',
  ]
  for (const piece of pieces)
    test(piece.trim(), () => {
      const run = (size: number): void => void findSecrets('.env', piece.repeat(size / piece.length))
      assert.ok(!isSuperlinear(run, 100_000))
    })
})
