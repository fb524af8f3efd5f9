import { resolve } from 'node:path'

import { z } from 'zod'

import { breachVerdicts } from '../breach/steps/verdict.ts'
import type { Baseline } from '../findings/baseline.ts'
import { standingsOf } from '../findings/standing.ts'
import { strands } from '../knowledge/required-depths.ts'
import { UsageError, type World } from './world.ts'

const depth = z.union([z.int().min(0).max(4), z.literal('> 4'), z.literal('none')])
const bounds = z.object({ lower: depth, upper: depth })
const standing = z.object({
  strand: z.enum(strands),
  verdict: z.enum(breachVerdicts),
  required: z.int(),
  asIs: bounds,
  drift: bounds,
})

/** What of a report another one is compared with. */
const baselineSchema = z.object({
  schema: z.literal(1),
  findings: z.array(z.object({ fingerprint: z.string() })),
  breach: z
    .object({
      strands: z.array(z.object({ strand: z.enum(strands), isVacuous: z.boolean() })),
      footholds: z.array(z.object({ tenant: z.string(), strands: z.array(standing) })),
    })
    .optional(),
})

/**
 * What an earlier JSON report knew.
 *
 * @throws UsageError for a file that is missing or no report
 */
export function loadBaseline(path: string, world: World): Baseline {
  const text = world.readFile(resolve(world.cwd, path))
  if (text === undefined) throw new UsageError(`The baseline ${path} cannot be read.`)
  const result = baselineSchema.safeParse(parseJson(text))
  if (!result.success) throw new UsageError(`The baseline ${path} is no JSON report of bulkhead (schema 1).`)
  const { findings, breach } = result.data
  return {
    fingerprints: new Set(findings.map(({ fingerprint }) => fingerprint)),
    ...(breach === undefined ? {} : { standings: standingsOf(breach) }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
