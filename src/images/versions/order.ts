/** Negative, zero or positive, as for sorting. */
export type Order = number

export type Compare = (a: string, b: string) => Order

/** Compares by code units. */
export function compareTexts(a: string, b: string): Order {
  if (a === b) return 0
  return a < b ? -1 : 1
}

const isDigits = /^[0-9]+$/

export function isNumber(text: string): boolean {
  return isDigits.test(text)
}

/** Compares digits by the number they write, however long it is. */
export function compareDigits(a: string, b: string): Order {
  const [x, y] = [withoutZeros(a), withoutZeros(b)]
  return x.length - y.length || compareTexts(x, y)
}

function withoutZeros(digits: string): string {
  let start = 0
  while (digits[start] === '0') start++
  return digits.slice(start)
}

/** Compares lists item by item; what is missing is taken for a filler. */
export function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  { filler, compare }: { readonly filler: T; readonly compare: (x: T, y: T) => Order },
): Order {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compare(a[index] ?? filler, b[index] ?? filler)
    if (order !== 0) return order
  }
  return 0
}
