import type { z } from 'zod'

import { type FileFacts, noFacts } from './package.ts'

/** What a JSON file of a shape tells; a fault where it is no JSON, and nothing where it has another shape. */
export function readJson<T>(
  bytes: Buffer,
  schema: z.ZodType<T>,
  factsOf: (value: T) => Partial<FileFacts>,
): FileFacts {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return { ...noFacts, faults: [{ message: 'The file is no JSON.', line: 1 }] }
  }
  const { success, data } = schema.safeParse(value)
  return success ? { ...noFacts, ...factsOf(data) } : noFacts
}
