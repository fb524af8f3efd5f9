import { type FileFacts, type FileReader, noFacts } from './package.ts'

// Programs that no package manager installed, known by the headers and marks that come with them.

interface Runtime {
  readonly name: string
  readonly file: string
  readonly pattern: RegExp
  readonly version: (text: string) => string | undefined
}

const runtimes: readonly Runtime[] = [
  {
    name: 'python',
    file: 'patchlevel.h',
    pattern: /(?:^|\/)include\/python\d[^/]*\/patchlevel\.h$/,
    version: (text) => /^#define\s+PY_VERSION\s+"([^"]+)"/m.exec(text)?.[1],
  },
  {
    name: 'node',
    file: 'node_version.h',
    pattern: /(?:^|\/)include\/node\/node_version\.h$/,
    version: (text) => defined(text, ['NODE_MAJOR_VERSION', 'NODE_MINOR_VERSION', 'NODE_PATCH_VERSION']),
  },
  {
    name: 'java',
    file: 'release',
    pattern: /(?:^|\/)(?:java|jvm|jdk|jre|openjdk|graalvm)[^/]*\/(?:[^/]+\/)?release$/,
    version: (text) => javaVersion(/^JAVA_VERSION="([^"]+)"/m.exec(text)?.[1]),
  },
  {
    name: 'tritonserver',
    file: 'TRITON_VERSION',
    pattern: /^opt\/tritonserver\/TRITON_VERSION$/,
    version: (text) => /^\s*([0-9][^\s]*)/.exec(text)?.[1],
  },
  {
    name: 'cuda',
    file: 'version.json',
    pattern: /^usr\/local\/cuda[^/]*\/version\.json$/,
    version: (text) => /"cuda"\s*:\s*\{[^{}]*"version"\s*:\s*"([^"]+)"/.exec(text)?.[1],
  },
  {
    // Up to CUDA 10.
    name: 'cuda',
    file: 'version.txt',
    pattern: /^usr\/local\/cuda[^/]*\/version\.txt$/,
    version: (text) => /^CUDA Version (\d[\d.]*)/m.exec(text)?.[1],
  },
  {
    name: 'cudnn',
    file: 'cudnn_version.h',
    pattern: /^(?!.*-packages\/)(?:.*\/)?include\/(?:[^/]+\/)?cudnn_version\.h$/,
    version: (text) => defined(text, ['CUDNN_MAJOR', 'CUDNN_MINOR', 'CUDNN_PATCHLEVEL']),
  },
  {
    name: 'tensorrt',
    file: 'NvInferVersion.h',
    pattern: /^(?!.*-packages\/)(?:.*\/)?include\/(?:[^/]+\/)?NvInferVersion\.h$/,
    version: tensorrtVersion,
  },
  {
    name: 'nccl',
    file: 'nccl.h',
    pattern: /^(?!.*-packages\/)(?:.*\/)?include\/(?:[^/]+\/)?nccl\.h$/,
    version: (text) => defined(text, ['NCCL_MAJOR', 'NCCL_MINOR', 'NCCL_PATCH']),
  },
]

/** TensorRT 10 and later name the numbers by what the product is sold as. */
function tensorrtVersion(text: string): string | undefined {
  return (
    defined(text, ['NV_TENSORRT_MAJOR', 'NV_TENSORRT_MINOR', 'NV_TENSORRT_PATCH']) ??
    defined(text, ['TRT_MAJOR_ENTERPRISE', 'TRT_MINOR_ENTERPRISE', 'TRT_PATCH_ENTERPRISE'])
  )
}

/** `1.8.0_402` is 8.0.402 to advisories. */
function javaVersion(text: string | undefined): string | undefined {
  return text?.replace(/^1\.(\d+)\.(\d+)_/, '$1.$2.')
}

/** The numbers of C's preprocessor, with dots between; nothing where one is missing. */
function defined(text: string, names: readonly string[]): string | undefined {
  const numbers = names.map((name) => new RegExp(`^#define\\s+${name}\\s+(\\d+)`, 'm').exec(text)?.[1])
  return numbers.includes(undefined) ? undefined : numbers.join('.')
}

/** Interpreters and servers that were built from source, such as CPython in the images called `python`. */
export const runtimeReader: FileReader = {
  name: 'runtime',
  names: runtimes.map(({ file }) => file),
  accepts: (path) => runtimes.some(({ pattern }) => pattern.test(path)),
  maxBytes: 2 ** 20,
  read: ({ path, bytes }) => readRuntime(path, bytes.toString('utf8')),
}

function readRuntime(path: string, text: string): FileFacts {
  const runtime = runtimes.find(({ pattern }) => pattern.test(path))
  const version = runtime?.version(text)
  if (runtime === undefined) return noFacts
  if (version === undefined)
    return {
      ...noFacts,
      faults: [{ message: `The version of ${runtime.name} does not stand where it should.`, line: 1 }],
    }
  return { ...noFacts, packages: [{ kind: 'generic', name: runtime.name, version, file: path }] }
}
