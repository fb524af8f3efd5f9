import { isCsaf, readCsaf } from './csaf.ts'
import { isCyclonedxVex, readCyclonedxVex } from './cyclonedx.ts'
import { isOpenVex, readOpenVex } from './openvex.ts'
import type { VexDocument } from '../advisories/statement.ts'

interface Format {
  readonly is: (value: object) => boolean
  readonly read: (value: unknown, origin: string) => VexDocument | undefined
}

/** Each known by what stands in it. */
const formats: readonly Format[] = [
  { is: isOpenVex, read: (value, origin) => readOpenVex(value, { origin }) },
  { is: isCyclonedxVex, read: readCyclonedxVex },
  { is: isCsaf, read: readCsaf },
]

/** Longest document that is read. */
export const longestVex: number = 2 ** 26

/** Reads OpenVEX, CycloneDX or CSAF; nothing for what is neither. */
export function parseVex(text: string, origin: string): VexDocument | undefined {
  if (text.length > longestVex) return undefined
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) return undefined
  return formats.find(({ is }) => is(value))?.read(value, origin)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
