import { nameOf } from '../archive/member-path.ts'
import { isOfHub } from '../model-files/hub.ts'
import type { ModelFileReport } from '../model-files/report.ts'

/** How files of models are called by those who write and load them. */
const modelNames =
  /\.(?:pkl|pickle|p|joblib|dill|pickled|cloudpickle|sav|pt|pt2|ptl|pth|th|ckpt|bin|npy|npz|h5|hdf5|keras|onnx|ort|pb|tflite|safetensors|gguf|ggml|llamafile|mar|nemo|skops|model|mlmodel|pmml|msgpack|caffemodel|weights|t7|engine|plan|pdparams|pdopt|pdmodel|params|pte|jls|jld2?)(?:\.(?:gz|bz2|xz|lzma|lz4|zst|z))?$/i

/** What stands beside models and decides which code runs with them. */
const companions =
  /^(?:(?:|tokenizer_|adapter_|(?:video_)?(?:pre)?processor_|generation_)config\.json|model_index\.json|modules\.json|[\w-]*chat_template[\w-]*\.(?:json|jinja2?)|config\.pbtxt|MLmodel|(?:config|hparams|hyperparams|model_config)\.ya?ml)$/

/** What its folder makes a companion: templates by their purpose, and models of Triton by their version. */
const placed = /(?:^|\/)(?:additional_chat_templates\/[^/]+\.jinja|\d+\/model\.py)$/

/** What is as large may be a model by any name. */
const largeBytes = 2 ** 24
const neverModels = /\.(?:so|a|py|js|h|hpp|html|txt|json|csv|md|deb|rpm|apk|whl|jar)(?:\.[0-9.]+)?$/i

/** What R saves; each of its packages brings some about itself. */
const savedByR = /\.(?:rds|rda|rdata)$/i
const ofLibraryOfR = /\/[^/]{0,255}library\//

/** Lines that Python adds to its search path. */
const searchPath = /(?:^|\/)(?:site|dist)-packages\/[^/]+\.pth$/

/** Whether a file of an image is looked into as a model. What it is, its bytes tell. */
export function isModelCandidate(path: string, size: number): boolean {
  return (
    size > 0 &&
    (isCalledModel(path) || isOfHub(path) || (size >= largeBytes && !neverModels.test(nameOf(path))))
  )
}

/** Packings, and what is none of the formats that are known. */
const openFormats: ReadonlySet<string> = new Set([
  'gzip',
  'zip',
  'tar',
  'zstd',
  'bzip2',
  'xz',
  'lzma',
  'zlib',
  'executable',
  'other',
  '7z',
])

/** A large file by another name that could not be read to its end is no model until something says that it is one. */
export function isModel(
  path: string,
  { verdict, format }: Pick<ModelFileReport, 'verdict' | 'format'>,
): boolean {
  return verdict !== 'unknown' || isCalledModel(path) || !openFormats.has(format)
}

export function isCalledModel(path: string): boolean {
  const name = nameOf(path)
  if (savedByR.test(path) && !ofLibraryOfR.test(path)) return true
  return companions.test(name) || placed.test(path) || (modelNames.test(name) && !searchPath.test(path))
}
