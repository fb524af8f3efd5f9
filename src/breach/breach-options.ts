import type { Facts } from '../knowledge/platform-facts.ts'
import type { Requirements } from '../knowledge/required-depths.ts'
import type { AnyTechnique } from './any-technique.ts'
import type { Shortfall } from './subjects.ts'
import type { TenantGroups } from './steps/tenants.ts'

/** What the owner of the platform says, and what is asked. */
export interface BreachOptions {
  readonly techniques: readonly AnyTechnique[]
  readonly facts: Facts
  readonly tenants: TenantGroups
  readonly required: Requirements
  /** What controls did not pass on: what can be changed. */
  readonly shortfalls: readonly Shortfall[]
}
