import { assessBreaches } from '../breach/assess.ts'
import type { Assessment } from '../breach/assessment.ts'
import { factsOf } from '../breach/contradictions.ts'
import { type KnownFacts, knownFacts } from '../breach/known-facts.ts'
import { techniques } from '../breach/techniques/registry.ts'
import { defaultConfig } from '../config/parse.ts'
import { exceptionsIn, requirementsOf } from '../config/requirements.ts'
import type { AnyControl } from '../controls/any-control.ts'
import type { Judgements } from '../controls/judge.ts'
import { type BreachReport, reportBreaches } from '../findings/breach-report.ts'
import { tellDefence } from '../findings/defence.ts'
import type { Requirements } from '../knowledge/required-depths.ts'
import type { Problem } from '../model/problem.ts'
import { deniedFacts, missingNamespaces, problemsOf, tooLarge, unknownTenants } from './breach-problems.ts'
import type { ReadPlatform } from './read-platform.ts'
import { findReplicas, type Replicas, withOtherReplicas } from './replicas.ts'
import type { ScanOptions } from './scan-input.ts'

interface Judged extends Pick<ReadPlatform, 'platform' | 'relink'> {
  readonly judged: Judgements
  readonly controls: readonly AnyControl[]
}

export interface FoundBreaches {
  /** What findings are linked to: the map is done with. */
  readonly assessment?: Pick<Assessment, 'routes' | 'terrain'>
  readonly report?: BreachReport
  readonly problems: readonly Problem[]
}

/** Platform → routes and depths, where there is a cluster with untrusted code in it. */
export function findBreaches(judged: Judged, options: ScanOptions): FoundBreaches {
  const { config: parsedConfig = defaultConfig, today, assessesBreach, controls: asked } = options
  if (!(assessesBreach ?? asked === undefined)) return { problems: [] }
  const { platform, relink } = judged
  const { facts: claims, tenants, depth } = parsedConfig.config
  const declared = knownFacts(platform, claims)
  const replicas = findReplicas(platform, parsedConfig.config)
  const required = requirementsOf(depth, today)
  const assessment = assessBreaches(withOtherReplicas(platform, replicas, relink), {
    techniques,
    facts: declared.facts,
    tenants,
    required,
    shortfalls: judged.judged.judgements,
  })
  if ('estimate' in assessment) return { problems: tooLarge(assessment) }
  const missing = missingNamespaces(parsedConfig.members, platform)
  if (assessment.footholds.length === 0) return { problems: missing }
  const { routes, terrain } = assessment
  return {
    assessment: { routes, terrain },
    report: reportOf(assessment, judged, { options, replicas, required, declared }),
    problems: [
      ...problemsOf(assessment),
      ...deniedFacts(declared.denied),
      ...missing,
      ...unknownTenants(parsedConfig, terrain),
    ],
  }
}

interface Asked {
  readonly options: ScanOptions
  readonly replicas: Replicas
  readonly required: Requirements
  readonly declared: KnownFacts
}

function reportOf(
  assessment: Assessment,
  { judged, controls }: Judged,
  { options, replicas, required, declared }: Asked,
): BreachReport {
  const { config: { config } = defaultConfig, today, includesGraph = false } = options
  const { read, contradictions, tenants } = assessment.terrain
  const facts = { ...read, ...declared.facts, ...factsOf(contradictions) }
  return reportBreaches(assessment, {
    techniques,
    facts: config.facts,
    declared,
    requirements: required,
    exceptions: exceptionsIn(config.depth, today),
    replicas,
    defence: tellDefence({ ...judged, controls, facts, tenants }),
    includesGraph,
  })
}
