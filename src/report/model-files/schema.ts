import { z } from 'zod'

import { type ProblemCode, problemKinds } from '../../model/problem.ts'
import { count, location, severity } from '../schema/common.ts'

// The shape of the JSON of `bulkhead model-file`: within `schema: 1` fields are added, never changed.

const place = {
  member: z.string().describe('The member of an archive, `model.zip!data.pkl`; empty for the file itself'),
  offset: count.describe('The byte within the member'),
}

const finding = z.object({
  id: z.string(),
  severity,
  ...place,
  message: z.string(),
  rationale: z.string(),
  remediation: z.string(),
})

const call = z.object({
  ...place,
  callable: z.string(),
  arguments: z.string().describe('Of the first such call, cut to a bound'),
  isAllowed: z.boolean(),
  count,
})

const unread = z.object({
  ...place,
  code: z.enum(['malformed', 'encrypted', 'not-opened', 'too-large', 'too-deep']),
  message: z.string(),
})

const file = z.object({
  name: z.string(),
  size: count,
  format: z.string().describe('By the bytes, never by the name'),
  verdict: z
    .enum(['clean', 'suspicious', 'malicious', 'unknown'])
    .describe('Unknown: a part could not be opened, or a bound was reached'),
  members: z.array(z.object({ path: z.string(), format: z.string(), size: count })),
  calls: z.array(call).describe('What loading the file calls, in order'),
  findings: z.array(finding),
  unread: z.array(unread).describe('What was not scanned to its end'),
  leftOut: count.describe('Members, calls and findings past the bounds of the report'),
})

const problem = z.object({
  code: z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
  message: z.string(),
  location,
  remedy: z.string(),
})

export const modelFilesSchema: z.ZodType = z.object({
  schema: z.literal(1),
  files: z.array(file).describe('Files that may be models, and all that are not clean'),
  problems: z.array(problem).describe('What was not read at all'),
  counts: z.object({ scanned: count, malicious: count, suspicious: count, unknown: count, clean: count }),
})

/** Its JSON Schema (draft 2020-12). */
export function modelFilesJsonSchema(): string {
  const schema = z.toJSONSchema(modelFilesSchema, { io: 'input' })
  return `${JSON.stringify({ title: 'Bulkhead model files, version 1', ...schema }, undefined, 2)}\n`
}
