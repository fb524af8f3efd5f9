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
    const bySubject = routesBy.get(finding.name)
    if (bySubject === undefined) return finding
    const own = subjectsOfAsset(finding.asset).flatMap((each) => [...(bySubject.get(each) ?? [])])
    return own.length === 0 ? finding : { ...finding, routes: [...new Set(own)] }
  })
}

/** Control to what it falls short on, to the ids of routes. */
type RoutesByFailing = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

/** Ids of routes by the control that would close or bar them, and the subject that it fails on. */
function routesByFailing(
  { routes, terrain }: Pick<Assessment, 'routes' | 'terrain'>,
  techniques: readonly AnyTechnique[],
): RoutesByFailing {
  const controlsOf = new Map(techniques.map(({ id, controls }) => [id, controls] as const))
  const subjectsOf = subjectsOfPositions(terrain)
  const found = new Map<string, Map<string, Set<string>>>()
  routes.forEach(({ steps }, index) => {
    for (const { technique = '', from } of steps) {
      for (const control of controlsOf.get(technique) ?? []) {
        const bySubject = found.get(control) ?? new Map<string, Set<string>>()
        found.set(control, bySubject)
        noteRoute(bySubject, subjectsOf(from.key), routeId(index))
      }
    }
  })
  return found
}

function noteRoute(bySubject: Map<string, Set<string>>, subjects: ReadonlySet<string>, id: string): void {
  for (const each of subjects) bySubject.set(each, (bySubject.get(each) ?? new Set()).add(id))
}

/** As `subjectOfAsset`, for what a report says of an asset. */
function subjectsOfAsset({ kind, namespace, name, part }: FindingAsset): readonly string[] {
  if (kind === 'Namespace') return [`namespace:${name}`]
  if (kind === 'ServiceAccount') return [`account:${namespace}/${name}`]
  const workload = objectName({ kind, namespace, name })
  return [`workload:${part === undefined ? workload : `${workload}/${part}`}`]
}
