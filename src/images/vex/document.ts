import type { z } from 'zod'

import type { VexDocument, VexStatement } from '../advisories/statement.ts'

/** A document of what was read of it: statements, and sentences about those that do not count. */
export function documentOf(
  origin: string,
  read: readonly (VexStatement | string | undefined)[],
): VexDocument {
  return {
    origin,
    statements: read.filter((each) => typeof each === 'object'),
    faults: read.filter((each) => typeof each === 'string'),
  }
}

export function malformed({ issues }: z.ZodError): string {
  const place = issues[0]?.path.join('.') ?? ''
  return `is malformed at ${place === '' ? 'its root' : place}`
}
