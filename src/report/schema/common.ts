import { z } from 'zod'

import { type Barrier, barriers } from '../../knowledge/barriers.ts'
import { guarantees, type Layer, layers, severities } from '../../knowledge/guarantees.ts'

// What several parts of the JSON report are made of.

export const severity: z.ZodType = z.enum(severities).meta({ id: 'severity' })
export const layer: z.ZodType<Layer> = z.enum(layers).meta({ id: 'layer' })
export const guarantee: z.ZodType = z.enum(guarantees).meta({ id: 'guarantee' })
export const trust: z.ZodType = z
  .enum(['untrusted', 'platform', 'managed'])
  .describe('Who is responsible for the code in it')
export const count: z.ZodType = z.int().nonnegative()
export const tally: z.ZodType = z.object({ pass: count, fail: count, unknown: count }).meta({ id: 'tally' })
export const byTrust: z.ZodType = z.object({ untrusted: count, platform: count, managed: count })

export const location: z.ZodType = z
  .object({
    file: z.string().describe('Relative to the folder that the scan was started in, with `/`'),
    line: z.int().positive(),
    column: z.int().positive().describe('In UTF-16 code units'),
  })
  .meta({ id: 'location' })

export const barrier: z.ZodType = z
  .enum(Object.keys(barriers) as [Barrier, ...Barrier[]])
  .meta({ id: 'barrier' })
