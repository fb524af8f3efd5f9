import type { ProgramLayout, Range } from './program.ts'

const offsetAt = 0x3c
const headerLength = 24
const sectionLength = 40
const codeFlag = 0x20

/** A program of Windows (learn.microsoft.com, PE Format). */
export function peLayout(head: Buffer): ProgramLayout | undefined {
  if (head.length < offsetAt + 4 || head.toString('latin1', 0, 2) !== 'MZ') return undefined
  const at = head.readUInt32LE(offsetAt)
  if (at + headerLength > head.length || head.toString('latin1', at, at + 4) !== 'PE\0\0') return undefined
  const start = at + headerLength + head.readUInt16LE(at + 20)
  const sections = sectionsIn(head.subarray(start, start + head.readUInt16LE(at + 6) * sectionLength))
  return {
    code: sections.filter(({ isCode }) => isCode),
    isPacked: sections.some(({ name }) => name === 'UPX0'),
    section: (name) => sections.find((each) => each.name === name),
  }
}

interface Section extends Range {
  readonly name: string
  readonly isCode: boolean
}

function sectionsIn(table: Buffer): Section[] {
  const sections: Section[] = []
  for (let at = 0; at + sectionLength <= table.length; at += sectionLength) {
    const [used, stored] = [table.readUInt32LE(at + 8), table.readUInt32LE(at + 16)]
    sections.push({
      name: table.toString('latin1', at, at + 8).replace(/\0.*/s, ''),
      at: table.readUInt32LE(at + 20),
      length: used === 0 ? stored : Math.min(used, stored),
      isCode: (table.readUInt32LE(at + 36) & codeFlag) !== 0,
    })
  }
  return sections
}
