import { nameOf } from '../archive/member-path.ts'
import { type FileReader, noFacts } from './package.ts'

/** By the name of the library: what it belongs to. */
const libraries: Readonly<Record<string, string>> = {
  libcuda: 'nvidia-driver',
  'libnvidia-ml': 'nvidia-driver',
  libcudnn: 'cudnn',
  libnccl: 'nccl',
  libnvinfer: 'tensorrt',
}

/** `libcudnn.so.9.1.0`: libraries of NVIDIA that nothing else tells of say their version in their names. */
export const nvidiaReader: FileReader = {
  name: 'nvidia',
  stems: Object.keys(libraries),
  accepts: (path) => versionOf(path) !== undefined && !/-packages\//.test(path),
  isNameEnough: true,
  maxBytes: Infinity,
  read: ({ path }) => {
    const name = libraries[nameOf(path).split('.', 1)[0] ?? '']
    const version = versionOf(path)
    if (name === undefined || version === undefined) return noFacts
    return { ...noFacts, packages: [{ kind: 'generic', name, version, file: path }] }
  },
}

/** `libcuda.so.1` is the name of its interface. */
function versionOf(path: string): string | undefined {
  return /\.so\.(\d+\.\d+(?:\.\d+)*)$/.exec(path)?.[1]
}
