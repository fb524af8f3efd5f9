// Keras builds a model from its configuration: every object of it names a class and a module (keras/saving).
import type { Severity } from '../../../knowledge/guarantees.ts'
import { dangerOf } from '../pickle/danger.ts'
import { leadsOut } from '../paths.ts'
import { find, type Scan } from '../scan.ts'
import type { JsonObject } from './json-object.ts'

/** Modules whose classes Keras itself brings. */
const known =
  /^(?:keras|tf_keras|keras_hub|keras_nlp|keras_cv|keras_core|tensorflow\.keras|tensorflow\.python\.keras)(?:\.|$)/

/** Of these modules, what loads or runs things (CVE-2025-8747, CVE-2025-9906, CVE-2025-12060, CVE-2025-49655). */
const dangerous =
  /^(?:get_file|load_model|load_weights|deserialize.*|enable_unsafe_deserialization|TorchModuleWrapper|FlaxLayer|JaxLayer|TFSMLayer|__import__)$/

/** Functions of Keras itself that its layers never apply. */
const serving = /\.(?:utils|saving|export|legacy)(?:\.|$)/

/** Of TensorFlow, what a layer of its functions may not be asked for. */
const reaching =
  /(?:^|\.)(?:io\.(?!decode|parse|encode)|raw_ops\.|py_func|numpy_function|load_|saved_model\.|keras\.(?:utils|models)\.|data\.|train\.|summary\.)/

export function judgeKeras(object: JsonObject, scan: Scan, offset: number): void {
  judgeVocabulary(object, scan, offset)
  const said = lambdaIn(object) ?? operationIn(object) ?? classIn(object)
  if (said === undefined) return
  const [severity, message] = said
  find(scan, { id: 'code-in-configuration', severity, offset, message })
}

/** A layer that looks words up reads them from a file or an address where it is given none (CVE-2025-12058). */
function judgeVocabulary({ class_name: name, config }: JsonObject, scan: Scan, offset: number): void {
  if (typeof name !== 'string' || !/(?:Lookup|TextVectorization)$/.test(name)) return
  for (const [key, path] of Object.entries(config ?? {})) {
    if (!/^(?:vocabulary|idf_weights)$/.test(key) || typeof path !== 'string') continue
    const severity = leadsOut(path) || path.includes('://') ? 'high' : 'medium'
    const message = `The layer ${name.slice(0, 100)} reads ${JSON.stringify(path.slice(0, 200))} when the model is loaded.`
    find(scan, { id: 'unsafe-path', severity, offset, message })
  }
}

type Saying = readonly [severity: Severity, message: string] | undefined

/** A layer may hold code: marshalled bytes of a function. */
function lambdaIn({ class_name: name, function_type: type }: JsonObject): Saying {
  if (name === '__lambda__' || type === 'lambda' || type === 'raw')
    return ['critical', 'The model holds the code of a function, which runs with the model.']
  return name === 'Lambda' ? ['high', 'A Lambda layer runs a function of the writer’s choice.'] : undefined
}

/** Keras 2 keeps a function of TensorFlow as a layer, by its name. */
function operationIn({ class_name: name, config }: JsonObject): Saying {
  if (name !== 'TFOpLambda' || typeof config !== 'object' || config === null) return undefined
  const called = 'function' in config ? String(config.function) : ''
  if (!reaching.test(called)) return undefined
  return ['high', `A layer calls ${called.slice(0, 200)} of TensorFlow, which reaches files or runs code.`]
}

function classIn({ class_name: name, module, fn_name: called, config }: JsonObject): Saying {
  const function_ = name === 'function' ? config : undefined
  const names = [function_, called, name].filter((each): each is string => typeof each === 'string')
  const isServing = name === 'function' && serving.test(String(module)) && known.test(String(module))
  const loader = isServing ? String(config) : names.find((each) => dangerous.test(each))
  if (loader !== undefined)
    return ['high', `Building the model uses ${loader}, which loads or runs other things.`]
  const [first] = names
  if (typeof module !== 'string' || typeof name !== 'string' || known.test(module)) return undefined
  return first === undefined ? undefined : ofModule(module, first)
}

/**
 * Functions of Python’s own modules have no place in a model. `builtins` names plain types, and where Keras did not know
 * better functions of the writer, which whoever loads the model has to bring along.
 */
function ofModule(module: string, name: string): Saying {
  if (module === 'builtins' && !builtins.has(name)) return undefined
  const { severity, what } = dangerOf(module, name)
  return [severity, `Building the model uses ${module}.${name.slice(0, 200)}, which ${what}.`]
}

/** What `builtins` holds that reaches beyond the model. */
const builtins: ReadonlySet<string> = new Set([
  '__import__',
  'breakpoint',
  'compile',
  'delattr',
  'eval',
  'exec',
  'getattr',
  'globals',
  'input',
  'locals',
  'open',
  'setattr',
  'vars',
])
