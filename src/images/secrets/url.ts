import { isPlaceholder } from '../../knowledge/secrets.ts'
import type { Candidate } from './candidate.ts'
import { isDemonstration } from './demonstration.ts'

const credentials = /:\/\/[^\s/:@"'`<>\\]{0,80}:([^\s/:@"'`<>\\]{4,200})@([A-Za-z0-9[][\w.-]*)/g
const nowhere =
  /^(?:localhost|127\.|0\.0\.0\.0|host|hostname|server|proxy|db|my|your)|example|(?:^|\.)(?:test|invalid|local)$/i

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
