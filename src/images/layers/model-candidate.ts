import { nameOf } from '../archive/member-path.ts'

/** How files of models are called by those who write and load them. */
const modelNames =
  /\.(?:pkl|pickle|p|joblib|dill|pt|pth|ckpt|bin|npy|npz|h5|hdf5|keras|onnx|pb|tflite|safetensors|gguf|ggml|llamafile|mar|nemo|skops|model|mlmodel|pmml|msgpack|caffemodel|weights|t7)$/i

/** What is as large may be a model by any name. */
const largeBytes = 2 ** 24
const neverModels = /\.(?:so|a|py|js|h|hpp|html|txt|json|csv|md|deb|rpm|apk|whl|jar)(?:\.[0-9.]+)?$/i

/** Whether a file of an image is looked into as a model. What it is, its bytes tell. */
export function isModelCandidate(path: string, size: number): boolean {
  const name = nameOf(path)
  return size > 0 && (modelNames.test(name) || (size >= largeBytes && !neverModels.test(name)))
}
