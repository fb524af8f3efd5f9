// Programs made by hand: headers, code, sections and the table of them, as linkers write them.

interface MadeSection {
  readonly name: string
  readonly content: Buffer
}

/** A program of 64-bit Linux whose code is what is given, with sections behind it. */
export function elf(code: Buffer, sections: readonly MadeSection[]): Buffer {
  const names = ['', ...sections.map(({ name }) => name), '.shstrtab'].map((name) => `${name}\0`)
  const all = [...sections.map(({ content }) => content), Buffer.from(names.join(''), 'latin1')]
  const start = 64 + 56 + code.length
  const tableAt = all.reduce((at, { length }) => at + length, start)
  const table = [sectionHeader(0, 0, 0)]
  let at = start
  all.forEach(({ length }, index) => {
    table.push(sectionHeader(names.slice(0, index + 1).join('').length, at, length))
    at += length
  })
  const header = elfHeader(tableAt, table.length)
  return Buffer.concat([header, segment(120, code.length), code, ...all, ...table])
}

function elfHeader(tableAt: number, sections: number): Buffer {
  const header = Buffer.alloc(64)
  header.write('\x7fELF\x02\x01\x01', 'latin1')
  header.writeBigUInt64LE(64n, 32)
  header.writeBigUInt64LE(BigInt(tableAt), 40)
  header.writeUInt16LE(56, 54)
  header.writeUInt16LE(1, 56)
  header.writeUInt16LE(64, 58)
  header.writeUInt16LE(sections, 60)
  header.writeUInt16LE(sections - 1, 62)
  return header
}

/** A segment that is loaded to be read and executed. */
function segment(at: number, length: number): Buffer {
  const bytes = Buffer.alloc(56)
  bytes.writeUInt32LE(1, 0)
  bytes.writeUInt32LE(5, 4)
  bytes.writeBigUInt64LE(BigInt(at), 8)
  bytes.writeBigUInt64LE(BigInt(length), 32)
  return bytes
}

function sectionHeader(nameAt: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt32LE(nameAt, 0)
  bytes.writeBigUInt64LE(BigInt(at), 24)
  bytes.writeBigUInt64LE(BigInt(length), 32)
  return bytes
}

/** A program of Windows with one section of code and others. */
export function pe(code: Buffer, sections: readonly MadeSection[]): Buffer {
  const all = [{ name: '.text', content: code }, ...sections]
  const head = Buffer.alloc(0x80 + 24 + all.length * 40)
  head.write('MZ', 'latin1')
  head.writeUInt32LE(0x80, 0x3c)
  head.write('PE\0\0', 0x80, 'latin1')
  head.writeUInt16LE(all.length, 0x86)
  let at = head.length
  all.forEach(({ name, content }, index) => {
    const entry = 0x80 + 24 + index * 40
    head.write(name, entry, 'latin1')
    head.writeUInt32LE(content.length, entry + 8)
    head.writeUInt32LE(content.length, entry + 16)
    head.writeUInt32LE(at, entry + 20)
    head.writeUInt32LE(index === 0 ? 0x20 : 0x40, entry + 36)
    at += content.length
  })
  return Buffer.concat([head, code, ...sections.map(({ content }) => content)])
}
