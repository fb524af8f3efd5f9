// Model files as cases: bytes as Latin-1 text, so that they can be mutated and cut down like any other.
import assert from 'node:assert/strict'
import { deflateSync, gzipSync } from 'node:zlib'

import { openModelFile, scanModelFile } from '../src/images/model-files/open.ts'
import type { ModelFileReport } from '../src/images/model-files/report.ts'
import type { Document } from '../src/model/origin.ts'
import {
  bytes,
  call,
  callPickle,
  numpyArray,
  proto4,
  tensorPickle,
  zip,
} from '../test/images/model-files/build.ts'
import { packed } from '../test/images/model-files/packed-texts.ts'
import { tar } from '../test/images/tar.ts'

function latin1(...files: readonly Uint8Array[]): readonly string[] {
  return files.map((file) => Buffer.from(file).toString('latin1'))
}

const harmless = bytes(proto4, 'K\x01.')

export const pickles: readonly string[] = latin1(
  callPickle(),
  tensorPickle,
  bytes(proto4, call('builtins', 'getattr', 'x'), '}', '\x8c\x01a', 'K\x01sb.'),
  bytes("(dp0\nVa\np1\nI1\nsS'b'\n(lp2\nF1.5\naL3L\nas."),
  bytes("(S'id'\nios\nsystem\n."),
  bytes('\x80\x02cnumpy\nndarray\nq\0)\x81q\x01}q\x02X\x01\0\0\0ah\x01sb0(]h\x00e.'),
  bytes(proto4, '\x95\x10\0\0\0\0\0\0\0\x8f(K\x01\x90\x91\x94\x8a\x02\xff\x00\x92\x82\x01Q2\x98.'),
)

export const archives: readonly string[] = latin1(
  zip({ name: 'm/data.pkl', content: tensorPickle }, { name: 'm/data/0', content: Buffer.alloc(16) }),
  zip({
    name: 'a',
    content: callPickle(),
    isDeflated: true,
    local: { flags: 8, crc: 0, size: 0, packedSize: 0 },
  }),
  bytes(
    harmless,
    zip({ name: 'a', content: zip({ name: 'b', content: callPickle() }) }, { name: 'a', content: harmless }),
  ),
  tar([
    { path: 'a', content: harmless },
    { path: 'b', content: callPickle() },
  ]),
)

export const packedFiles: readonly string[] = [
  ...latin1(gzipSync(callPickle()), deflateSync(callPickle())),
  ...Object.values(packed).map((text) => Buffer.from(text, 'base64').toString('latin1')),
]

const ggufStart = 'GGUF\x03\0\0\0\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0'
const key = '\x17\0\0\0\0\0\0\0tokenizer.chat_template\x08\0\0\0\x05\0\0\0\0\0\0\0{{a}}'

export const otherModels: readonly string[] = [
  '\x3a\0\0\0\0\0\0\0{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":1}\0\0\0\0',
  `${ggufStart}${key}\x01\0\0\0\0\0\0\0a\x09\0\0\0\x04\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0\0\0\0\0w\x01\0\0\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0`,
  '\x08\x08\x12\x01p\x3a\x20\x0a\x0d\x22\x05PyOp1\x3a\x04acme\x2a\x0fj\x0d\x0a\x08location\x12\x01a',
  '\x08\x01\x12\x12\x12\x10\x0a\x0e\x0a\x01n\x12\x09WriteFile',
  '\x89HDF\r\n\x1a\n\0\0{"class_name": "Lambda", "config": {"layers": []}}\0{\0',
  '{"chat_template": [{"name": "a", "template": "{{ a.__class__ }}"}], "auto_map": {"A": "b.C"}, "_target_": "os.x"}',
  ...latin1(numpyArray('|O', callPickle()), numpyArray('<f8', Buffer.alloc(8))),
]

export const templates: readonly string[] = [
  "{% for m in messages %}{{ m['role'] ~ ': ' + m.content | trim }}{% endfor %}",
  "{%- set ns = namespace(a=[1, 2.5]) -%}{% if ns.a[0] is defined and not x %}{{ ''['__cl' ~ 'ass__'] }}{% endif %}",
  "{% macro f(a, b='c') %}{{ {'k': (1, 2)}[a] if a in b else none }}{% endmacro %}{{ f(*x) }}",
]

function bytesOf({ text }: Document): Buffer {
  return Buffer.from(text, 'latin1')
}

/** The report of the same bytes in pieces. */
function inPieces(file: Buffer, length: number): ModelFileReport {
  const reader = openModelFile('model', file.length)
  for (let at = 0; at < file.length; at += length) reader.write(file.subarray(at, at + length))
  return reader.end()
}

/** Bytes in pieces say what they say as a whole, and what is unread is never clean. */
export function checkModelFile(document: Document): void {
  const file = bytesOf(document)
  const report = scanModelFile('model', file)
  assert.deepEqual(inPieces(file, 1 + (file.length % 61)), report)
  if (report.unread.length > 0) assert.notEqual(report.verdict, 'clean')
  for (const { severity } of report.findings)
    if (severity === 'critical' || severity === 'high') assert.equal(report.verdict, 'malicious')
}

/** A weapon in front of anything is found. */
export function checkWeaponFirst(document: Document): void {
  const weapon = bytes(proto4, call('os', 'system', 'id'), '0', bytesOf(document))
  assert.equal(scanModelFile('model', weapon).verdict, 'malicious')
}

/** A member is scanned whatever stands beside it. */
export function checkWeaponBeside(document: Document): void {
  const archive = zip({ name: 'a', content: bytesOf(document) }, { name: 'b', content: callPickle() })
  assert.equal(scanModelFile('model', archive).verdict, 'malicious')
}

export function checkTemplate({ text }: Document): void {
  scanModelFile('tokenizer_config.json', Buffer.from(JSON.stringify({ chat_template: text })))
}
