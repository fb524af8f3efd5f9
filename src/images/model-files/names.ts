import { miss, type Scan } from './scan.ts'

/** What a file is by the custom of its writers. */
const formatByName: readonly (readonly [RegExp, string])[] = [
  [/\.(?:pkl|pickle|p|pt|pth|ckpt|joblib|dill|pt2|ptl)$/i, 'a pickle'],
  [/\.(?:keras|npz|mar|nemo|skops)$/i, 'an archive'],
  [/\.(?:h5|hdf5)$/i, 'HDF5'],
  [/\.safetensors$/i, 'safetensors'],
  [/\.gguf$/i, 'GGUF'],
  [/\.onnx$/i, 'ONNX'],
  [/\.npy$/i, 'an array of NumPy'],
  [/(?:^|\/)saved_model\.pb$/i, 'a SavedModel'],
  // Plans may bring native code, and the readers of the other two run what they hold.
  [/\.(?:engine|plan)$/i, 'a plan of TensorRT'],
  [/\.t7$/i, 'a file of Torch 7'],
  [/\.jls$/i, 'a file of Julia'],
  // TensorFlow puts a fingerprint beside its models, Keras its configuration, and ONNX tensors to test with.
  [/(?<!(?:^|[/_])(?:fingerprint|keras_metadata|(?:in|out)put_\d{1,3}))\.pb$/i, 'a graph of TensorFlow'],
]

/** Where the name says that a loader would read it, nobody knows what that makes of it. */
export function tellName(scan: Scan): void {
  const format = formatByName.find(([name]) => name.test(scan.name))?.[1]
  if (format === undefined) return
  miss(scan, {
    offset: 0,
    code: 'malformed',
    message: `By its name it is ${format}, and it cannot be read as such.`,
  })
}
