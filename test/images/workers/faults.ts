// What hostile bytes may make of a reader that has a flaw.

const kept: Uint8Array[] = []
export const faults: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  backtrack: () => void /^(?:a+)+$/.test(`${'a'.repeat(60)}b`),
  'fill the heap': () => {
    for (const texts: object[] = []; ; texts.push({ text: [...'abcdefgh'] }));
  },
  'make one array ever longer': () => {
    for (const numbers: object[] = []; ; numbers.push(numbers));
  },
  'fill buffers': () => {
    for (;;) kept.push(new Uint8Array(2 ** 22).fill(1))
  },
  throw: () => {
    throw new TypeError('planted')
  },
  'throw at length': () => {
    throw new TypeError('planted '.repeat(10_000))
  },
  exit: () => process.exit(0),
  'throw later': () =>
    void setImmediate(() => {
      throw new TypeError('planted later')
    }),
}
