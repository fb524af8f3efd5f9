// Archives made by hand: each member is what a test says, well formed or not.

export interface Member {
  readonly path: string
  readonly content?: string | Uint8Array
  /** The type flag; a file unless stated. */
  readonly flag?: string
  readonly linkPath?: string
  readonly mode?: number
  /** The field as it is written, where it is to be wrong or unusual. */
  readonly sizeField?: Uint8Array
  readonly pax?: Readonly<Record<string, string>>
  /** Writes the path as GNU tar writes long ones. */
  readonly isGnuLong?: boolean
}

const block = 512

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)])
}

function headerOf(
  { path, flag = '0', linkPath = '', mode = 0o644, sizeField }: Member,
  size: number,
): Buffer {
  const header = Buffer.alloc(block)
  header.write(path.slice(0, 100), 0)
  header.write(octal(mode, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  if (sizeField === undefined) header.write(octal(size, 12), 124)
  else header.set(sizeField, 124)
  header.write(octal(0, 12), 136)
  header.write('        ', 148)
  header.write(flag, 156)
  header.write(linkPath.slice(0, 100), 157)
  header.write('ustar\u000000', 257, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** `LENGTH KEY=VALUE\n`, the length counting itself. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bare = Buffer.byteLength(rest)
  const length = bare + String(bare + String(bare).length).length
  return `${length}${rest}`
}

function memberBytes(member: Member): Buffer {
  const content = Buffer.from(member.content ?? '')
  const before: Buffer[] = []
  if (member.pax !== undefined) {
    const records = Object.entries(member.pax).map(([key, value]) => paxRecord(key, value))
    before.push(memberBytes({ path: 'PaxHeaders/x', flag: 'x', content: records.join('') }))
  }
  if (member.isGnuLong === true)
    before.push(memberBytes({ path: '././@LongLink', flag: 'L', content: `${member.path}\0` }))
  return Buffer.concat([...before, headerOf(member, content.length), padded(content)])
}

/** The members one after the other, without the closing blocks. */
export function tarMembers(members: readonly Member[]): Buffer {
  return Buffer.concat(members.map(memberBytes))
}

export function tar(members: readonly Member[]): Buffer {
  return Buffer.concat([tarMembers(members), Buffer.alloc(2 * block)])
}
