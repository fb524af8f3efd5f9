import { type FileFacts, type FileReader, type ImageFile, noFacts } from './package.ts'

/** What RubyGems installed: the specification of each gem, as `gem install` writes it. */
export const gemReader: FileReader = {
  name: 'gem',
  extensions: ['.gemspec'],
  accepts: (path) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),
  maxBytes: 2 ** 22,
  read: readGem,
}

export function readGem({ path, bytes }: ImageFile): FileFacts {
  const text = bytes.toString('utf8')
  const [name, version] = ['name', 'version'].map(
    (field) => new RegExp(`^\\s*s\\.${field}\\s*=\\s*["']([^"'\\n]+)["']`, 'm').exec(text)?.[1],
  )
  if (name === undefined || version === undefined)
    return {
      ...noFacts,
      faults: [{ message: 'The specification of a gem has no name or version.', line: 1 }],
    }
  return { ...noFacts, packages: [{ kind: 'gem', name, version, file: path }] }
}
