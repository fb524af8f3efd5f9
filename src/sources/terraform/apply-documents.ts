import type { Document } from '../../model/origin.ts'
import type { Problem } from '../../model/problem.ts'
import type { FindDocument } from '../parsed.ts'
import { type Applied, applyAll } from './configuration.ts'
import { readSources, type Sources } from './declarations.ts'
import { applyPlans } from './plan/apply-plans.ts'
import { isPlan } from './plan/classify.ts'
import { parsePlan, type Plan } from './plan/parse-plan.ts'

/** All files of Terraform, read and worked out. */
export interface AppliedDocuments {
  readonly sources: Sources
  readonly plans: readonly Plan[]
  readonly applied: readonly Applied[]
  readonly problems: readonly Problem[]
}

/** Files and plans → roots as they will be applied. */
export function applyDocuments(documents: readonly Document[], find: FindDocument): AppliedDocuments {
  const sources = readSources(documents.filter(({ text }) => !isPlan(text)))
  const problems = [...sources.problems]
  const plans = documents.filter(({ text }) => isPlan(text)).map((document) => parsePlan(document, problems))
  return { sources, plans, applied: applyPlans(applyAll(sources, find), plans), problems }
}
