import type { AnyTechnique } from '../breach/any-technique.ts'
import type { Assessment } from '../breach/assessment.ts'
import { subjectsOfPositions } from '../breach/subjects.ts'
import { objectName } from '../model/object.ts'
import type { Finding, FindingAsset } from './finding.ts'
import { routeId } from './route-report.ts'

/** Adds to each finding the routes that run over its asset and would be closed or barred if its control passed. */
export function linkRoutes(
  findings: readonly Finding[],
  assessment: Pick<Assessment, 'routes' | 'terrain'>,
  techniques: readonly AnyTechnique[],
): Finding[] {
  const routesBy = routesByFailing(assessment, techniques)
  return findings.map((finding) => {
    const own = subjectsOfAsset(finding.asset).flatMap((each) => [
      ...(routesBy.get(failing(finding.name, each)) ?? []),
    ])
    return own.length === 0 ? finding : { ...finding, routes: [...new Set(own)] }
  })
}

/** Ids of routes by the control that would close or bar them, and the subject that it fails on. */
function routesByFailing(
  { routes, terrain }: Pick<Assessment, 'routes' | 'terrain'>,
  techniques: readonly AnyTechnique[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const controlsOf = new Map(techniques.map(({ id, controls }) => [id, controls] as const))
  const subjectsOf = subjectsOfPositions(terrain)
  const found = new Map<string, Set<string>>()
  routes.forEach(({ steps }, index) => {
    for (const { technique = '', from } of steps) {
      const subjects = [...subjectsOf(from.key)]
      const keys = (controlsOf.get(technique) ?? []).flatMap((control) =>
        subjects.map((subject) => failing(control, subject)),
      )
      for (const key of keys) found.set(key, (found.get(key) ?? new Set()).add(routeId(index)))
    }
  })
  return found
}

function failing(control: string, subject: string): string {
  return `${control} ${subject}`
}

/** As `subjectOfAsset`, for what a report says of an asset. */
function subjectsOfAsset({ kind, namespace, name, part }: FindingAsset): readonly string[] {
  if (kind === 'Namespace') return [`namespace:${name}`]
  if (kind === 'ServiceAccount') return [`account:${namespace}/${name}`]
  const workload = objectName({ kind, namespace, name })
  return [`workload:${part === undefined ? workload : `${workload}/${part}`}`]
}
