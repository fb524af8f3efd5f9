import { askFacts, readFacts } from '../breach/facts/facts.ts'
import { knownFacts } from '../breach/known-facts.ts'
import { defaultConfig } from '../config/parse.ts'
import type { Platform } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'
import { pluginOptions } from '../reach/plugin.ts'
import { buildReach, type Reach } from '../reach/reach.ts'
import { readPlatform } from './read-platform.ts'
import type { ScanInput, ScanOptions } from './scan-input.ts'

/** A platform of which one may ask who reaches whom. */
export interface ReachableGround {
  readonly platform: Platform
  readonly reach: Reach
  /** What of the input was not read. */
  readonly problems: readonly Problem[]
  readonly objectCount: number
  /** Whether anything enforces network policies, as far as the facts tell. */
  readonly enforcement: 'good' | 'bad' | 'unknown'
}

/** Reads a platform and evaluates its network policies, as the facts of the configuration say that they are enforced. */
export function surveyReach(
  input: ScanInput,
  options: Pick<ScanOptions, 'config' | 'kubernetesVersion'>,
): ReachableGround {
  const { parsed, platform } = readPlatform(input, options)
  const { config } = options.config ?? defaultConfig
  const { is, value } = askFacts({ ...readFacts(platform), ...knownFacts(platform, config.facts).facts }).ask(
    'networkPolicy',
  )
  return {
    platform,
    reach: buildReach(platform, pluginOptions(value)),
    problems: [...(input.problems ?? []), ...parsed.problems],
    objectCount: parsed.objectCount,
    enforcement: is,
  }
}
