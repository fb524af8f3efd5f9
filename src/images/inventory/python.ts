import { folderOf, nameOf } from '../archive/member-path.ts'
import { type FileFacts, type FileReader, type ImageFile, noFacts, type Package } from './package.ts'
import { type Paragraph, readParagraphs } from './paragraphs.ts'

const wanted: ReadonlySet<string> = new Set(['Name', 'Version', 'License', 'License-Expression'])

/** What pip and its like installed (packaging.python.org, Recording installed projects; core metadata). */
export const pythonReader: FileReader = {
  name: 'python',
  names: ['METADATA', 'PKG-INFO'],
  extensions: ['.egg-info'],
  accepts: (path) =>
    /\.dist-info\/METADATA$|\.egg-info(?:\/PKG-INFO)?$|(?:^|\/)EGG-INFO\/PKG-INFO$/.test(path),
  maxBytes: 2 ** 24,
  read: readPython,
}

export function readPython({ path, bytes }: ImageFile): FileFacts {
  const [header] = readParagraphs(bytes.toString('utf8'), wanted)
  const stated = header === undefined ? undefined : statedPackage(header, path)
  if (stated !== undefined) return factsOf(stated)
  const named = namedByFolder(path)
  const message = named === undefined ? 'it is not listed' : `it is taken for ${named.name} ${named.version}`
  const faults = [
    { message: `The metadata of a Python package has no name or version; ${message}.`, line: 1 },
  ]
  return { ...(named === undefined ? noFacts : factsOf(named)), faults }
}

function statedPackage({ fields }: Paragraph, file: string): Package | undefined {
  const [name, version] = [fields.get('Name'), fields.get('Version')]
  if (!isSaid(name) || !isSaid(version)) return undefined
  const license = fields.get('License-Expression') ?? fields.get('License')
  return { kind: 'pypi', name, version, ...(isSaid(license) ? { license } : {}), file }
}

function factsOf(found: Package): FileFacts {
  return { ...noFacts, packages: [found] }
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}

/** `requests-2.31.0.dist-info`: the name of the folder tells the same. */
function namedByFolder(path: string): Package | undefined {
  const folder = nameOf(path.endsWith('.egg-info') ? path : folderOf(path))
  const [, name, version] = /^([^-]+)-([^-]+)(?:-py[0-9.]+)?\.(?:dist|egg)-info$/.exec(folder) ?? []
  return name === undefined || version === undefined ? undefined : { kind: 'pypi', name, version, file: path }
}
