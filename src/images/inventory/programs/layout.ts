import { elfLayout } from './elf.ts'
import { peLayout } from './pe.ts'
import type { ProgramLayout } from './program.ts'

/** As much of a program as its headers take. */
export const headLength: number = 4096

/** Nothing for what is neither a program of 64-bit Linux (ELF) nor one of Windows (PE). */
export function layoutOf(head: Buffer): ProgramLayout | undefined {
  return elfLayout(head) ?? peLayout(head)
}
