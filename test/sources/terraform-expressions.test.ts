// Expressions and what they come to: by hand, and the same table by Terraform itself where it is installed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { functionNames } from '../../src/sources/terraform/functions/call.ts'
import { valueOf } from './terraform.ts'

const expected: readonly (readonly [expression: string, value: unknown])[] = [
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 / 4', 2.5],
  ['7 % 3', 1],
  ['-3 - -1', -2],
  ['1 < 2 && !(2 <= 1)', true],
  ['1 == 1 || false', true],
  ['can((([] && {}) && false))', false],
  ['can(true && [])', false],
  ['"1" == 1', false],
  ['[1, "a"] == [1, "a"]', true],
  ['{ a = 1 } != { a = 2 }', true],
  ['null == null', true],
  ['true ? "a" : "b"', 'a'],
  ['"a${1 + 1}b"', 'a2b'],
  ['"${true}"', true],
  ['"$${x} %%{y}"', '${x} %{y}'],
  ['"\\u00e9\\t\\"\\\\"', 'é\t"\\'],
  ['"%{ if 1 == 1 }yes%{ else }no%{ endif }"', 'yes'],
  ['"%{ for i, x in ["a", "b"] }${i}${x},%{ endfor }"', '0a,1b,'],
  ['"a  ${~ "b" ~}  c"', 'abc'],
  ['[for x in [1, 2, 3] : x * 2 if x > 1]', [4, 6]],
  ['{ for k, v in { b = 1, a = 2 } : upper(k) => v }', { A: 2, B: 1 }],
  ['{ for x in ["aa", "ab", "b"] : substr(x, 0, 1) => x... }', { a: ['aa', 'ab'], b: ['b'] }],
  ['[for k, v in { b = 1, a = 2 } : k]', ['a', 'b']],
  ['[{ a = 1 }, { a = 2 }][*].a', [1, 2]],
  ['{ a = { b = [5] } }.a.b[0]', 5],
  ['[[1], [2]][*][0]', [1, 2]],
  ['[1][*][*]', [[1]]],
  ['{ a = 1 }["a"]', 1],
  ['{ "a b" = 1, (upper("c")) : 2 }', { 'a b': 1, C: 2 }],
  ['abs(-4)', 4],
  ['alltrue([true, "true"])', true],
  ['alltrue([])', true],
  ['anytrue([false])', false],
  ['base64decode("aGk=")', 'hi'],
  ['base64encode("é")', 'w6k='],
  ['can(1 + "x")', false],
  ['ceil(1.2)', 2],
  ['chomp("a\\n\\n")', 'a'],
  ['chunklist(["a", "b", "c"], 2)', [['a', 'b'], ['c']]],
  ['cidrhost("10.0.0.0/24", 5)', '10.0.0.5'],
  ['cidrhost("10.0.0.0/24", -1)', '10.0.0.255'],
  ['cidrnetmask("10.0.0.0/20")', '255.255.240.0'],
  ['cidrsubnet("10.1.0.0/16", 8, 3)', '10.1.3.0/24'],
  ['cidrsubnets("10.0.0.0/8", 8, 8, 16)', ['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/24']],
  ['coalesce("", null, "x")', 'x'],
  ['coalescelist([], ["a"])', ['a']],
  ['compact(["a", "", null])', ['a']],
  ['concat(["a"], [], ["b"])', ['a', 'b']],
  ['contains(["a", "b"], "b")', true],
  ['contains([1, 2], 3)', false],
  ['distinct(["a", "b", "a"])', ['a', 'b']],
  ['element(["a", "b"], 3)', 'b'],
  ['endswith("abc", "bc")', true],
  ['flatten([["a"], [["b"], "c"]])', ['a', 'b', 'c']],
  ['floor(-1.2)', -2],
  [
    'format("%05d|%s|%q|%v|%.2f|%t|%x|%%", 12, "a", "b", [1, "x"], 1.5, true, 255)',
    '00012|a|"b"|[1,"x"]|1.50|true|ff|%',
  ],
  ['format("%5s|%-5s|", "a", "b")', '    a|b    |'],
  ['indent(2, "a\\nb")', 'a\n  b'],
  ['index(["a", "b"], "b")', 1],
  ['join("-", ["a", "b"], ["c"])', 'a-b-c'],
  ['jsondecode("{\\"a\\": [1, null]}")', { a: [1, null] }],
  ['yamldecode("a: [1, on]\\nb: ~")', { a: [1, true], b: null }],
  ['jsonencode({ b = "<", a = [1, true, null] })', '{"a":[1,true,null],"b":"\\u003c"}'],
  ['yamlencode({ b = [1, { d = "e", c = [] }], a = {} })', '"a": {}\n"b":\n- 1\n- "c": []\n  "d": "e"\n'],
  ['yamlencode(["a", [null, true]])', '- "a"\n- - null\n  - true\n'],
  ['keys({ b = 1, a = 2 })', ['a', 'b']],
  ['length("é🙂")', 2],
  ['length({ a = 1 })', 1],
  ['lookup({ a = 1 }, "b", 5)', 5],
  ['lower("ÀB")', 'àb'],
  ['max(1, 3, 2)', 3],
  ['merge({ a = 1, b = 1 }, { b = 2 })', { a: 1, b: 2 }],
  ['min(2, 1)', 1],
  ['nonsensitive(sensitive("a"))', 'a'],
  ['one([])', null],
  ['one(["a"])', 'a'],
  ['pow(2, 10)', 1024],
  ['range(3)', [0, 1, 2]],
  ['range(5, 1, -2)', [5, 3]],
  ['regex("[a-z]+", "12ab3")', 'ab'],
  ['regex("(\\\\d+)-(\\\\d+)", "1-23")', ['1', '23']],
  ['regexall("[0-9]", "a1b2")', ['1', '2']],
  ['replace("a.b.c", ".", "-")', 'a-b-c'],
  ['replace("ab12", "/[0-9]+/", "<$0>")', 'ab<12>'],
  ['reverse([1, 2])', [2, 1]],
  ['setintersection(["a", "b"], ["b"])', ['b']],
  [
    'setproduct(["a", "b"], ["c"])',
    [
      ['a', 'c'],
      ['b', 'c'],
    ],
  ],
  ['setsubtract(["a", "b"], ["b"])', ['a']],
  ['setunion(["b"], ["a", "b"])', ['a', 'b']],
  ['signum(-3)', -1],
  ['slice(["a", "b", "c"], 1, 2)', ['b']],
  ['sort(["b", "a"])', ['a', 'b']],
  ['split(",", "a,b,")', ['a', 'b', '']],
  ['startswith("abc", "ab")', true],
  ['strcontains("abc", "d")', false],
  ['strrev("abc")', 'cba'],
  ['substr("hello", 1, 3)', 'ell'],
  ['substr("hello", -2, -1)', 'lo'],
  ['sum([1, 2.5])', 3.5],
  ['title("hello big world")', 'Hello Big World'],
  ['tobool("true")', true],
  ['tolist(["a"])', ['a']],
  ['tomap({ a = "b" })', { a: 'b' }],
  ['tonumber("1.5")', 1.5],
  ['toset(["b", "a", "b"])', ['a', 'b']],
  ['tostring(1.5)', '1.5'],
  ['trim("?!a?!", "!?")', 'a'],
  ['trimprefix("abc", "a")', 'bc'],
  ['trimspace("  a\\n")', 'a'],
  ['trimsuffix("abc", "bc")', 'a'],
  ['try({ a = 1 }.b, "fallback")', 'fallback'],
  ['upper("ab")', 'AB'],
  ['values({ b = 1, a = 2 })', [2, 1]],
  ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
]

for (const [expression, value] of expected) {
  test(`${expression} comes to what Terraform says`, () => {
    assert.deepEqual(valueOf(expression), value)
  })
}

test('every function is tried, but for those that read files', () => {
  const tried = expected.map(([expression]) => expression).join('\n')
  assert.deepEqual(
    functionNames.filter((name) => !new RegExp(`\\b${name}\\(`).test(tried)),
    ['file'],
  )
})

const hasTerraform = spawnSync('terraform', ['version'], { timeout: 20_000 }).status === 0

test(
  'Terraform itself agrees with the table',
  { skip: hasTerraform ? false : 'terraform is not installed' },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-terraform-'))
    try {
      const input = `jsonencode([${expected.map(([expression]) => `[${expression}]`).join(', ')}])\n`
      const { stdout, stderr } = spawnSync('terraform', ['console'], {
        cwd: folder,
        input,
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, CHECKPOINT_DISABLE: '1' },
      })
      assert.notEqual(stdout, '', stderr)
      const told = JSON.parse(JSON.parse(stdout) as string) as unknown[][]
      for (const [index, [expression, value]] of expected.entries())
        assert.deepEqual(told[index]?.[0], value, expression)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)
