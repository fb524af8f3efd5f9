import { z } from 'zod'

import { type Facts, type FactName, platformFacts } from '../knowledge/platform-facts.ts'
import { defaultImageAge } from '../knowledge/patching.ts'
import type { DepthName } from '../knowledge/required-depths.ts'
import {
  type Guarantee,
  guarantees,
  type Layer,
  layers,
  type Severity,
  severities,
} from '../knowledge/guarantees.ts'
import { parseListed, type StatedBase } from '../model/approved-base.ts'
import { parseImageReference } from '../model/image-reference.ts'
import type { Deadlines, UnfixedDeadlines } from '../model/patch-deadline.ts'

/** What the owner of a platform says about it, in `bulkhead.yaml`. */
export interface Config {
  /** Lowest Kubernetes version that the platform may run, such as `1.35`. */
  readonly kubernetes?: string | undefined
  /** The platform's own namespaces beside the known ones. */
  readonly platform?: { readonly namespaces: readonly string[] } | undefined
  /** Namespaces whose code is untrusted although they are known as the platform's own. */
  readonly untrusted?: { readonly namespaces: readonly string[] } | undefined
  /** Tenants of several namespaces; every other namespace is a tenant of its own. */
  readonly tenants: Readonly<Record<string, readonly string[]>>
  /** What the owner claims of the platform that no manifest tells. */
  readonly facts: Facts
  /** What machines cost an hour, by size. */
  readonly prices: Readonly<Record<string, number>>
  /** The images that others may be built on; any where none is listed. */
  readonly bases: readonly StatedBase[]
  /** Registries, or the beginnings of repositories in them, to what is asked for their images in their stead. */
  readonly mirrors: Readonly<Record<string, string>>
  /** By when flaws have to be gone, and how old images may be. */
  readonly patching: Patching
  /** How many failure domains have to stand before each guarantee holds. */
  readonly depth: ConfiguredDepths
  /** What is kept apart: one tenant from another, or also the replicas of one workload; for all, or by name of the tenant. */
  readonly isolate: Readonly<Record<string, Isolate>>
  /** Severities by id or name of the control. */
  readonly severities: Readonly<Record<string, Severity>>
  readonly waivers: readonly ConfiguredWaiver[]
  /** Whether comments and annotations in scanned files may waive; false where tenants write these files. */
  readonly inlineWaivers: boolean
  readonly controls: readonly CustomControl[]
}

export interface Patching {
  readonly deadlines: StatedDeadlines
  /** Of images whose code is untrusted. */
  readonly untrusted: StatedDeadlines
  /** By when something is done against flaws that have no fix; without it no day is asked. */
  readonly unfixed: UnfixedDeadlines
  /** In days. */
  readonly imageAge: number
}

/** In days after the fix became known. */
export type StatedDeadlines = Readonly<Partial<Record<keyof Deadlines, number | undefined>>>

export type Isolate = 'tenant' | 'replica'

/** Depths for all tenants, and for some of them by name, with `*` for any text. */
export interface ConfiguredDepths extends StatedDepths {
  readonly tenants: Readonly<Record<string, StatedDepths>>
}

export type StatedDepths = Readonly<Partial<Record<DepthName, StatedDepth | undefined>>>

export interface StatedDepth {
  readonly value: number
  readonly owner?: string | undefined
  /** ISO date, the last day on which it holds. */
  readonly until?: string | undefined
  readonly reason?: string | undefined
}

/** One accepted risk; all that is stated must match. */
export interface ConfiguredWaiver {
  /** Id or name of the control. */
  readonly control: string
  /** `NAMESPACE/KIND/NAME[/CONTAINER]`, with `*` for any text; without it every asset. */
  readonly asset?: string | undefined
  /** Path as reports print it, with `*` for any text; without it every file. */
  readonly file?: string | undefined
  readonly reason: string
  readonly owner: string
  /** ISO date, the last day on which it holds. */
  readonly until: string
}

/** A control of one's own, as an expression in CEL (Common Expression Language) over an asset. */
export interface CustomControl {
  /** `PREFIX-nnnn`; the prefix BH is ours. */
  readonly id: string
  readonly name: string
  readonly title: string
  readonly severity: Severity
  readonly layer: Layer
  readonly guarantees: readonly Guarantee[]
  /** The kind of asset, under whose name (`container`, `roleBinding`) the expressions see it. */
  readonly applies: string
  /** True where the control applies; everywhere without it. */
  readonly when?: string | undefined
  /** True where the asset is at fault. */
  readonly fail: string
  readonly message: string
  readonly rationale: string
  readonly remediation: string
  readonly references: readonly string[]
  readonly examples: {
    readonly fail: readonly string[]
    readonly pass: readonly string[]
    readonly unknown: readonly string[]
  }
}

const severity = z.enum(severities)
const text = z.string().min(1)
const namespaces = z.strictObject({ namespaces: z.array(text) })

const waiver = z.strictObject({
  control: text,
  asset: text.optional(),
  file: text.optional(),
  reason: text,
  owner: text,
  until: z.iso.date(),
})

const customControl = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]*-[0-9]{1,6}$/),
  name: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
  title: z.string().min(1).max(60),
  severity,
  layer: z.enum(layers),
  guarantees: z.array(z.enum(guarantees)).min(1),
  applies: text,
  when: text.optional(),
  fail: text,
  message: text,
  rationale: text,
  remediation: text,
  references: z.array(text).default([]),
  examples: z.strictObject({
    fail: z.array(text).min(1),
    pass: z.array(text).min(1),
    unknown: z.array(text).default([]),
  }),
})

/** A value alone, or with who claims it and since when. */
function factSchema(name: FactName): z.ZodType<Facts[FactName]> {
  const value = z.enum(Object.keys(platformFacts[name].values) as [string, ...string[]])
  const claim = z.strictObject({ value, owner: text.optional(), date: z.iso.date().optional() })
  const asClaim = (given: unknown): unknown => (typeof given === 'string' ? { value: given } : given)
  return z.preprocess(asClaim, claim).optional() as z.ZodType<Facts[FactName]>
}

const facts = z.strictObject(
  Object.fromEntries(
    (Object.keys(platformFacts) as FactName[]).map((name) => [name, factSchema(name)] as const),
  ),
) as unknown as z.ZodType<Facts>

/** A depth alone, or with who accepts it, why and until when. */
const level = z.preprocess(
  (given) => (typeof given === 'object' ? given : { value: given }),
  z.strictObject({
    value: z.int().min(0).max(4),
    owner: text.optional(),
    until: z.iso.date().optional(),
    reason: text.optional(),
  }),
)
const levels = {
  containment: level.optional(),
  ownNode: level.optional(),
  data: level.optional(),
  influence: level.optional(),
  fairShare: level.optional(),
} satisfies Record<DepthName, z.ZodType<StatedDepth | undefined>>
const depth = z.strictObject({
  ...levels,
  tenants: z.record(text, z.strictObject(levels)).default({}),
})

/** An answer alone is that of all tenants. */
const isolate = z.preprocess(
  (given) => (typeof given === 'string' ? { '*': given } : given),
  z.record(text, z.enum(['tenant', 'replica'])),
)

const days = z.int().min(0).max(3650)
const deadlines = z
  .strictObject({
    exploited: days.optional(),
    critical: days.optional(),
    high: days.optional(),
    medium: days.optional(),
    low: days.optional(),
  } satisfies Record<keyof Deadlines, z.ZodType<number | undefined>>)
  .default({})
const patching = z.strictObject({
  deadlines,
  untrusted: deadlines,
  unfixed: z.strictObject({ exploited: days.optional(), critical: days.optional() }).default({}),
  imageAge: days.default(defaultImageAge),
})

/** What stands before the last part of a name. */
const repositories = text.refine(
  (name) => parseImageReference(`${name}/image`)?.isRegistryStated === true,
  'expected a registry, with or without the beginning of a repository, such as bank.azurecr.io/dockerhub',
)

const diffId = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits')

/** An image alone, or with who approved it and what is known of it. */
const base = z.preprocess(
  (given) => (typeof given === 'string' ? { image: given } : given),
  z.strictObject({
    image: text.refine(
      (image) => parseListed(image) !== undefined,
      'expected an image of a stated registry, such as bank.azurecr.io/hardened/python:3.13',
    ),
    layers: z.array(diffId).default([]),
    os: text.optional(),
    runtime: text.optional(),
    owner: text.optional(),
    date: z.iso.date().optional(),
    until: z.iso.date().optional(),
  }),
)

/** A namespace in two groups would be of the last one, and the first would seem to be kept from it. */
function requireOneTenant(tenants: Config['tenants'], context: z.RefinementCtx): void {
  const tenantOf = new Map<string, string>()
  for (const [tenant, namespaces] of Object.entries(tenants)) {
    for (const namespace of namespaces) {
      const other = tenantOf.get(namespace)
      if (other !== undefined && other !== tenant)
        context.addIssue({
          code: 'custom',
          path: [tenant],
          message: `Namespace '${namespace}' belongs to two tenants, '${other}' and '${tenant}'`,
        })
      tenantOf.set(namespace, tenant)
    }
  }
}

/** An unknown key is an error: a misspelt one would say nothing and mean nothing. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  kubernetes: z
    .string('expected a quoted version, such as "1.35"')
    .regex(/^1\.[0-9]{1,2}$/)
    .optional(),
  platform: namespaces.optional(),
  untrusted: namespaces.optional(),
  tenants: z.record(text, z.array(text).min(1)).superRefine(requireOneTenant).default({}),
  facts: facts.default({}),
  prices: z.record(text, z.number().positive()).default({}),
  bases: z.array(base).default([]),
  mirrors: z.record(repositories, repositories).default({}),
  patching: patching.default({ deadlines: {}, untrusted: {}, unfixed: {}, imageAge: defaultImageAge }),
  depth: depth.default({ tenants: {} }),
  isolate: isolate.default({}),
  severities: z.record(text, severity).default({}),
  waivers: z.array(waiver).default([]),
  inlineWaivers: z.boolean().default(true),
  controls: z.array(customControl).default([]),
})
