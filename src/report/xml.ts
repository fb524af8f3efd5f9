import { printable } from './printable.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** XML 1.0 forbids most control characters, lone surrogates and two noncharacters even as references. */
export function xmlText(text: string): string {
  return printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\u{fffd}')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
