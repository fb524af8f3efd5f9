// Keys of configurations whose value is the path of what a library imports, and mostly calls.
import { find, type Scan } from '../scan.ts'
import type { JsonObject } from './json-object.ts'
import { judgeTarget } from './targets.ts'

interface Import {
  readonly key: string
  /** What honest writers put there. */
  readonly usual: RegExp
}

const imports: readonly Import[] = [
  // sentence-transformers: `import_from_string(config['activation_function'])()`; others name it without a module.
  { key: 'activation_function', usual: /^(?:torch\.nn\.|[^.]*$)/ },
  { key: 'activation_fn', usual: /^(?:torch\.nn\.|[^.]*$)/ },
  { key: 'sbert_ce_default_activation_function', usual: /^torch\.nn\./ },
  // PEFT: `importlib.import_module(config.megatron_core)`, and the library that has the class of the base.
  { key: 'megatron_core', usual: /^megatron\.core$/ },
  { key: 'parent_library', usual: /^(?:transformers|diffusers|peft|torch|timm)(?:\.|$)/ },
  // MLflow: `importlib.import_module(flavor['keras_module'])`.
  { key: 'keras_module', usual: /^(?:keras|tf_keras|tensorflow\.keras)$/ },
]

export function judgeImports(object: JsonObject, scan: Scan, offset: number): void {
  for (const { key, usual } of imports) {
    const path = object[key]
    if (typeof path === 'string' && !usual.test(path)) judgeTarget(path, scan, offset)
  }
  judgeModule(object, scan, offset)
  if (object['trust_remote_code'] === true) tellTrust(scan, offset)
}

/** `modules.json` of sentence-transformers: each part of a model with the class whose `load` is called. */
function judgeModule({ idx, path, type }: JsonObject, scan: Scan, offset: number): void {
  if (typeof idx !== 'number' || typeof path !== 'string' || typeof type !== 'string') return
  if (!type.startsWith('sentence_transformers.')) judgeTarget(type, scan, offset)
}

function tellTrust(scan: Scan, offset: number): void {
  const message = 'The configuration turns trust_remote_code on: loading runs whatever code the model brings.'
  find(scan, { id: 'custom-code', severity: 'low', offset, message })
}
