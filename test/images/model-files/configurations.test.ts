import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { bytes, zip } from './build.ts'

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, severity }) => `${severity} ${id}`)
}

function scanText(name: string, text: string): ModelFileReport {
  return scanModelFile(name, Buffer.from(text))
}

const configuration = (value: unknown): string[] => said(scanText('config.json', JSON.stringify(value)))

test('code that a configuration names is told', () => {
  assert.deepEqual(configuration({ auto_map: { AutoModel: 'modeling_x.Model' } }), ['low custom-code'])
  assert.deepEqual(configuration({ auto_map: { AutoTokenizer: ['who/repo--tokenization_x.T', null] } }), [
    'medium custom-code',
  ])
  assert.deepEqual(configuration({ auto_map: ['tokenization_x.T', null] }), ['low custom-code'])
  assert.deepEqual(configuration({ auto_map: 'modeling_x.Model' }), ['low custom-code'])
  assert.deepEqual(configuration({ model: { _target_: 'os.system', command: 'id' } }), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(configuration({ _target_: 'nemo.collections.asr.models.Model' }), [])
  assert.deepEqual(configuration({ _target_: 'acme.Model' }), ['low code-in-configuration'])
  assert.deepEqual(configuration({ hidden_size: 8, architectures: ['LlamaForCausalLM'] }), [])
})

test('targets in YAML are told, in every style', () => {
  assert.deepEqual(said(scanText('a.yaml', 'x:\n  - _target_: subprocess.run\n')), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(said(scanText('a.yaml', '"\\x5ftarget_": os.system')), ['critical code-in-configuration'])
  assert.deepEqual(said(scanText('a.yaml', '{x: {"_target_": "builtins.eval"}}')), [
    'critical code-in-configuration',
  ])
})

test('what tags of YAML call is told, in every way to write them', () => {
  const severities = (text: string): string[] => said(scanText('hyperparams.yaml', text))
  for (const text of [
    'x: !!python/object/apply:os.system [id]\n',
    '- !!python/object/new:subprocess.Popen [[id]]\n',
    '{x: !!python/name:eval }\n',
    'x: !<tag:yaml.org,2002:python/object/apply:os.system> [id]\n',
    'x: !!pytho%6e/object/apply:os.system [id]\n',
    '%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/apply:os.system [id]\n',
    'x: !apply:os.system [id]\n',
    '{"x":!!python/object/apply:os.system [id]}\n',
    'x: ["a # b", !!python/object/apply:os.system [id]]\n',
    'x: ["a\n  # b", !!python/object/apply:os.system [id]]\n',
    'x: !new:subprocess.Popen\n  args: [id]\n',
    'x: !name:builtins.exec\n',
  ])
    assert.deepEqual(severities(text), ['critical code-in-configuration'], text)
  assert.deepEqual(severities('x: !new:acme.Model\n'), ['low code-in-configuration'])
  for (const text of [
    'x: !!python/object:argparse.Namespace {a: 1}\ny: !!python/tuple [1, 2]\n',
    'x: !new:speechbrain.nnet.linear.Linear {}\ny: !ref <x>\n',
    'x: !!python/object/apply:torch.device [cpu]\n',
    '# x: !!python/object/apply:os.system [id]\nx: !Sub a\n',
  ])
    assert.deepEqual(severities(text), [], text)
  assert.deepEqual(said(scanText('guide.md', 'x: !!python/object/apply:os.system [id]\n')), [])
})

const layer = (name: string, rest: object = {}): object => ({
  module: 'keras.layers',
  class_name: name,
  config: {},
  ...rest,
})

test('what a model of Keras runs is told', () => {
  const model = (...layers: object[]): object => ({
    module: 'keras',
    class_name: 'Sequential',
    config: { layers },
  })
  assert.deepEqual(configuration(model(layer('Dense'), layer('Conv2D'))), [])
  assert.deepEqual(configuration(model(layer('Lambda'))), ['high code-in-configuration'])
  assert.deepEqual(configuration(model({ class_name: '__lambda__', config: { code: '4wEA' } })), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(configuration(model(layer('system', { module: 'os' }))), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(configuration(model(layer('Net', { module: 'acme.layers' }))), [
    'medium code-in-configuration',
  ])
  assert.deepEqual(configuration(model(layer('get_file', { module: 'keras.utils' }))), [
    'high code-in-configuration',
  ])
  assert.deepEqual(configuration(model(layer('TorchModuleWrapper'))), ['high code-in-configuration'])
  assert.deepEqual(
    configuration({
      class_name: 'Functional',
      config: {
        layers: [
          { class_name: 'Lambda', config: { function: ['4wEA', null, null], function_type: 'lambda' } },
        ],
      },
    }),
    ['high code-in-configuration', 'critical code-in-configuration'],
  )
})

test('files that a layer of Keras reads its words from are told', () => {
  const read = (class_name: string, config: object): string[] =>
    said(scanText('config.json', JSON.stringify({ class_name, config })))
  assert.deepEqual(read('StringLookup', { vocabulary: '/etc/passwd' }), ['high unsafe-path'])
  assert.deepEqual(read('TextVectorization', { idf_weights: 'http://169.254.169.254/' }), [
    'high unsafe-path',
  ])
  assert.deepEqual(read('IntegerLookup', { vocabulary: 'words.txt' }), ['medium unsafe-path'])
  assert.deepEqual(read('StringLookup', { vocabulary: ['a', '/b'], name: '/x' }), [])
  assert.deepEqual(read('Dense', { vocabulary: '/etc/passwd' }), [])
})

test('the configuration of a Keras archive is judged', () => {
  const content = Buffer.from(
    JSON.stringify({ module: 'keras', class_name: 'Model', config: { layers: [layer('Lambda')] } }),
  )
  assert.deepEqual(said(scanModelFile('m.keras', zip({ name: 'config.json', content }))), [
    'high code-in-configuration',
  ])
})

test('configurations in HDF5 are found by their bytes, whatever lies around them', () => {
  const model = JSON.stringify({
    class_name: 'Sequential',
    config: { layers: [{ class_name: 'Lambda', config: {} }] },
  })
  const hidden = model
    .replace('"Lambda"', '"Lamb\\u0064a"')
    .replace('"class_name":"Seq', '"class\\u005fname":"Seq')
  for (const text of [model, hidden, JSON.stringify(JSON.parse(model), undefined, 2)]) {
    const file = bytes('\x89HDF\r\n\x1a\n', Buffer.alloc(5000, 0x7b), text, '\0', Buffer.alloc(3000))
    const report = scanModelFile('m', file)
    assert.deepEqual([report.format, said(report)], ['hdf5', ['high code-in-configuration']])
  }
  const clean = bytes(
    '\x89HDF\r\n\x1a\n',
    Buffer.alloc(64),
    model.replace('Lambda', 'Dense'),
    Buffer.alloc(64),
  )
  assert.equal(scanModelFile('m', clean).verdict, 'clean')
  const cut = bytes(
    '\x89HDF\r\n\x1a\n',
    Buffer.alloc(64),
    model.replace('config', ' '.repeat(2000)),
    '"',
    Buffer.alloc(64),
  )
  assert.equal(scanModelFile('m', cut.subarray(0, 1500)).verdict, 'unknown')
})

test('handlers of TorchServe are told', () => {
  const manifest = {
    name: 'MAR-INF/MANIFEST.json',
    content: Buffer.from('{"model": {"handler": "handler.py"}}'),
  }
  const handler = { name: 'handler.py', content: Buffer.from('import torch\n') }
  assert.deepEqual(said(scanModelFile('m.mar', zip(manifest, handler))), ['low custom-code'])
  assert.deepEqual(said(scanModelFile('wheel.zip', zip(handler))), [])
})

test('what skops makes and calls is told', () => {
  const node = (module: string, name: string, loader: string): object => ({
    __module__: module,
    __class__: name,
    __loader__: loader,
  })
  assert.deepEqual(configuration(node('sklearn.svm._classes', 'SVC', 'ObjectNode')), [])
  assert.deepEqual(configuration(node('builtins', 'dict', 'DictNode')), [])
  assert.deepEqual(configuration(node('os', 'system', 'FunctionNode')), ['critical code-in-configuration'])
  assert.deepEqual(configuration(node('operator', 'methodcaller', 'OperatorFuncNode')), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(configuration(node('acme', 'Model', 'ObjectNode')), ['medium code-in-configuration'])
})

test('a Python backend of Triton is told, however it is written', () => {
  const backends = [`"python"`, `'python'`, `"py" 'thon'`, String.raw`"p\171thon"`, `"python" # \x01`]
  for (const backend of backends)
    assert.deepEqual(
      said(scanText('config.pbtxt', `name: "m"\nbackend: ${backend}\n`)),
      ['low custom-code'],
      backend,
    )
  for (const backend of ['"onnxruntime"', "'tensorrt'", '"python_like"'])
    assert.deepEqual(said(scanText('config.pbtxt', `name: "m"\nbackend: ${backend}\n`)), [], backend)
})

test('a function of Keras is judged by its module and its name', () => {
  const layer = (module: string, config: string): string[] =>
    said(
      scanText(
        'config.json',
        JSON.stringify({ module, class_name: 'function', config, registered_name: 'function' }),
      ),
    )
  assert.deepEqual(layer('builtins', 'exec'), ['critical code-in-configuration'])
  assert.deepEqual(layer('os', 'system'), ['critical code-in-configuration'])
  assert.deepEqual(layer('keras.utils', 'get_file'), ['high code-in-configuration'])
  assert.deepEqual(layer('builtins', 'my_activation'), [])
  assert.deepEqual(layer('keras.activations', 'relu'), [])
})

test('code of pipelines and of MLflow is told', () => {
  const json = (value: object): string[] => said(scanText('config.json', JSON.stringify(value)))
  assert.deepEqual(json({ custom_pipelines: { x: { impl: 'pipe.Pipe', pt: ['AutoModel'] } } }), [
    'low custom-code',
  ])
  assert.deepEqual(json({ _class_name: ['pipeline', 'Own'] }), ['low custom-code'])
  assert.deepEqual(json({ _class_name: 'StableDiffusionPipeline', unet: ['diffusers', 'UNet'] }), [])
  const flavor = (lines: string): string[] =>
    said(scanText('m/MLmodel', `flavors:\n  python_function:\n${lines}`))
  assert.deepEqual(flavor('    loader_module: own.loader\n'), ['low custom-code'])
  assert.deepEqual(flavor('    loader_module: mlflow.pyfunc.model\n    code: code\n'), ['low custom-code'])
  assert.deepEqual(flavor('    loader_module: mlflow.sklearn\n    code: null\n'), [])
  assert.deepEqual(
    flavor('    loader_module: mlflow.pyfunc.model\n    model_code_path: agent.py\n    code: code\n'),
    ['low custom-code', 'low custom-code'],
  )
  assert.deepEqual(flavor('    loader_module: mlflow.keras\n  keras:\n    keras_module: acme\n'), [
    'low code-in-configuration',
  ])
  assert.deepEqual(
    flavor('    loader_module: mlflow.keras\n  keras:\n    keras_module: tensorflow.keras\n'),
    [],
  )
  const asJson = JSON.stringify({ flavors: { python_function: { loader_module: 'own.loader' } } })
  assert.deepEqual(said(scanText('MLmodel', asJson)), ['low custom-code'])
})

test('what a configuration has imported is told', () => {
  assert.deepEqual(configuration([{ idx: 0, name: '0', path: '', type: 'joblib.numpy_pickle' }]), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(configuration([{ idx: 0, name: '0', path: '', type: 'custom_st.Own' }]), [
    'low code-in-configuration',
  ])
  assert.deepEqual(
    configuration([{ idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Pooling' }]),
    [],
  )
  assert.deepEqual(configuration({ activation_function: 'os.abort' }), ['critical code-in-configuration'])
  assert.deepEqual(configuration({ activation_function: 'torch.nn.modules.activation.Tanh' }), [])
  assert.deepEqual(configuration({ activation_function: 'gelu_new' }), [])
  assert.deepEqual(configuration({ megatron_core: 'acme' }), ['low code-in-configuration'])
  assert.deepEqual(configuration({ megatron_core: 'megatron.core', auto_mapping: null }), [])
  assert.deepEqual(configuration({ auto_mapping: { parent_library: 'subprocess' } }), [
    'critical code-in-configuration',
  ])
  assert.deepEqual(
    configuration({ auto_mapping: { parent_library: 'transformers.models.bert.modeling_bert' } }),
    [],
  )
  assert.deepEqual(configuration({ model: 'm', trust_remote_code: true }), ['low custom-code'])
  assert.deepEqual(configuration({ model: 'm', trust_remote_code: false }), [])
})

test('functions of TensorFlow and of Keras that reach files are told', () => {
  const operation = (name: string): string[] =>
    configuration({ class_name: 'TFOpLambda', config: { name: 'x', function: name } })
  for (const name of ['io.write_file', 'raw_ops.ReadFile', 'py_function', 'keras.utils.get_file'])
    assert.deepEqual(operation(name), ['high code-in-configuration'], name)
  for (const name of ['math.multiply', 'io.decode_jpeg', 'compat.v1.shape', 'nn.relu'])
    assert.deepEqual(operation(name), [], name)
  const used = { module: 'keras.src.utils.file_utils', class_name: 'function', config: 'urlretrieve' }
  assert.deepEqual(configuration(used), ['high code-in-configuration'])
})

test('models of Triton that need no configuration are told', () => {
  assert.deepEqual(said(scanText('models/x/1/model.py', 'import os\n')), ['low custom-code'])
  assert.deepEqual(said(scanText('models/x/model.py', 'import os\n')), [])
})

test('a compiled model of torch is told', () => {
  const archive = zip(
    { name: 'm/version', content: bytes('1') },
    { name: 'm/data/aotinductor/model/x.wrapper.so', content: bytes('\x7fELF', Buffer.alloc(100)) },
  )
  assert.deepEqual(said(scanModelFile('m.pt2', archive)), ['medium custom-code'])
})

test('code in a package of torch is told', () => {
  const archive = zip(
    { name: 'm/.data/extern_modules', content: bytes('sys') },
    { name: 'm/own/layers.py', content: bytes('import os\n') },
  )
  assert.deepEqual(said(scanModelFile('m.pt', archive)), ['low custom-code'])
})
