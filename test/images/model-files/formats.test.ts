import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { openModelFile, scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { bytes, callPickle, zip } from './build.ts'

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, severity }) => `${severity} ${id}`)
}

function long(value: number | bigint): Buffer {
  const field = Buffer.alloc(8)
  field.writeBigUInt64LE(BigInt(value))
  return field
}

function int(value: number): Buffer {
  const field = Buffer.alloc(4)
  field.writeUInt32LE(value)
  return field
}

// safetensors

const tensor = (from: number, to: number): object => ({
  dtype: 'F32',
  shape: [(to - from) / 4],
  data_offsets: [from, to],
})

function safetensors(header: object | string, content: Uint8Array): Buffer {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  return bytes(long(Buffer.byteLength(text)), Buffer.from(text), content)
}

test('safetensors as they are written are clean', () => {
  const file = safetensors(
    { __metadata__: { format: 'pt' }, a: tensor(0, 8), b: tensor(8, 16) },
    Buffer.alloc(16),
  )
  const report = scanModelFile('m', file)
  assert.deepEqual([report.format, report.verdict, said(report)], ['safetensors', 'clean', []])
})

test('safetensors that a strict loader refuses are told', () => {
  const faults: readonly (readonly [RegExp, object | string, number])[] = [
    [/1 bytes behind the last tensor/, { a: tensor(0, 8) }, 9],
    [/need 8 bytes where 4/, { a: tensor(0, 8) }, 4],
    [/lies over another/, { a: tensor(0, 8), b: tensor(4, 8) }, 8],
    [/4 bytes before the tensor "b"/, { a: tensor(0, 4), b: tensor(8, 12) }, 12],
    [/8 bytes where its shape needs 12/, { a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }, 8],
    [/no known type/, { a: { dtype: 'PY', shape: [2], data_offsets: [0, 8] } }, 8],
    [/no shape or no place/, { a: { dtype: 'F32', shape: [-2], data_offsets: [0, 8] } }, 8],
    [/more than texts/, { __metadata__: { a: { b: 1 } } }, 0],
    [
      /has the key "a" twice/,
      '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
      1,
    ],
    [/no JSON object/, '{"a":', 0],
  ]
  for (const [message, header, length] of faults) {
    const report = scanModelFile('m', safetensors(header, Buffer.alloc(length)))
    assert.deepEqual([report.verdict, said(report)], ['suspicious', ['medium format-violation']])
    assert.match(report.findings[0]?.message ?? '', message)
  }
})

test('no more is wanted of large safetensors than the header', () => {
  const size = 2 ** 34
  const header = JSON.stringify({ a: { dtype: 'U8', shape: [size], data_offsets: [0, size] } })
  const reader = openModelFile('m', 8 + header.length + size)
  reader.write(bytes(long(header.length), header))
  for (let sent = 0; sent < 2 ** 18 && reader.wants; sent += 2 ** 16) reader.write(Buffer.alloc(2 ** 16))
  assert.equal(reader.wants, false)
  assert.equal(reader.end().verdict, 'clean')
})

test('an archive behind safetensors is opened', () => {
  const file = bytes(
    safetensors({ a: tensor(0, 4) }, Buffer.alloc(4)),
    zip({ name: 'x', content: callPickle() }),
  )
  assert.deepEqual(said(scanModelFile('m', file)).sort(), [
    'critical dangerous-call',
    'medium format-violation',
  ])
})

// GGUF

function ggufText(text: string): Buffer {
  return bytes(long(Buffer.byteLength(text)), Buffer.from(text))
}

function gguf(entries: readonly Buffer[], tensors: readonly Buffer[] = []): Buffer {
  return bytes('GGUF', int(3), long(tensors.length), long(entries.length), ...entries, ...tensors)
}

const entry = (key: string, type: number, value: Uint8Array): Buffer => bytes(ggufText(key), int(type), value)
const escape = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"

test('GGUF as it is written is clean', () => {
  const tokens = bytes(int(8), long(2), ggufText('a'), ggufText('b'))
  const entries = [
    entry('general.name', 8, ggufText('m')),
    entry('llama.block_count', 4, int(32)),
    entry('tokenizer.ggml.tokens', 9, tokens),
    entry('tokenizer.ggml.scores', 9, bytes(int(6), long(2), Buffer.alloc(8))),
    entry('tokenizer.chat_template', 8, ggufText('{% for m in messages %}{{ m.content }}{% endfor %}')),
  ]
  const tensors = [bytes(ggufText('w'), int(2), long(2), long(2), int(0), long(0))]
  const report = scanModelFile('m', bytes(gguf(entries, tensors), Buffer.alloc(64)))
  assert.deepEqual([report.format, report.verdict, said(report)], ['gguf', 'clean', []])
})

test('a template in GGUF that leads out is told', () => {
  const report = scanModelFile('m', gguf([entry('tokenizer.chat_template.tool_use', 8, ggufText(escape))]))
  assert.equal(report.verdict, 'malicious')
  assert.equal(said(report).includes('critical template-escape'), true)
})

test('GGUF that says what cannot be is told', () => {
  for (const file of [
    bytes('GGUF', int(3), long(0), long(2n ** 63n)),
    gguf([bytes(long(2n ** 62n), 'a')]),
    gguf([entry('a', 99, int(0))]),
    gguf([entry('a', 9, bytes(int(8), long(2n ** 60n)))]),
    gguf([entry('a', 9, bytes(int(4), long(2n ** 62n)))]),
    gguf([], [bytes(ggufText('w'), int(200))]),
    gguf([], [bytes(ggufText('w'), int(2), long(2n ** 40n), long(2n ** 40n), int(0), long(0))]),
    gguf([], [bytes(ggufText('w'), int(1), long(1), int(0), long(10_000))]),
    gguf([entry('a', 8, ggufText('b'))]).subarray(0, 30),
  ])
    assert.deepEqual(said(scanModelFile('m', file)), ['medium format-violation'])
})

// Protocol Buffers

function varint(value: number): Buffer {
  const parts: number[] = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) parts.push((rest % 128) | 0x80)
  return Buffer.of(...parts, rest)
}

function field(number: number, value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return bytes(varint(number * 8), varint(value))
  const content = typeof value === 'string' ? Buffer.from(value) : value
  return bytes(varint(number * 8 + 2), varint(content.length), content)
}

const node = (operator: string, domain: string, ...rest: Buffer[]): Buffer =>
  field(1, bytes(field(1, 'in'), field(2, 'out'), field(4, operator), field(7, domain), ...rest))
const external = (location: string): Buffer =>
  bytes(field(8, 'w'), field(13, bytes(field(1, 'location'), field(2, location))), field(14, 1))
const onnx = (...graph: Buffer[]): Buffer =>
  bytes(field(1, 8), field(2, 'pytorch'), field(7, bytes(...graph, field(2, 'main'))), field(8, field(2, 17)))

test('ONNX as it is written is clean', () => {
  const report = scanModelFile(
    'm',
    onnx(node('MatMul', ''), node('Gelu', 'com.microsoft'), field(5, external('weights/a.bin'))),
  )
  assert.deepEqual([report.format, report.verdict, said(report)], ['onnx', 'clean', []])
})

test('weights outside of the folder are told, wherever the tensor lies', () => {
  const outside = external('../../../etc/passwd')
  const attribute = field(5, bytes(field(1, 'value'), field(5, outside)))
  const branch = field(5, bytes(field(1, 'then_branch'), field(6, node('Constant', '', attribute))))
  for (const graph of [
    field(5, outside),
    node('Constant', '', attribute),
    node('If', '', branch),
    field(5, external('/etc/shadow')),
  ])
    assert.deepEqual(said(scanModelFile('m', onnx(graph))), ['high unsafe-path'])
})

test('operators that no runtime brings are told', () => {
  assert.deepEqual(said(scanModelFile('m', onnx(node('Evil', 'acme')))), ['low custom-operator'])
  assert.deepEqual(said(scanModelFile('m', onnx(node('PyOp', 'ai.onnx.contrib')))), [
    'high dangerous-operator',
  ])
})

test('functions that the model defines itself are judged, and are no operators of somebody else', () => {
  const call = onnx(node('Gelu', 'pkg.torch'))
  const body = (operator: string, domain: string): Buffer =>
    field(7, bytes(field(4, operator), field(7, domain)))
  const defined = (...parts: Buffer[]): Buffer =>
    field(25, bytes(field(1, 'Gelu'), ...parts, field(10, 'pkg.torch')))
  assert.deepEqual(said(scanModelFile('m', bytes(call, defined(body('Erf', ''))))), [])
  assert.deepEqual(said(scanModelFile('m', bytes(call, defined(body('Evil', 'acme'))))), [
    'low custom-operator',
  ])
  const python = bytes(onnx(node('PyOp', 'acme')), field(25, bytes(field(1, 'PyOp'), field(10, 'acme'))))
  assert.deepEqual(said(scanModelFile('m', python)), ['high dangerous-operator'])
  const defaults = field(11, bytes(field(1, 'value'), field(5, external('../w'))))
  const withDefaults = field(25, bytes(field(1, 'Gelu'), field(10, 'pkg.torch'), defaults))
  assert.deepEqual(said(scanModelFile('m', bytes(call, withDefaults))), ['high unsafe-path'])
})

test('ONNX that is cut off is unknown', () => {
  const file = onnx(node('MatMul', ''))
  assert.equal(scanModelFile('m.onnx', file.subarray(0, 30)).verdict, 'unknown')
})

const graphNode = (operator: string): Buffer => bytes(field(1, 'n'), field(2, operator))

test('operators of TensorFlow that reach files are told, in functions, too', () => {
  const saved = (graph: Buffer): Buffer =>
    bytes(field(1, 1), field(2, bytes(field(1, field(1, 'x')), field(2, graph))))
  const usual = ['MatMul', 'SaveV2', 'MergeV2Checkpoints', 'ShardedFilename'].map((operator) =>
    field(1, graphNode(operator)),
  )
  const clean = scanModelFile('saved_model.pb', saved(bytes(...usual)))
  assert.deepEqual([clean.format, said(clean)], ['saved-model', []])
  assert.deepEqual(said(scanModelFile('m', saved(field(1, graphNode('WriteFile'))))), [
    'high dangerous-operator',
  ])
  const inFunction = field(2, field(1, bytes(field(1, field(1, 'f')), field(3, graphNode('PyFunc')))))
  assert.deepEqual(said(scanModelFile('m', saved(bytes(...usual, inFunction)))), ['high dangerous-operator'])
  const frozen = scanModelFile('m', bytes(...usual, field(1, graphNode('ReadFile'))))
  assert.deepEqual([frozen.format, said(frozen)], ['frozen-graph', ['high dangerous-operator']])
})

test('graphs of TensorFlow are known in any order of their fields', () => {
  const evil = field(1, graphNode('ReadFile'))
  const meta = field(2, field(2, evil))
  const ways: readonly (readonly [string, Buffer])[] = [
    ['saved-model', bytes(meta, field(1, 1))],
    ['saved-model', bytes('\x08\x81\0', meta)],
    ['frozen-graph', bytes(field(4, field(1, 1)), evil)],
    ['frozen-graph', bytes(field(3, 9), field(2, ''), evil)],
    ['frozen-graph', field(1, field(2, 'ReadFile'))],
  ]
  for (const [format, file] of ways) {
    const report = scanModelFile('m', file)
    assert.deepEqual([report.format, said(report)], [format, ['high dangerous-operator']])
  }
})

test('a graph of TensorFlow that holds much is read to its end', () => {
  const weights = field(1, bytes(field(1, 'w'), field(2, 'Const'), field(5, Buffer.alloc(70 * 2 ** 20))))
  const frozen = bytes(weights, field(1, graphNode('ReadFile')))
  const saved = bytes(field(1, 1), field(2, field(2, frozen)))
  for (const file of [frozen, saved])
    assert.deepEqual(said(scanModelFile('m', file)), ['high dangerous-operator'])
  assert.equal(scanModelFile('saved_model.pb', saved.subarray(0, -3)).verdict, 'unknown')
})

test('a graph that cannot be read is unknown by its name', () => {
  const other = Buffer.from('\x0b\xff\x00\x01 what is this', 'latin1')
  assert.equal(scanModelFile('m/graph.pb', other).verdict, 'unknown')
  for (const name of ['m/fingerprint.pb', 'data_set_0/input_0.pb', 'data/light_resnet50_output_0.pb'])
    assert.equal(scanModelFile(name, other).verdict, 'clean', name)
})

test('what R saved is unknown, packed or not', () => {
  const item = '\0\x04\x03\0\0\x03\x05\0\0\0\0\xfe'
  const saved = ['X\n\0\0\0\x03', 'RDX3\nX\n\0\0\0\x03', 'RDA2\nA\n2\n', 'B\n\x02\0\0\0'].map((start) =>
    bytes(start, item),
  )
  for (const file of [...saved, ...saved.map((each) => gzipSync(each))]) {
    const { verdict, unread } = scanModelFile('model', file)
    assert.deepEqual([verdict, unread[0]?.code], ['unknown', 'not-opened'])
  }
  assert.equal(scanModelFile('notes', bytes('X\nMARKS the spot')).verdict, 'clean')
})

test('what Keras puts beside a SavedModel is judged', () => {
  const lambda = JSON.stringify({ class_name: 'Lambda', config: {} })
  const file = field(1, bytes(field(2, 1), field(3, 'root'), field(5, lambda)))
  assert.deepEqual(said(scanModelFile('m/keras_metadata.pb', file)), ['high code-in-configuration'])
})

test('TorchScript that reaches files is told', () => {
  const script = (code: string): ModelFileReport =>
    scanModelFile(
      'm',
      zip(
        { name: 'm/data.pkl', content: bytes('\x80\x02c__torch__\nNet\n)\x81}X\x01\0\0\0aK\x01sb.') },
        { name: 'm/code/__torch__.py', content: Buffer.from(code) },
      ),
    )
  assert.deepEqual(said(script('def forward(self, x):\n  return torch.add(x, 1)\n')), [])
  assert.deepEqual(said(script('def forward(self, x):\n  return ops.aten.from_file("/etc/passwd")\n')), [
    'high dangerous-operator',
  ])
})

test('what only its name makes a model is unknown', () => {
  for (const name of [
    'a.onnx',
    'a.h5',
    'a.safetensors',
    'a.gguf',
    'a.npy',
    'a.keras',
    'x/saved_model.pb',
    'a.engine',
    'a.plan',
    'a.t7',
    'a.jls',
  ])
    assert.equal(
      scanModelFile(name, Buffer.from('\x01\x02\xff\xfe what is this', 'latin1')).verdict,
      'unknown',
    )
  assert.equal(
    scanModelFile('a.dat', Buffer.from('\x01\x02\xff\xfe what is this', 'latin1')).verdict,
    'clean',
  )
})
