import { type Assessment, assessBreaches, type TooLarge } from '../breach/assess.ts'
import { techniques } from '../breach/techniques/registry.ts'
import { defaultConfig, type NamedTenant, type ParsedConfig } from '../config/parse.ts'
import { exceptionsIn, requirementsOf } from '../config/requirements.ts'
import type { AnyControl } from '../controls/any-control.ts'
import type { Judgements } from '../controls/judge.ts'
import { type BreachReport, reportBreaches } from '../findings/breach-report.ts'
import { tellDefence } from '../findings/defence.ts'
import { hint } from '../kernel/nearest.ts'
import { fitsWildcard } from '../kernel/wildcard.ts'
import type { Document, Origin } from '../model/origin.ts'
import { type Problem, problemAt, problemKinds } from '../model/problem.ts'
import type { ReadPlatform } from './read-platform.ts'
import { findReplicas, withOtherReplicas } from './replicas.ts'
import type { ScanOptions } from './scan-input.ts'

interface Judged extends Pick<ReadPlatform, 'platform' | 'relink'> {
  readonly judged: Judgements
  readonly controls: readonly AnyControl[]
}

export interface FoundBreaches {
  readonly assessment?: Assessment
  readonly report?: BreachReport
  readonly problems: readonly Problem[]
}

/** Platform → routes and depths, where there is a cluster with untrusted code in it. */
export function findBreaches(
  { platform, relink, judged, controls }: Judged,
  {
    config: parsedConfig = defaultConfig,
    today,
    assessesBreach,
    includesGraph = false,
    controls: asked,
  }: ScanOptions,
): FoundBreaches {
  const { facts, tenants, depth } = parsedConfig.config
  if (!(assessesBreach ?? asked === undefined)) return { problems: [] }
  const required = requirementsOf(depth, today)
  const replicas = findReplicas(platform, parsedConfig.config)
  const assessment = assessBreaches(withOtherReplicas(platform, replicas, relink), {
    techniques,
    facts,
    tenants,
    required,
    shortfalls: judged.judgements,
  })
  if ('estimate' in assessment) return { problems: tooLarge(assessment) }
  if (assessment.footholds.length === 0) return { problems: [] }
  const { terrain } = assessment
  const known = { ...facts, ...terrain.read }
  return {
    assessment,
    report: reportBreaches(assessment, {
      techniques,
      facts,
      requirements: required,
      exceptions: exceptionsIn(depth, today),
      replicas,
      defence: tellDefence({ ...judged, controls, facts: known, tenants: terrain.tenants }),
      includesGraph,
    }),
    problems: problemsOf(assessment, parsedConfig),
  }
}

function problemsOf(assessment: Assessment, { config, tenants }: ParsedConfig): readonly Problem[] {
  const known = [...Object.keys(config.tenants), ...assessment.terrain.tenants.names]
  return [...missingSteps(assessment), ...leftOut(assessment), ...strangers(tenants, known)]
}

/** Of whom nobody knows anything, nothing is asked: what is said of him may be meant for another. */
function strangers(named: readonly NamedTenant[], known: readonly string[]): readonly Problem[] {
  return named
    .filter(({ name }) => !known.some((tenant) => fitsWildcard(tenant, name)))
    .map(({ name, location }) => ({
      code: 'unknown-tenant',
      message: `No tenant is called '${name}'.${hint(name, known)}`,
      location,
      remedy: problemKinds['unknown-tenant'].remedy,
    }))
}

function missingSteps(assessment: Assessment): readonly Problem[] {
  return assessment.missingSteps.map(({ message, origin }) =>
    problemAt('map-incomplete', message, { document: origin.document, offset: origin.start }),
  )
}

function tooLarge({ terrain, estimate }: TooLarge): readonly Problem[] {
  const message = `How far hostile code gets was not worked out: the map of this platform would have about ${estimate} steps.`
  return terrain.pods.slice(0, 1).map(({ origin }) => problemAt('map-too-large', message, placeOf(origin)))
}

function leftOut({ hasChanges, map, terrain }: Assessment): readonly Problem[] {
  if (hasChanges) return []
  const message = `The cheapest changes and what unknown facts would change were not worked out: the map has ${map.steps.length} steps.`
  return terrain.pods.slice(0, 1).map(({ origin }) => problemAt('map-large', message, placeOf(origin)))
}

function placeOf({ document, start }: Origin): { readonly document: Document; readonly offset: number } {
  return { document, offset: start }
}
