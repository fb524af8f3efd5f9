import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openModelFile, scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { tar } from '../tar.ts'
import { blob, bytes, call, callPickle, name, proto4, tensorPickle, text } from './build.ts'

function scan(...parts: readonly (string | Uint8Array | number)[]): ModelFileReport {
  return scanModelFile('model.bin', bytes(...parts))
}

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, severity, offset }) => `${severity} ${id} at ${offset}`)
}

test('a call of a command is critical, with its argument and its place', () => {
  const report = scan(callPickle())
  assert.equal(report.verdict, 'malicious')
  assert.deepEqual(said(report), ['critical dangerous-call at 20'])
  assert.equal(
    report.findings[0]?.message,
    'Loading calls os.system("id"), which runs code or commands, or loads what does.',
  )
  assert.deepEqual(report.calls, [
    { member: '', offset: 20, callable: 'os.system', arguments: '"id"', isAllowed: false, count: 1 },
  ])
})

test('plain data is clean in every protocol', () => {
  for (const pickle of [
    '(lp0\nI1\naVa\np1\na.',
    '\x80\x02]q\0(K\x01X\x01\0\0\0aq\x01e.',
    '\x80\x04\x95\x09\0\0\0\0\0\0\0]\x94(K\x01\x8c\x01a\x94e.',
    '\x80\x05\x96\x03\0\0\0\0\0\0\0abc.',
  ]) {
    const { verdict, format, findings, unread } = scan(pickle)
    assert.deepEqual(
      { verdict, format, findings, unread },
      { verdict: 'clean', format: 'pickle', findings: [], unread: [] },
    )
  }
})

test('an unknown callable is suspicious, one of the standard library is malicious', () => {
  assert.equal(scan(callPickle('acme.models', 'build')).verdict, 'suspicious')
  assert.equal(scan(callPickle('wave', 'open')).verdict, 'malicious')
})

test('a name that is looked up and not called is told: the import alone runs code', () => {
  assert.deepEqual(said(scan(proto4, name('acme', 'Model'), '.')), ['medium unlisted-name at 15'])
  assert.deepEqual(said(scan(proto4, name('os', 'system'), '.')), ['high dangerous-name at 14'])
})

test('an allowed type may be named, and not called by its constructor', () => {
  assert.equal(scan(proto4, name('torch', 'FloatStorage'), '.').verdict, 'clean')
  assert.equal(scan(callPickle('torch', 'FloatStorage', '/etc/passwd')).verdict, 'suspicious')
})

test('a class of a known family may be made without its constructor, and not called', () => {
  const estimator = name('sklearn.linear_model._logistic', 'LogisticRegression')
  assert.equal(scan(proto4, estimator, ')\x81}', text('coef_'), 'K\x01sb.').verdict, 'clean')
  assert.equal(scan(proto4, estimator, ')R.').verdict, 'suspicious')
})

test('constructors of copyreg are judged by what they make', () => {
  const made = (module: string, attribute: string): string =>
    `ccopy_reg\n_reconstructor\n(c${module}\n${attribute}\nc__builtin__\nobject\nNtR.`
  assert.equal(scan(made('sklearn.svm._classes', 'SVC')).verdict, 'clean')
  assert.deepEqual(said(scan(made('acme', 'Model'))), ['medium unlisted-call at 60'])
  assert.equal(scan(made('subprocess', 'Popen')).verdict, 'malicious')
})

test('a class that opens files is made of nothing only', () => {
  const map = name('numpy', 'memmap')
  assert.equal(scan(proto4, map, ')\x81.').verdict, 'clean')
  assert.equal(scan(proto4, map, text('/etc/passwd'), '\x85\x81.').verdict, 'malicious')
  assert.equal(scan(proto4, map, ')}', text('filename'), text('/etc/passwd'), 's\x92.').verdict, 'malicious')
  const index = name('pandas.core.indexes.base', '_new_Index')
  const named = bytes('}', text('filename'), text('/etc/passwd'), 's\x86R.')
  assert.notEqual(scan(proto4, index, map, named).verdict, 'clean')
  assert.equal(scan(proto4, index, name('pandas.core.indexes.base', 'Index'), named).verdict, 'clean')
})

test('what loads pickles is not handed on to be called', () => {
  const load = name('torch.storage', '_load_from_bytes')
  const wrapped = blob(callPickle())
  const generator = name('numpy.random._pickle', '__generator_ctor')
  assert.notEqual(scan(proto4, generator, wrapped, load, '\x86R.').verdict, 'clean')
  const rebuild = name('torch._tensor', '_rebuild_from_type_v2')
  assert.notEqual(
    scan(proto4, rebuild, '(', load, name('torch', 'Tensor'), wrapped, '\x85}tR.').verdict,
    'clean',
  )
  assert.notEqual(scan(proto4, load, name('collections', 'OrderedDict'), ')R\x85R.').verdict, 'clean')
})

test('getattr of a name is that name with an attribute', () => {
  const attribute = bytes(name('builtins', 'getattr'), name('shutil', 'os'), text('system'), '\x86R')
  const report = scan(proto4, attribute, text('id'), '\x85R.')
  assert.match(report.findings.map(({ message }) => message).join(), /calls shutil\.os\.system\("id"\)/)
})

test('a lookup of a ufunc is what it looks up', () => {
  const lookup = (module: string, attribute: string): Buffer =>
    bytes(name('numpy._core', '_ufunc_reconstruct'), text(module), text(attribute), '\x86R')
  assert.equal(scan(proto4, lookup('scipy.special._ufuncs', 'expit'), '.').verdict, 'clean')
  const report = scan(proto4, lookup('os', 'system'), text('id'), '\x85R.')
  assert.match(report.findings.map(({ message }) => message).join(), /calls os\.system\("id"\)/)
})

test('functions of a known family may be named as settings, and not called', () => {
  const score = name('sklearn.feature_selection._univariate_selection', 'f_classif')
  assert.equal(scan(proto4, score, '.').verdict, 'clean')
  assert.equal(scan(proto4, score, ')R.').verdict, 'suspicious')
  assert.equal(scan(proto4, name('sklearn.datasets', 'fetch_openml'), '.').verdict, 'suspicious')
})

test('plain data that is called ends the pickle, and nothing can come of it', () => {
  assert.deepEqual(said(scan(proto4, '})R.')), [])
})

test('a result that is called cannot be told, and is never clean', () => {
  const made = bytes(name('collections', 'OrderedDict'), ')R')
  assert.deepEqual(said(scan(proto4, made, ')R.')), ['medium unresolved-call at 32'])
})

test('numbers of the registry of extensions cannot be told', () => {
  assert.deepEqual(said(scan('\x80\x02\x82\x01)R.')), [
    'medium unresolved-call at 2',
    'medium unresolved-call at 5',
  ])
})

test('attributes of functions, and special attributes of objects, must not be set', () => {
  const state = bytes('}', text('shape'), 'K\x01s')
  assert.deepEqual(said(scan(proto4, name('numpy', 'dtype'), 'N', state, '\x86b.')), [
    'high dangerous-state at 30',
  ])
  const setter = bytes('}', text('__setstate__'), 'K\x01s')
  const made = bytes(name('collections', 'OrderedDict'), ')R')
  assert.deepEqual(said(scan(proto4, made, setter, 'b.')), ['high dangerous-state at 49'])
  assert.deepEqual(said(scan(proto4, made, 'N', setter, '\x86b.')), ['high dangerous-state at 51'])
  assert.equal(scan(proto4, made, '}', text('_metadata'), 'K\x01sb.').verdict, 'clean')
})

test('names of Python 2 are those of Python 3 below protocol 3 only', () => {
  assert.match(
    scan("ccommands\ngetoutput\n(S'id'\ntR.").findings[0]?.message ?? '',
    /subprocess\.getoutput\("id"\)/,
  )
  assert.match(
    scan('\x80\x03ccommands\ngetoutput\n)R.').findings[0]?.message ?? '',
    /commands\.getoutput\(\)/,
  )
})

test('what a broken pickle does before it breaks is told, and that it breaks', () => {
  const report = scan(proto4, call('os', 'system', 'id'), 0xff)
  assert.equal(report.verdict, 'malicious')
  assert.deepEqual(
    report.unread.map(({ code, offset }) => `${code} at ${offset}`),
    ['malformed at 21'],
  )
})

test('a pickle that breaks off and does nothing is unknown', () => {
  const report = scan(proto4, ']K')
  assert.deepEqual([report.verdict, report.unread[0]?.code], ['unknown', 'malformed'])
})

test('a fault on the stack does not end the scan', () => {
  const report = scan(proto4, '00h\x07', call('os', 'system', 'id'), '.')
  assert.equal(report.verdict, 'malicious')
  assert.equal(report.unread.length, 1)
})

test('every pickle of a file is scanned, however many', () => {
  const harmless = bytes(proto4, 'K\x01.')
  assert.equal(scan(...Array.from({ length: 50 }, () => harmless)).verdict, 'clean')
  assert.equal(scan(...Array.from({ length: 50 }, () => harmless), callPickle()).verdict, 'malicious')
})

test('more pickles than a model has are not scanned, and said', () => {
  const harmless = bytes(proto4, 'K\x01.')
  const report = scan(...Array.from({ length: 10_500 }, () => harmless), callPickle())
  assert.deepEqual([report.verdict, report.unread[0]?.code], ['suspicious', 'too-large'])
})

test('arrays of joblib that are too many to be read in two ways are said', () => {
  const one = bytes(joblibArray(bytes('\xff\xff')), '.')
  assert.equal(scan(...Array.from({ length: 50 }, () => one)).verdict, 'clean')
  assert.equal(scan(...Array.from({ length: 200 }, () => one)).verdict, 'unknown')
})

test('a persistent id is a storage in torch files only', () => {
  assert.deepEqual(said(scan(tensorPickle)), ['medium persistent-id at 86'])
  const magic = bytes('\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}.')
  assert.equal(scan(magic, tensorPickle, '\x80\x02]X\x01\0\0\x000a.').verdict, 'clean')
  assert.deepEqual(said(scan(magic, '\x80\x02X\x03\0\0\0objQ.')), ['medium persistent-id at 35'])
})

test('bytes that torch loads as a file of its own are scanned', () => {
  const wrapped = bytes(name('torch.storage', '_load_from_bytes'), blob(callPickle()), '\x85R.')
  const report = scan(proto4, wrapped)
  assert.equal(report.verdict, 'malicious')
  assert.equal(report.findings[0]?.member, 'bytes at 36')
})

test('bytes that old protocols write as an encoded text are scanned as well', () => {
  const load = name('torch.storage', '_load_from_bytes')
  const encoded = (letters: string, encoding: string): Buffer =>
    bytes(name('_codecs', 'encode'), text(letters), text(encoding), '\x86R')
  const inner = callPickle().toString('latin1')
  assert.equal(scan(proto4, load, encoded(inner, 'latin1'), '\x85R.').verdict, 'malicious')
  assert.equal(scan(proto4, load, encoded('N.', 'latin1'), '\x85R.').verdict, 'clean')
  assert.equal(scan(proto4, load, encoded('N.', 'utf-8'), '\x85R.').verdict, 'suspicious')
})

test('layers may hold the function that they apply, and nothing may call it', () => {
  const relu = name('torch.nn.functional', 'relu')
  assert.equal(scan(proto4, relu, '.').verdict, 'clean')
  assert.equal(scan(proto4, relu, text('x'), '\x85R.').verdict, 'suspicious')
})

test('a pickle behind other bytes is told where nothing else is there', () => {
  const report = scan(Buffer.alloc(5000), callPickle())
  assert.deepEqual(said(report), ['medium hidden-pickle at 5000'])
  assert.equal(scan(Buffer.alloc(5000), "(S'id'\nios\nsystem\n.").verdict, 'suspicious')
})

test('text that starts like an opcode is no pickle', () => {
  for (const words of [
    'cat\ndog\nRun\n',
    'import os\nos.system("id")\n',
    'class A:\n  pass\n',
    '(a) first\n(b) second\n',
  ])
    assert.deepEqual([scan(words).verdict, scan(words).format], ['clean', 'text'])
})

test('lists of names are no pickles, unless one of them is called', () => {
  const list = Array.from({ length: 300 }, (_, at) => `com.example.Class${at}\n`).join('')
  assert.deepEqual([scan(list).format, scan(list).verdict], ['text', 'clean'])
  assert.notEqual(scan(list, "cos\nsystem\n(S'id'\ntR.").verdict, 'clean')
})

test('numbers are read in every way that CPython reads them', () => {
  for (const number of [
    'I0x1f',
    'I-0b1',
    'I0o17',
    'I007',
    'I1_000',
    'I 12 ',
    'L-5L',
    'L99999999999999999999L',
    'Finf',
    'F1_0.5',
  ])
    assert.equal(scan(`${number}\n0cos\nsystem\n(S'id'\ntR.`).verdict, 'malicious', number)
})

test('a magic that is opcodes, too, hides no pickle', () => {
  const after = bytes("cos\nsystem\n(S'id'\ntR.")
  const program = bytes('MZ\0', after, Buffer.alloc(80, 0xff))
  assert.deepEqual([scan(program).format, scan(program).verdict], ['executable', 'malicious'])
  assert.equal(scan('GIF89abcd', after).verdict, 'malicious')
  const archive = tar([{ path: after.toString('latin1'), content: 'a' }])
  assert.deepEqual([scan(archive).format, scan(archive).verdict], ['tar', 'malicious'])
})

test('a file that only its name makes a pickle is unknown', () => {
  const { verdict, unread } = scanModelFile('model.pkl', Buffer.from('not a pickle at all'))
  assert.deepEqual([verdict, unread[0]?.code], ['unknown', 'malformed'])
})

/** joblib's wrapper around an array of four bytes, and what stands where the elements do. */
function joblibArray(elements: Uint8Array): Buffer {
  const dtype = bytes(name('numpy', 'dtype'), text('u1'), '\x89\x88\x87R')
  const state = bytes('}(', text('dtype'), dtype, text('shape'), 'K', elements.length, '\x85u')
  return bytes(proto4, name('joblib.numpy_pickle', 'NumpyArrayWrapper'), ')\x81', state, 'b', elements)
}

test('elements of an array of joblib are no opcodes', () => {
  assert.equal(scan(joblibArray(bytes('R\xff\x80\x00')), '.').verdict, 'clean')
  assert.equal(
    scan(joblibArray(bytes('R\xff\x80\x00')), call('os', 'system', 'id'), '.').verdict,
    'malicious',
  )
})

test('elements of an array of joblib are opcodes to other loaders', () => {
  assert.equal(scan(joblibArray(call('os', 'system', 'id')), '.').verdict, 'malicious')
})

test('values that double again and again are not expanded', () => {
  const started = performance.now()
  const report = scan(proto4, name('os', 'system'), ')', '2\x86'.repeat(100_000), '\x85R.')
  assert.equal(report.verdict, 'malicious')
  assert.equal((report.calls[0]?.arguments.length ?? 0) < 1000, true)
  assert.equal(performance.now() - started < 5_000, true)
})

test('a stack without end reaches its bound, and is not clean', () => {
  const { verdict, unread } = scan(proto4, 'N'.repeat(300_000), '.')
  assert.equal(verdict, 'unknown')
  assert.match(unread[0]?.message ?? '', /250000 values/)
})

test('a text that is too long to be kept is no name', () => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(70_000)
  const long = bytes('X', length, 'a'.repeat(70_000))
  assert.deepEqual(said(scan(proto4, long, text('system'), '\x93)R.'))[0], 'medium unresolved-call at 70015')
})

test('the same is said whatever the pieces that the bytes come in', () => {
  const whole = bytes(
    joblibArray(call('os', 'system', 'id')),
    call('acme', 'f', 'x'),
    '.',
    callPickle('nt', 'system'),
  )
  const expected = scanModelFile('m', whole)
  for (const size of [1, 2, 7, 64]) {
    const reader = openModelFile('m', whole.length)
    for (let at = 0; at < whole.length; at += size) reader.write(whole.subarray(at, at + size))
    assert.deepEqual(reader.end(), expected)
  }
})
