import { z } from 'zod'

import { breachVerdicts } from '../breach/verdict.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'
import { defaultDepths, type DepthName, strands } from '../knowledge/required-depths.ts'
import { guarantees, layers, severities, threatVectors } from '../knowledge/guarantees.ts'
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
    routes: z
      .array(z.string())
      .optional()
      .describe('Routes that run over this asset and hang on this control'),
    isSensitive: z.boolean().describe('The evidence is a secret'),
    isKnown: z.boolean().optional().describe('The baseline has it too'),
    waived: waiver.optional().describe('Somebody accepted the risk'),
  })
  .meta({ id: 'finding' })

const barrier = z.enum(Object.keys(barriers) as [Barrier, ...Barrier[]]).meta({ id: 'barrier' })

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

const depth = z
  .union([z.int().min(0).max(4), z.literal('> 4'), z.literal('none')])
  .meta({ id: 'depth' })
  .describe('How many failure domains have to fail; `none`: no way, however many')
const bounds = z.object({ lower: depth, upper: depth }).meta({ id: 'bounds' })
const strand = z.enum(strands).meta({ id: 'strand' })
const breachVerdict = z.enum(breachVerdicts).meta({ id: 'breach-verdict' })
const depths = {
  strand,
  isVacuous: z.boolean().describe('There is no other tenant to be kept apart from: the verdict says nothing'),
  verdict: breachVerdict,
  required: count,
  asIs: bounds,
  drift: bounds.describe('With one wrong field of tomorrow counted in'),
}
const step = z
  .object({
    technique: z
      .object({ id: z.string(), name: z.string(), title: z.string() })
      .optional()
      .describe('Absent where one position simply holds the next'),
    from: z.string(),
    to: z.string(),
    how: z.string(),
    location: location.optional(),
    barriers: z.array(
      z.object({
        barrier,
        label: z.string(),
        domain: z.string().describe('All barriers of one domain fall to one flaw'),
        isIntrinsic: z.boolean().describe('Nobody set it up; it holds as long as no flaw is known'),
        state: z.enum(['standing', 'unknown']).describe('`unknown` counts at best only'),
        location: location.optional(),
        assumes: z.string().optional(),
      }),
    ),
    missing: z.array(z.object({ barrier, title: z.string() })),
    controls: z.array(z.string()).describe('Names of the controls that demand it closed or barred'),
    assumes: z.string().optional().describe('What nobody knows and is taken for bad here'),
  })
  .meta({ id: 'step' })

const route = z
  .object({
    id: z.string(),
    strand,
    goal: z.string(),
    from: z.string(),
    footholds: count,
    tenants: z.array(z.string()).optional().describe('Whose containers these are'),
    isDrift: z.boolean(),
    verdict: breachVerdict,
    required: count,
    depth: bounds,
    domains: z.array(z.string()),
    intrinsic: count,
    barrierCount: count,
    steps: z.array(step),
    undermined: z.array(z.object({ label: z.string(), by: z.string() })),
  })
  .meta({ id: 'route' })

const fact = z.object({
  fact: z.string(),
  question: z.string(),
  value: z.string().optional().describe('What the owner claims, or the input tells'),
  source: z.enum(['claimed', 'read']).optional().describe('Where the value comes from'),
  meaning: z.string().optional(),
  owner: z.string().optional().describe('Who stands for a claim; without one nobody does'),
  date: z.iso.date().optional(),
  tell: z.string(),
  effects: z.array(z.object({ strand, ifGood: depth, ifBad: depth })),
})

const change = z
  .object({
    name: z.string().describe('Of a control or of a fact'),
    kind: z.enum(['control', 'fact']),
    title: z.string(),
    cost: z
      .int()
      .positive()
      .describe('1 an edit that changes no behaviour, 2 one that may, 3 a change of the platform'),
    routes: z.array(z.string()).describe('Routes on which it bears'),
  })
  .meta({ id: 'change' })

const breach = z.object({
  required: z.object({
    containment: count,
    ownNode: count,
    data: count,
    influence: count,
    fairShare: count,
  }),
  stated: z
    .array(
      z.object({
        tenant: z.string().optional().describe('With `*` for any text; absent where it is asked of all'),
        depth: z.enum(Object.keys(defaultDepths) as [DepthName, ...DepthName[]]),
        required: count,
        usual: count.describe('What is asked without it'),
        state: z.enum(['accepted', 'raised', 'expired']),
        owner: z.string().optional(),
        until: z.iso.date().optional().describe('The last day on which it holds'),
        reason: z.string().optional(),
      }),
    )
    .optional()
    .describe('What somebody stated instead of what is usual; less is an accepted risk'),
  tenants: z.array(z.string()),
  replicas: z
    .object({ judged: z.array(z.string()), unjudged: z.array(z.string()) })
    .optional()
    .describe('Workloads of several pods: whose pods are kept apart from each other, and whose are not'),
  strands: z.array(
    z.object({
      ...depths,
      guarantee,
    }),
  ),
  footholds: z.array(
    z.object({
      name: z.string(),
      tenant: z.string(),
      alike: count.optional().describe('How many containers of pods that are alike it stands for'),
      location,
      strands: z.array(z.object(depths)),
    }),
  ),
  routes: z.array(route).describe('What falls short, the weakest first'),
  facts: z.array(fact),
  cut: z
    .object({
      changes: z.array(change),
      cost: count,
      lowerBound: count,
      isExact: z.boolean(),
      unmet: z.array(z.string()).describe('What no change at hand lifts'),
      ranked: z.array(change).describe('Every change by the routes on which it bears, most first'),
    })
    .optional()
    .describe('The cheapest changes that lift every guarantee to what is required'),
  defence: z
    .array(
      z.object({
        tenant: z.string(),
        layer,
        standing: z.array(barrier),
        unknown: z.array(barrier),
        missing: z.array(z.object({ barrier, because: z.array(z.string()) })),
        unattainable: z.array(z.object({ barrier, why: z.string() })),
      }),
    )
    .describe('How well each tenant is defended, layer by layer'),
})

const standing = {
  verdict: breachVerdict,
  required: count,
  asIs: bounds,
  drift: bounds,
}
const standingChange = z
  .object({
    tenant: z.string(),
    strand,
    ...standing,
    before: z.object(standing).optional().describe('Absent for a tenant that the baseline did not have'),
    route: z.string().optional().describe('The weakest route that shows it'),
  })
  .meta({ id: 'standing-change' })

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
  breach: breach.optional().describe('How far hostile code gets; absent without untrusted code on a cluster'),
  controls: z.array(control),
  findings: z.array(finding).describe('The gravest first'),
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
