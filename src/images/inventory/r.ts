import { type FileFacts, type FileReader, type ImageFile, noFacts } from './package.ts'
import { readParagraphs } from './paragraphs.ts'

const wanted: ReadonlySet<string> = new Set(['Package', 'Version', 'Priority', 'Built'])

/** Libraries, and the cache of renv, which links lead to from them. */
const folders = /(?:^|\/)(?:[^/]*library|renv\/cache\/(?:[^/]+\/){2,7}[^/]+)\/[^/]+\/DESCRIPTION$/

/** What R installed: a description a package (Writing R Extensions, The DESCRIPTION file). */
export const rReader: FileReader = {
  name: 'r',
  names: ['DESCRIPTION'],
  accepts: (path) => folders.test(path),
  maxBytes: 2 ** 20,
  read: readDescription,
}

/** Packages that R brings itself are as old as it; sources that were not built are not installed. */
function readDescription({ path, bytes }: ImageFile): FileFacts {
  const [{ fields } = { fields: new Map<string, string>() }] = readParagraphs(bytes.toString('utf8'), wanted)
  if (fields.get('Priority') === 'base' || !fields.has('Built')) return noFacts
  const [name, version] = [fields.get('Package'), fields.get('Version')]
  if (!name || !version)
    return {
      ...noFacts,
      faults: [{ message: 'The description of a package of R has no name or version.', line: 1 }],
    }
  return { ...noFacts, packages: [{ kind: 'cran', name, version, file: path }] }
}
