import { z } from 'zod'

// The constraints of https://iriusrisk.com/schema/otm-0.2.0.schema.json (Open Threat Model, otm_schema.json) on what is
// written here: every required field, type and alternative. Fields that the schema does not know are let through by it.

const text = z.string().nullish()
const texts = z.array(text).nullish()
const attributes = z.record(z.string(), z.unknown()).nullish()
const named = { id: z.string(), name: z.string() }

const parent = z
  .object({ trustZone: z.string().optional(), component: z.string().optional() })
  .refine(({ trustZone, component }) => (trustZone === undefined) !== (component === undefined))

const representationElement = z.object({
  representation: z.string(),
  id: z.string(),
  name: text,
  file: text,
  line: z.number().nullish(),
  attributes,
})

const threatInstance = z.object({
  threat: z.string(),
  state: z.string(),
  mitigations: z.array(z.object({ mitigation: text, state: text }).required().nullable()).optional(),
})

/** Where the schema has a number, its documentation has one from 0 to 100. */
const percent = z.number().min(0).max(100)

export const otmSchema: z.ZodType = z.object({
  otmVersion: z.string(),
  project: z.object({
    ...named,
    description: text,
    owner: text,
    tags: z.array(z.string()).nullish(),
    attributes,
  }),
  representations: z.array(z.object({ ...named, type: z.string(), attributes })).nullish(),
  assets: z
    .array(
      z.object({
        ...named,
        description: text,
        risk: z.object({
          confidentiality: percent,
          integrity: percent,
          availability: percent,
          comment: text,
        }),
        attributes,
      }),
    )
    .nullish(),
  trustZones: z
    .array(
      z.object({
        ...named,
        type: z.string().optional(),
        description: text,
        risk: z.object({ trustRating: percent }),
        parent: parent.optional(),
        attributes,
      }),
    )
    .optional(),
  components: z
    .array(
      z.object({
        ...named,
        type: z.string(),
        description: text,
        parent,
        representations: z.array(representationElement).nullish(),
        assets: z.object({ processed: texts, stored: texts }).nullish(),
        threats: z.array(threatInstance).nullish(),
        tags: texts,
        attributes,
      }),
    )
    .nullish(),
  dataflows: z
    .array(
      z.object({
        ...named,
        description: text,
        bidirectional: z.boolean().nullish(),
        source: z.string(),
        destination: z.string(),
        assets: texts,
        threats: z.array(threatInstance).nullish(),
        tags: texts,
        attributes,
      }),
    )
    .optional(),
  threats: z
    .array(
      z.object({
        ...named,
        description: text,
        categories: texts,
        cwes: texts,
        risk: z.object({
          likelihood: percent.nullable(),
          likelihoodComment: text,
          impact: percent,
          impactComment: z.string().optional(),
        }),
        tags: texts,
        attributes,
      }),
    )
    .nullish(),
  mitigations: z
    .array(z.object({ ...named, description: text, riskReduction: percent, attributes }))
    .nullish(),
})
