/** Values that stand in documentation and tests, and open nothing. */
const words =
  /(?:^|[^A-Za-z])(?:test|example|sample|dummy|fake|demo|mock|placeholder|redacted|foo|bar|baz|spam|eggs|user|username|pass|passwd|password|pwd|secret|token|guest|xxx+|yyy+|abc(?:def)?|1234\d*|my|your)(?:$|[^A-Za-z])/i
const parts =
  /password|p4ssw0rd|example|test|dummy|sample|fake|secret|changeme|abcdef|123456|xxxx|\.\.\.|\*\*\*/i

export function isDemonstration(value: string): boolean {
  return words.test(value) || parts.test(value)
}
