import { readFileSync, statSync } from 'node:fs'

import { z } from 'zod'

import { severities } from '../knowledge/guarantees.ts'
import { problemKinds } from '../model/problem.ts'
import type { ImageReport } from './image-report.ts'
import { asOpenError, OpenError } from './blobs/open-error.ts'
import { parseJson } from './open/parse.ts'

// A report that `bulkhead image -f json` wrote elsewhere, perhaps by another version: fields are added to its schema and never
// changed, so that only those are checked which are read here. It is input as any other: nothing in it is believed to be a
// sentence of ours, and its texts reach a terminal as those of manifests do.

const text = z.string()
const texts = z.array(text)
const severity = z.enum(severities).optional()
const count = z.number().int().nonnegative()

const found = z.looseObject({ kind: text, name: text, version: text, file: text, layer: count })

const vex = z.looseObject({
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  author: text,
  origin: text,
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
  digest: text.optional(),
  tags: texts,
  platform: text.optional(),
  created: text.optional(),
  isSearched: z.literal(false).optional(),
  approval: z.looseObject({ verdict: z.enum(['pass', 'fail', 'unknown']), message: text }).optional(),
  os: z.looseObject({ name: text }).optional(),
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
  advisories: z.looseObject({ exploited: count }).optional(),
  fixes: z.array(fix),
  vulnerabilities: z.array(vulnerability),
  weaknesses: z.array(z.looseObject({ name: text, message: text, places: texts })),
  modelFiles: z.array(
    z.looseObject({ name: text, verdict: z.enum(['clean', 'suspicious', 'malicious', 'unknown']) }),
  ),
  packages: z.array(found),
  problems: z.array(
    z.looseObject({
      code: z.enum(Object.keys(problemKinds) as [keyof typeof problemKinds]),
      message: text,
      location,
      remedy: text,
    }),
  ),
})

/** Far more than a report of many thousands of packages has. */
const longest = 2 ** 27

/** Reads the report about an image that a file holds. @throws OpenError */
export function readImageReport(path: string): ImageReport {
  try {
    if (statSync(path).size > longest)
      throw new OpenError('image-too-large', 'It is larger than a report about an image can be.')
    return parseJson(readFileSync(path), report, 'It') as unknown as ImageReport
  } catch (error) {
    const { code, message } = asOpenError(error)
    if (code !== 'wrong-manifest') throw error
    throw new OpenError('unopened-image', `It is no report that bulkhead image -f json writes. ${message}`)
  }
}
