import type { Fix } from '../../images/fixes.ts'

/** `bash 5.2 → 5.3`. */
export function changeOf({ name, from, to }: Fix): string {
  return to === undefined ? `${name} ${from}` : `${name} ${from} → ${to}`
}

/** `12 vulnerabilities, 2 of them exploited`. */
export function countsOf(fixes: readonly Fix[]): string {
  const count = new Set(fixes.flatMap(({ vulnerabilities }) => vulnerabilities)).size
  const exploited = new Set(fixes.flatMap((fix) => fix.exploited)).size
  const noun = count === 1 ? 'vulnerability' : 'vulnerabilities'
  return `${count} ${noun}${exploited === 0 ? '' : `, ${exploited} of them exploited`}`
}
