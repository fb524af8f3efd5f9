import { z } from 'zod'

import { guarantees, layers, severities } from '../knowledge/guarantees.ts'
import { type ProblemCode, problemKinds } from '../model/problem.ts'

// The shape of the JSON report, for its published JSON Schema: within `schema: 1` fields are added, never changed.

const severity = z.enum(severities).meta({ id: 'severity' })
const layer = z.enum(layers).meta({ id: 'layer' })
const guarantee = z.enum(guarantees).meta({ id: 'guarantee' })
const trust = z.enum(['untrusted', 'platform', 'managed']).describe('Who is responsible for the code in it')
const count = z.int().nonnegative()
const tally = z.object({ pass: count, fail: count, unknown: count }).meta({ id: 'tally' })
const byTrust = z.object({ untrusted: count, platform: count, managed: count })

const location = z
  .object({
    file: z.string().describe('Relative to the folder that the scan was started in, with `/`'),
    line: z.int().positive(),
    column: z.int().positive().describe('In UTF-16 code units'),
  })
  .meta({ id: 'location' })

const asset = z
  .object({
    kind: z.string(),
    namespace: z.string().describe('Empty for what has none'),
    name: z.string(),
    part: z.string().optional().describe("Which of the object's pod templates, where it has several"),
    container: z.string().optional(),
  })
  .meta({ id: 'asset' })

const waiver = z
  .object({
    source: z.enum(['bulkhead.yaml', 'inline', 'checkov', 'trivy', 'kube-linter', 'polaris', 'hadolint']),
    reason: z.string(),
    owner: z.string().optional(),
    until: z.iso.date().optional().describe('The last day on which it holds'),
    location,
  })
  .meta({ id: 'waiver' })

const finding = z
  .object({
    control: z.string().describe('Id of the control: opaque, never reused'),
    name: z.string().describe('Name of the control, as people type and waive it'),
    title: z.string(),
    severity,
    confidence: z.enum(['confirmed', 'likely', 'possible']),
    layer,
    guarantees: z.array(guarantee).min(1),
    verdict: z.enum(['fail', 'unknown']),
    asset,
    trust,
    message: z.string(),
    location,
    related: z.array(location),
    references: z
      .array(z.string())
      .describe("Other tools' and frameworks' ids with the same subject and verdict"),
    fingerprint: z.string().describe('Names the finding across scans; no line is part of it'),
    isSensitive: z.boolean().describe('The evidence is a secret'),
    isKnown: z.boolean().optional().describe('The baseline has it too'),
    waived: waiver.optional().describe('Somebody accepted the risk'),
  })
  .meta({ id: 'finding' })

const control = z
  .object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    layer,
    severity,
    guarantees: z.array(guarantee),
    rationale: z.string(),
    remediation: z.string(),
    references: z.array(z.string()),
    fix: z.object({ safe: z.boolean(), set: z.record(z.string(), z.json()) }).optional(),
    verdicts: tally,
  })
  .meta({ id: 'control' })

const guaranteeRow = z.object({
  guarantee,
  promise: z.string(),
  verdict: z.enum(['pass', 'fail', 'unknown']),
  layers: z.partialRecord(layer, tally).describe('Verdicts by layer; layers without any control are absent'),
})

const problem = z
  .object({
    code: z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
    message: z.string(),
    location,
    remedy: z.string().describe('The command or edit that helps'),
  })
  .meta({ id: 'problem' })

const trustSummary = z.object({
  rule: z.string(),
  workloads: byTrust,
  containers: byTrust,
  namespaces: z.array(z.object({ name: z.string(), trust, workloads: count })),
})

const counts = z.object({
  files: count,
  objects: count,
  failed: z.object({ critical: count, high: count, medium: count, low: count, info: count }),
  unknown: count,
  waived: count,
  incomplete: count,
})

/** The JSON report, version 1. */
export const reportSchema: z.ZodType = z.object({
  schema: z.literal(1),
  tool: z.object({ name: z.literal('bulkhead'), version: z.string() }),
  kubernetes: z.object({ version: z.string(), isAssumed: z.boolean() }),
  trust: trustSummary,
  guarantees: z.array(guaranteeRow),
  controls: z.array(control),
  findings: z.array(finding).describe('The gravest first'),
  problems: z.array(problem).describe('What could not be analysed, and what is worth knowing'),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  counts,
  baseline: z.object({ known: count, gone: count }).optional(),
})

/** Its JSON Schema (draft 2020-12): open, so that a report with later fields stays valid. */
export function reportJsonSchema(): string {
  const schema = z.toJSONSchema(reportSchema, { io: 'input' })
  return `${JSON.stringify({ title: 'Bulkhead report, version 1', ...schema }, undefined, 2)}\n`
}
