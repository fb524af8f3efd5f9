import type { Fault, FileFacts, FileReader, ImageFile, Package } from './package.ts'
import { isWorthOwning } from './owned.ts'
import { linesOf } from './paragraphs.ts'

const databases: ReadonlySet<string> = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed'])

/** What apk installed: lines of one letter, a colon and a value, a paragraph a package (wiki.alpinelinux.org, Apk spec). */
export const apkReader: FileReader = {
  name: 'apk',
  names: ['installed'],
  accepts: (path) => databases.has(path),
  maxBytes: 2 ** 27,
  read: readApk,
}

/** A paragraph while its lines come in. */
interface Draft {
  readonly line: number
  readonly fields: Map<string, string>
  folder: string
}

export function readApk({ path, bytes }: ImageFile): FileFacts {
  const packages: Package[] = []
  const faults: Fault[] = []
  const owned: string[] = []
  let draft: Draft = { line: 1, fields: new Map(), folder: '' }
  let line = 0
  for (const text of [...linesOf(bytes.toString('utf8')), '']) {
    line++
    if (text !== '') {
      takeLine(text, draft, owned)
      continue
    }
    const found = packageOf(draft, path)
    if (typeof found === 'string') faults.push({ message: found, line: draft.line })
    else if (found !== undefined) packages.push(found)
    draft = { line: line + 1, fields: new Map(), folder: '' }
  }
  return { packages, owned, faults }
}

/** `F:` names a folder, `R:` a file in it. */
function takeLine(text: string, draft: Draft, owned: string[]): void {
  const [letter, value] = [text.slice(0, 1), text.slice(2)]
  if (letter === 'F') draft.folder = value
  else if (letter === 'R') {
    const path = `${draft.folder}/${value}`
    if (isWorthOwning(path)) owned.push(path)
  } else if (text[1] === ':' && !draft.fields.has(letter)) draft.fields.set(letter, value)
}

function packageOf({ fields }: Draft, file: string): Package | string | undefined {
  if (fields.size === 0) return undefined
  const [name, version, arch, license] = ['P', 'V', 'A', 'L'].map((letter) => fields.get(letter))
  if (name === undefined || name === '') return 'A paragraph of the package database names no package.'
  if (version === undefined || version === '') return `The package ${name} has no version.`
  return {
    kind: 'apk',
    name,
    version,
    ...(arch === undefined ? {} : { arch }),
    ...(license === undefined ? {} : { license }),
    source: { name: fields.get('o') ?? name, version },
    file,
  }
}
