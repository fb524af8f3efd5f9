import type { Value } from './value.ts'

interface HeldBytes {
  readonly bytes: Buffer
  readonly at: number
}

/**
 * The bytes that a value is: as such, or as a text that is encoded while it is loaded, which is how protocols before 3
 * write bytes (`_codecs.encode('…', 'latin1')`). Nothing where they are none or empty, or were not kept whole.
 */
export function heldBytes(value: Value | undefined): HeldBytes | undefined {
  const held = value?.kind === 'bytes' ? value : encodedText(value)
  return held === undefined || held.bytes.length === 0 ? undefined : held
}

function encodedText(value: Value | undefined): HeldBytes | undefined {
  if (value?.kind !== 'made' || !isEncode(value.callee)) return undefined
  const [text, encoding] = value.args
  if (text?.kind !== 'text' || !text.isWhole) return undefined
  if (encoding?.kind !== 'text' || encoding.text !== 'latin1') return undefined
  return { bytes: Buffer.from(text.text, 'latin1'), at: value.at }
}

function isEncode(callee: Value): boolean {
  return callee.kind === 'global' && callee.module === '_codecs' && callee.name === 'encode'
}
