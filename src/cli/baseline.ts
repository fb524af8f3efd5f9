import { resolve } from 'node:path'

import { z } from 'zod'

import { UsageError, type World } from './world.ts'

const baselineSchema = z.object({
  schema: z.literal(1),
  findings: z.array(z.object({ fingerprint: z.string() })),
})

/**
 * Fingerprints of an earlier JSON report.
 *
 * @throws UsageError for a file that is missing or no report
 */
export function loadBaseline(path: string, world: World): ReadonlySet<string> {
  const text = world.readFile(resolve(world.cwd, path))
  if (text === undefined) throw new UsageError(`The baseline ${path} cannot be read.`)
  const result = baselineSchema.safeParse(parseJson(text))
  if (!result.success) throw new UsageError(`The baseline ${path} is no JSON report of bulkhead (schema 1).`)
  return new Set(result.data.findings.map(({ fingerprint }) => fingerprint))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
