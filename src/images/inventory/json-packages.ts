import { z } from 'zod'

import { readJson } from './json-file.ts'
import type { FileFacts, FileReader, ImageFile, Package } from './package.ts'

// Packages of languages and environments that keep their records as JSON.

interface NodeManifest {
  readonly name: string
  readonly version: string
  readonly license?: unknown
}

const nodeManifest: z.ZodType<NodeManifest> = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  license: z.unknown().optional(),
})

/** Packages of Node.js where `require` finds them; a `package.json` elsewhere describes no installed package. */
export const nodeReader: FileReader = {
  name: 'node',
  names: ['package.json'],
  accepts: (path) => /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(path),
  maxBytes: 2 ** 22,
  read: ({ path, bytes }) =>
    readJson(bytes, nodeManifest, ({ name, version, license }) => ({
      packages: [{ kind: 'npm', name, version, ...licenseOf(license), file: path }],
    })),
}

function licenseOf(license: unknown): { license?: string } {
  return typeof license === 'string' && license !== '' ? { license } : {}
}

/** What conda installed: a record a package in `conda-meta`. */
export const condaReader: FileReader = {
  name: 'conda',
  extensions: ['.json'],
  accepts: (path) => /(?:^|\/)conda-meta\/[^/]+\.json$/.test(path),
  maxBytes: 2 ** 24,
  read: ({ path, bytes }) =>
    readJson(bytes, nodeManifest, ({ name, version, license }) => ({
      packages: [{ kind: 'conda', name, version, ...licenseOf(license), file: path }],
    })),
}

interface DotnetDependencies {
  readonly libraries: Readonly<Record<string, { readonly type: string }>>
}

const dotnetDependencies: z.ZodType<DotnetDependencies> = z.object({
  libraries: z.record(z.string(), z.object({ type: z.string() })),
})

/** An application that brings its own .NET names the pack that it took it from. */
const ofNuget: ReadonlySet<string> = new Set(['package', 'runtimepack'])

/** What an application of .NET was published with. */
export const dotnetReader: FileReader = {
  name: 'dotnet',
  extensions: ['.json'],
  accepts: (path) => path.endsWith('.deps.json'),
  maxBytes: 2 ** 24,
  read: readDotnet,
}

export function readDotnet({ path, bytes }: ImageFile): FileFacts {
  return readJson(bytes, dotnetDependencies, ({ libraries }) => ({
    packages: Object.entries(libraries).flatMap(([key, { type }]) =>
      ofNuget.has(type.toLowerCase()) ? nugetPackage(key.replace(/^runtimepack\./, ''), path) : [],
    ),
  }))
}

/** `Newtonsoft.Json/13.0.1`. */
function nugetPackage(key: string, file: string): Package[] {
  const [name = '', version = ''] = key.split('/')
  return name === '' || version === '' ? [] : [{ kind: 'nuget', name, version, file }]
}

interface ComposerRecord {
  readonly packages: readonly NodeManifest[]
}

/** Composer 1 wrote the list alone. */
const composerRecord: z.ZodType<ComposerRecord | readonly NodeManifest[]> = z.union([
  z.object({ packages: z.array(nodeManifest) }),
  z.array(nodeManifest),
])

/** What Composer installed of PHP; branches (`dev-main`) have no version that could be ordered. */
export const composerReader: FileReader = {
  name: 'composer',
  names: ['installed.json'],
  accepts: (path) => /(?:^|\/)vendor\/composer\/installed\.json$/.test(path),
  maxBytes: 2 ** 24,
  read: ({ path, bytes }) =>
    readJson(bytes, composerRecord, (record) => {
      const list = 'packages' in record ? record.packages : record
      const isBranch = ({ version }: NodeManifest): boolean => /^dev-|-dev$/.test(version)
      return {
        packages: list
          .filter((each) => !isBranch(each))
          .map(({ name, version }) => ({ kind: 'composer', name, version, file: path })),
        untold: list.filter(isBranch).map(({ name, version }) => ({
          file: path,
          message: `${path} names ${name} by its branch ${version}, which is no version.`,
          name: { kind: 'composer', name },
        })),
      }
    }),
}
