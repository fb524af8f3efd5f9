import { type FileFacts, type FileReader, type ImageFile, noFacts } from './package.ts'
import { linesOf } from './paragraphs.ts'

export const passwdPath = 'etc/passwd'

/** Whom an image knows by name (passwd(5)). */
export const passwdReader: FileReader = {
  name: 'passwd',
  names: ['passwd'],
  accepts: (each) => each === passwdPath,
  maxBytes: 2 ** 20,
  read: readPasswd,
}

/** Of a name that stands twice the first line counts, as for the C library. */
function readPasswd({ bytes }: ImageFile): FileFacts {
  const users = new Map<string, number>()
  for (const line of linesOf(bytes.toString('utf8'))) {
    const [, name, id] = /^([^:#]+):[^:]*:(\d{1,10}):/.exec(line) ?? []
    if (name !== undefined && !users.has(name)) users.set(name, Number(id))
  }
  return { ...noFacts, users: [...users] }
}
