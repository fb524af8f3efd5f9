import { z } from 'zod'

import { threatVectors } from '../knowledge/guarantees.ts'
import { type ProblemCode, problemKinds } from '../model/problem.ts'
import { breach, standingChange } from './schema/breach.ts'
import {
  barrier,
  byTrust,
  count,
  guarantee,
  layer,
  location,
  severity,
  tally,
  trust,
} from './schema/common.ts'

// The shape of the JSON report, for its published JSON Schema: within `schema: 1` fields are added, never changed.

const asset = z
  .object({
    kind: z.string(),
    namespace: z.string().describe('Empty for what has none'),
    name: z.string(),
    declaredIn: z
      .string()
      .optional()
      .describe('Of Azure: the folder or file that declares it, where others declare one of the same name'),
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
    routes: z
      .array(z.string())
      .optional()
      .describe('Routes that run over this asset and hang on this control'),
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
    barriers: z.array(barrier).optional().describe('The barriers that stand where it passes'),
    vector: z.enum(threatVectors).optional(),
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

const image = z
  .object({
    reference: z.string().describe('As it is written first'),
    location,
    uses: count.describe('How many places name it'),
    unopened: z.string().optional().describe('Why it was not opened'),
    digest: z.string().optional(),
    platform: z.string().optional(),
    found: z
      .object({
        flaws: count,
        fixable: count.describe('Fixed in a later version'),
        exploited: count.describe('With a fix or without'),
        lettingIn: count.describe('Those that surely let in whoever talks to the application'),
        maliciousModels: count,
        doubtfulModels: count.describe('Suspicious, or not read to their end'),
        secrets: count,
        isEnded: z.boolean().describe('Of a distribution that gets no more fixes'),
        startsAsRoot: z.boolean(),
        signature: z.enum(['pass', 'fail', 'unknown']).optional(),
        isPartial: z.boolean().describe('A part was not read, searched or matched'),
      })
      .optional(),
  })
  .meta({ id: 'image' })

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
  versionData: z
    .object({ date: z.iso.date(), days: z.int() })
    .optional()
    .describe('The data by which versions of AKS were judged, and its age'),
  trust: trustSummary,
  guarantees: z.array(guaranteeRow),
  breach: breach.optional().describe('How far hostile code gets; absent without untrusted code on a cluster'),
  controls: z.array(control),
  findings: z.array(finding).describe('The gravest first'),
  images: z
    .array(image)
    .optional()
    .describe('The images that the platform names, the worst first; only where they were asked for'),
  problems: z.array(problem).describe('What could not be analysed, and what is worth knowing'),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  counts,
  baseline: z
    .object({
      known: count,
      gone: count,
      worse: z.array(standingChange).optional().describe('Any of these fails the scan'),
      better: z.array(standingChange).optional(),
    })
    .optional(),
})

/** Its JSON Schema (draft 2020-12): open, so that a report with later fields stays valid. */
export function reportJsonSchema(): string {
  const schema = z.toJSONSchema(reportSchema, { io: 'input' })
  return `${JSON.stringify({ title: 'Bulkhead report, version 1', ...schema }, undefined, 2)}\n`
}
