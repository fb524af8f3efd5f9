import { compareDigits, isNumber, type Order } from './order.ts'

/** The order of Composer's packages: that of PHP's version_compare, a leading `v` apart. */
export function comparePackagist(a: string, b: string): Order {
  return compareParts(partsOf(a), partsOf(b))
}

function partsOf(text: string): readonly string[] {
  return text
    .replace(/^[vV]/, '')
    .replace(/[-_+]/g, '.')
    .replace(/([^0-9.])(?=[0-9])/g, '$1.')
    .replace(/([0-9])(?=[^0-9.])/g, '$1.')
    .split('.')
}

/** What any number counts as beside a word. */
const anyNumber = '#'

function compareParts(a: readonly string[], b: readonly string[]): Order {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const order = comparePart(a[index] ?? '', b[index] ?? '')
    if (order !== 0) return order
  }
  const [restA, restB] = [a[shared], b[shared]]
  if (restA !== undefined) return isNumber(restA) ? 1 : compareParts(a.slice(shared), [anyNumber])
  if (restB !== undefined) return isNumber(restB) ? -1 : compareParts([anyNumber], b.slice(shared))
  return 0
}

function comparePart(a: string, b: string): Order {
  if (isNumber(a) && isNumber(b)) return compareDigits(a, b)
  return rankOf(isNumber(a) ? anyNumber : a) - rankOf(isNumber(b) ? anyNumber : b)
}

/** Words by how they start; any other comes before all of them. */
const words = ['dev', 'a', 'b', 'rc', anyNumber, 'p']

function rankOf(text: string): number {
  const word = text.startsWith('RC') ? 'rc' : text
  return Math.max(
    0,
    words.findIndex((each) => word.startsWith(each)),
  )
}
