import { z } from 'zod'

import { breachVerdicts } from '../../breach/steps/verdict.ts'
import { defaultDepths, type DepthName, strands } from '../../knowledge/required-depths.ts'
import { barrier, count, guarantee, layer, location } from './common.ts'

// How far hostile code gets, as the JSON report tells it.

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
    undermined: z.array(
      z.object({
        label: z.string(),
        by: z.string(),
        steps: z.array(step).optional().describe('The side route to where it is taken away'),
      }),
    ),
  })
  .meta({ id: 'route' })

const fact = z.object({
  fact: z.string(),
  question: z.string(),
  value: z.string().optional().describe('What the owner claims, or the input tells'),
  source: z.enum(['claimed', 'read']).optional().describe('Where the value comes from'),
  meaning: z.string().optional(),
  denied: z.string().optional().describe('What the input shows instead of the claim: it counts'),
  owner: z.string().optional().describe('Who stands for a claim; without one nobody does'),
  date: z.iso.date().optional(),
  location: location.optional(),
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

export const breach: z.ZodType = z.object({
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
export const standingChange: z.ZodType = z
  .object({
    tenant: z.string(),
    strand,
    ...standing,
    before: z.object(standing).optional().describe('Absent for a tenant that the baseline did not have'),
    route: z.string().optional().describe('The weakest route that shows it'),
  })
  .meta({ id: 'standing-change' })
