const shown = 4
const leastShown = 20

/** Enough to find a secret again, never enough to use it. */
export function redact(value: string): string {
  if (value.startsWith('-----BEGIN ')) return value
  const length = `(${value.length} characters)`
  return value.length < leastShown ? `… ${length}` : `${printable(value.slice(0, shown))}… ${length}`
}

function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '.')
}
