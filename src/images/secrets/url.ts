import { isPlaceholder } from '../../knowledge/secrets.ts'
import type { Candidate } from './candidate.ts'
import { isDemonstration } from './demonstration.ts'

const credentials = /:\/\/[^\s/:@"'`<>\\]{0,80}:([^\s/:@"'`<>\\]{4,200})@([A-Za-z0-9[][\w.-]*)/g
/** Hosts of documentation and of this machine; names that only begin alike are real ones. */
const nowhere =
  /^(?:localhost|127\.[0-9.]+|0\.0\.0\.0|(?:my|your)?[-_]?(?:host|hostname|server|proxy|db|database|domain|site|registry|repo)(?:\.(?:com|org|net|tld))?|[\w-]+\.local)$|^your|example|(?:^|\.)(?:test|invalid)$/i

/** Finds passwords in URLs. */
export function findInUrls(text: string): Candidate[] {
  return [...text.matchAll(credentials)].flatMap((match) => {
    const [whole, password = '', host = ''] = match
    if (isPlaceholder(password) || isDemonstration(password) || nowhere.test(host)) return []
    if (/[${}()[\]%*|]/.test(password) || !/[0-9]/.test(password)) return []
    const start = match.index + whole.indexOf(`:${password}@`, 3) + 1
    return [{ rule: 'url-password', what: 'a URL with a password', isPrecise: false, start, value: password }]
  })
}
