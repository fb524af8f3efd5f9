import { fitsWildcard } from '../kernel/wildcard.ts'

/** What is said of a tenant by name, else by the first pattern that fits; nothing where nobody speaks of it. */
export function saidOf<T>(tenant: string, said: Readonly<Record<string, T>>): T | undefined {
  if (Object.hasOwn(said, tenant)) return said[tenant]
  const pattern = Object.keys(said).find((each) => fitsWildcard(tenant, each))
  return pattern === undefined ? undefined : said[pattern]
}
