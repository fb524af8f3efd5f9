import { z } from 'zod'

import { severities } from '../knowledge/guarantees.ts'
import { problemKinds } from '../model/problem.ts'

// A report that `bulkhead image -f json` wrote elsewhere, perhaps by another version, perhaps forged: fields are added to its
// schema and never changed, so that only those are checked which are read here. It is input as any other: nothing in it is
// believed to be a sentence of ours, and its texts reach a terminal as those of manifests do.

const text = z.string()
const texts = z.array(text)
const severity = z.enum(severities).optional()
const count = z.int().nonnegative()

const found = z.looseObject({
  /** Other versions may know others. */
  kind: text,
  name: text,
  version: text,
  arch: text.optional(),
  source: z.looseObject({ name: text, version: text }).optional(),
  namespace: text.optional(),
  groups: texts.optional(),
  module: text.optional(),
  release: z.looseObject({ id: text, version: text }).optional(),
  isDeclared: z.literal(true).optional(),
  isPacked: z.literal(true).optional(),
  file: text,
  layer: count,
  isOwned: z.boolean(),
})

const vex = z.looseObject({
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  justification: text.optional(),
  impact: text.optional(),
  action: text.optional(),
  author: text,
  date: text.optional(),
  origin: text,
  signer: text.optional(),
})

const dated = z.looseObject({ day: z.iso.date(), by: z.enum(['published', 'changed']) }).optional()

const vulnerability = z.looseObject({
  vulnerability: text,
  package: found,
  severity,
  fixed: text.optional(),
  fixKnown: dated,
  told: dated,
  exploited: z.looseObject({ since: text }).optional(),
  isInert: z.boolean(),
  vex: vex.optional(),
  takeover: z.boolean().optional(),
})

const image = z.looseObject({
  reference: text,
  repository: text.optional(),
  digest: text.optional(),
  tags: texts,
  platform: text.optional(),
  platforms: z.array(text).optional(),
  created: text.optional(),
  isSearched: z.literal(false).optional(),
  approval: z.looseObject({ verdict: z.enum(['pass', 'fail', 'unknown']), message: text }).optional(),
  os: z.looseObject({ id: text, version: text, name: text, like: texts, file: text }).optional(),
  endOfLife: z
    .looseObject({
      isOver: z.boolean(),
      date: text.optional(),
      next: z.looseObject({ release: text, until: text }).optional(),
    })
    .optional(),
  config: z
    .looseObject({
      user: text,
      userId: count.optional(),
      ports: texts,
      entrypoint: texts,
      command: texts,
      variables: texts,
    })
    .optional(),
})

const fix = z.looseObject({
  kind: z.enum(['rebuild', 'upgrade', 'none']),
  name: text,
  from: text,
  to: text.optional(),
  packages: texts,
  vulnerabilities: texts,
  exploited: texts,
  severity,
  isInert: z.boolean(),
})

const location = z.looseObject({ file: text, line: count, column: count })

const report = z.looseObject({
  schema: z.literal(1),
  tool: z.looseObject({ name: z.literal('bulkhead') }),
  image,
  layers: z.array(z.looseObject({ index: count })),
  advisories: z.looseObject({ made: text, exploited: count }).optional(),
  fixes: z.array(fix),
  vulnerabilities: z.array(vulnerability).max(10_000_000),
  weaknesses: z.array(
    z.looseObject({
      name: text,
      message: text,
      remediation: text,
      places: texts,
      opens: z.array(z.enum(['cloud', 'registry', 'cluster'])).optional(),
    }),
  ),
  modelFiles: z.array(
    z.looseObject({ name: text, verdict: z.enum(['clean', 'suspicious', 'malicious', 'unknown']) }),
  ),
  packages: z.array(found).max(1_000_000),
  problems: z.array(
    z.looseObject({
      code: z.enum(Object.keys(problemKinds) as [keyof typeof problemKinds]),
      message: text,
      location,
      remedy: text,
    }),
  ),
})

export const reportSchema: z.ZodType<unknown> = report

/** What is matched again of a report. */
export const inventorySchema: z.ZodType<unknown> = report.pick({
  schema: true,
  tool: true,
  image: true,
  advisories: true,
  packages: true,
  vulnerabilities: true,
})
