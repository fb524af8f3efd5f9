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

/** Of a name that stands twice the first line counts, and what is no number is root’s (moby `ParsePasswd`). */
function readPasswd({ bytes }: ImageFile): FileFacts {
  const users = new Map<string, number>()
  for (const line of linesOf(bytes.toString('utf8'))) {
    const [name = '', , id] = line.trim().split(':', 3)
    if (name === '' || id === undefined || users.has(name)) continue
    users.set(name, /^\d{1,10}$/.test(id) ? Number(id) : 0)
  }
  return { ...noFacts, users: [...users] }
}
