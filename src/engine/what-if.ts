import { knownFacts } from '../breach/known-facts.ts'
import { techniques } from '../breach/techniques/registry.ts'
import { type Supposed, type Supposition, supposeControls } from '../breach/changes/what-if.ts'
import { defaultConfig } from '../config/parse.ts'
import { requirementsOf } from '../config/requirements.ts'
import { judge } from '../controls/judge.ts'
import { registry } from '../controls/registry.ts'
import type { Facts } from '../knowledge/platform-facts.ts'
import type { Problem } from '../model/problem.ts'
import { readPlatform } from './read-platform.ts'
import { findReplicas, withOtherReplicas } from './replicas.ts'
import type { ScanInput, ScanOptions } from './scan-input.ts'

export interface WhatIf extends Supposed {
  /** What of the input was not read. */
  readonly problems: readonly Problem[]
}

/** Reads a platform and says what some controls and facts would change. */
export function whatIf(
  input: ScanInput,
  options: Pick<ScanOptions, 'config' | 'kubernetesVersion' | 'today'>,
  supposition: Supposition & { readonly facts: Facts },
): WhatIf {
  const { parsed, platform: scanned, relink } = readPlatform(input, options)
  const { config } = options.config ?? defaultConfig
  const platform = withOtherReplicas(scanned, findReplicas(scanned, config), relink)
  const { facts: known } = knownFacts(scanned, config.facts)
  const { judgements } = judge(scanned, registry)
  const { tenants } = config
  const required = requirementsOf(config.depth, options.today)
  const ground = { techniques, tenants, required, shortfalls: judgements }
  const { before } = supposeControls(platform, { ...ground, facts: known }, { passing: [], failing: [] })
  const facts = { ...known, ...supposition.facts }
  const { footholds, after, idle } = supposeControls(platform, { ...ground, facts }, supposition)
  return { footholds, before, after, idle, problems: [...(input.problems ?? []), ...parsed.problems] }
}
