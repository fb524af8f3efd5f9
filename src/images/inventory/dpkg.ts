import type { Fault, FileFacts, FileReader, ImageFile, Package } from './package.ts'
import { isWorthOwning } from './owned.ts'
import { linesOf, type Paragraph, readParagraphs } from './paragraphs.ts'

const fields: ReadonlySet<string> = new Set(['Package', 'Status', 'Version', 'Architecture', 'Source'])

/** Packages of which no file is there. */
const absent: ReadonlySet<string> = new Set(['not-installed', 'config-files'])

/** What dpkg installed (dpkg-query(1), deb-control(5)); images without dpkg have one file a package in `status.d`. */
export const dpkgReader: FileReader = {
  name: 'dpkg',
  names: ['status'],
  folders: ['var/lib/dpkg/status.d'],
  accepts: (path) => /^var\/lib\/dpkg\/status(?:\.d\/|$)/.test(path) && !path.endsWith('.md5sums'),
  maxBytes: 2 ** 27,
  read: readDpkg,
}

export function readDpkg({ path, bytes }: ImageFile): FileFacts {
  const packages: Package[] = []
  const faults: Fault[] = []
  for (const paragraph of readParagraphs(bytes.toString('utf8'), fields)) {
    const found = packageOf(paragraph, path)
    if (typeof found === 'string') faults.push({ message: found, line: paragraph.line })
    else if (found !== undefined) packages.push(found)
  }
  return { packages, owned: [], faults }
}

/** Nothing for a package that is gone; a text says what is wrong. */
function packageOf({ fields }: Paragraph, file: string): Package | string | undefined {
  const state = fields.get('Status')?.split(/\s+/).at(-1)
  if (state !== undefined && absent.has(state)) return undefined
  const [name, version] = [fields.get('Package'), fields.get('Version')]
  if (name === undefined || name === '') return 'A paragraph of the package database names no package.'
  if (version === undefined || version === '') return `The package ${name} has no version.`
  const arch = fields.get('Architecture')
  return {
    kind: 'deb',
    name,
    version,
    ...(arch === undefined ? {} : { arch }),
    source: sourceOf(fields.get('Source'), { name, version }),
    file,
  }
}

/** `linux`, `glibc (2.36-9)`: the version stands there where it differs, as it does after a rebuild (`+b1`). */
function sourceOf(
  field: string | undefined,
  own: { readonly name: string; readonly version: string },
): { name: string; version: string } {
  const [, name = own.name, version = own.version] = /^(\S+)(?:\s+\(([^)\s]+)\))?$/.exec(field ?? '') ?? []
  return { name, version }
}

/** Images without dpkg tell which files packages own by their checksums: `HASH  PATH`. */
export const dpkgChecksumsReader: FileReader = {
  name: 'dpkg-checksums',
  folders: ['var/lib/dpkg/status.d'],
  accepts: (path) => path.endsWith('.md5sums'),
  maxBytes: 2 ** 26,
  read: ({ bytes }) => {
    const paths = [...linesOf(bytes.toString('utf8'))].map((line) => line.replace(/^\S+\s+\/?/, ''))
    return { packages: [], owned: paths.filter(isWorthOwning), faults: [] }
  },
}

/** Which files packages own: one path a line. */
export const dpkgListReader: FileReader = {
  name: 'dpkg-list',
  folders: ['var/lib/dpkg/info'],
  accepts: (path) => path.endsWith('.list'),
  maxBytes: 2 ** 26,
  read: ({ bytes }) => {
    const owned = [...linesOf(bytes.toString('utf8'))].filter(isWorthOwning)
    return { packages: [], owned: owned.map((path) => path.slice(1)), faults: [] }
  },
}
