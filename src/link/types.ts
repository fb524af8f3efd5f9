import type { Reference } from '../model/azure.ts'

/** The type of what a reference is to: told by the source, or read from an id. */
export function typeOf({ type, to }: Reference): string {
  if (type !== undefined) return type.toLowerCase()
  if (/\/providers\//i.test(to)) return segmentsOf(to)
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i.test(to)) return 'microsoft.resources/resourcegroups'
  return /^\/subscriptions\/[^/]+$/i.test(to) ? 'microsoft.resources/subscriptions' : ''
}

/** `…/providers/Microsoft.A/b/name/c/name` is of the type `microsoft.a/b/c`. */
function segmentsOf(id: string): string {
  const [namespace = '', ...parts] = id.slice(id.toLowerCase().lastIndexOf('/providers/') + 11).split('/')
  return [namespace, ...parts.filter((_, index) => index % 2 === 0)].join('/').toLowerCase()
}

/** Types of what other resources stand in, in small letters: a right over one is a right over all of these. */
export const typesAround: ReadonlySet<string> = new Set([
  'microsoft.resources/resourcegroups',
  'microsoft.resources/subscriptions',
  'microsoft.management/managementgroups',
])
