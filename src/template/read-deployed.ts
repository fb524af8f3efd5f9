import { readArm } from '../arm/assets.ts'
import type { ArmResource } from '../arm/resource.ts'
import type { AzureAsset } from '../model/azure.ts'
import type { Document } from '../model/origin.ts'
import { type Problem, problemAt } from '../model/problem.ts'
import { armResources } from './arm-resources.ts'
import { unreadIn } from './unread.ts'
import type { Walk } from './walk.ts'

/** What a deployment tells, and what of it could not be read. */
export interface Deployed {
  readonly facts: readonly AzureAsset[]
  readonly problems: readonly Problem[]
  readonly objectCount: number
}

/** Reads all that a walk through a template has found. */
export function readDeployed(walk: Walk, document: Document): Deployed {
  const { facts, problems } = readResources(armResources(walk, document))
  return {
    facts,
    problems: [
      ...walk.problems,
      ...problems,
      ...exhausted(walk, document),
      ...unreadIn(walk.resources, document),
    ],
    objectCount: walk.resources.length,
  }
}

export function readResources(resources: readonly ArmResource[]): Pick<Deployed, 'facts' | 'problems'> {
  const problems: Problem[] = []
  const facts = resources
    .map((resource) => readArm(resource, problems))
    .filter((asset) => asset !== undefined)
  return { facts, problems }
}

/** Told once all that a template declares was worked out, or should have been. */
function exhausted({ budget }: Walk, document: Document): readonly Problem[] {
  if (budget.left >= 0) return []
  const message = 'The template takes too long to work out; what is left of it is not known.'
  return [problemAt('too-large', message, { document, offset: 0 })]
}
