// What pages of AKS's documentation tell, as text.
import { aksBulletins } from '../src/knowledge/aks-bulletins.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Mar 2026` is its last day, `Nov 1, 2025` is that day. */
function dayOf(text: string): string | undefined {
  const match = /^([A-Z][a-z]{2}) (?:(\d{1,2}), )?(20\d\d)$/.exec(text.trim())
  const month = months.indexOf(match?.[1] ?? '') + 1
  if (match === null || month === 0) return undefined
  const [, , day, year] = match
  return new Date(Date.UTC(Number(year), day === undefined ? month : month - 1, Number(day ?? 0)))
    .toISOString()
    .slice(0, 10)
}

/** Rows of the table of versions with long-term support, the only one whose last column is a date. */
export function versionsIn(page: string): readonly string[] {
  return page.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim())
    const [version = '', end, longTermEnd] = [cells[1], dayOf(cells[5] ?? ''), dayOf(cells[6] ?? '')]
    if (!/^1\.\d+$/.test(version) || end === undefined || longTermEnd === undefined) return []
    return [`    '${version}': { end: '${end}', longTermEnd: '${longTermEnd}' },`]
  })
}

/** Ids and titles of bulletins that the table does not know. */
export function unknownBulletins(page: string): readonly string[] {
  const known = new Set(aksBulletins.bulletins.map(({ id }) => id))
  return [...page.matchAll(/^## (AKS-20\d\d-\d{3,4})\s+(.*)$/gm)]
    .filter(([, id = '']) => !known.has(id))
    .map(([, id, title]) => `${id}  ${title}`)
}
