import { type FileReader, noFacts } from './package.ts'
import { linesOf } from './paragraphs.ts'

/** What packages of Python such as pip copied into themselves, where they keep the list of it: `urllib3==1.26.17`. */
export const vendoredReader: FileReader = {
  name: 'vendored',
  names: ['vendor.txt', 'vendored.txt'],
  accepts: (path) => /(?:^|\/)_vendor\/[^/]+$/.test(path),
  maxBytes: 2 ** 20,
  read: ({ path, bytes }) => ({
    ...noFacts,
    packages: [...linesOf(bytes.toString('utf8'))].flatMap((line) => {
      const [, name, version] = /^\s*([A-Za-z0-9][\w.-]*)==([^\s;#]+)/.exec(line) ?? []
      return name === undefined || version === undefined ? [] : [{ kind: 'pypi', name, version, file: path }]
    }),
  }),
}
