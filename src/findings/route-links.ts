import type { AnyTechnique } from '../breach/any-technique.ts'
import type { Assessment } from '../breach/assess.ts'
import { subjectsOfPositions } from '../breach/subjects.ts'
import { objectName } from '../model/object.ts'
import type { Finding, FindingAsset } from './finding.ts'

/** Adds to each finding the routes that run over its asset and would be closed or barred if its control passed. */
export function linkRoutes(
  findings: readonly Finding[],
  { routes, terrain }: Assessment,
  techniques: readonly AnyTechnique[],
): Finding[] {
  const controlsOf = new Map(techniques.map(({ id, controls }) => [id, controls] as const))
  const subjectsOf = subjectsOfPositions(terrain)
  const routesBy = new Map<string, Set<string>>()
  routes.forEach(({ steps }, position) => {
    for (const { technique, from } of steps) {
      for (const control of controlsOf.get(technique ?? '') ?? []) {
        for (const subject of subjectsOf(from.key)) {
          const key = `${control} ${subject}`
          const known = routesBy.get(key) ?? new Set()
          routesBy.set(key, known.add(`R${position + 1}`))
        }
      }
    }
  })
  return findings.map((finding) => {
    const own = subjectsOfAsset(finding.asset).flatMap((each) => [
      ...(routesBy.get(`${finding.name} ${each}`) ?? []),
    ])
    return own.length === 0 ? finding : { ...finding, routes: [...new Set(own)] }
  })
}

/** As `subjectOfAsset`, for what a report says of an asset. */
function subjectsOfAsset({ kind, namespace, name, part }: FindingAsset): readonly string[] {
  if (kind === 'Namespace') return [`namespace:${name}`]
  if (kind === 'ServiceAccount') return [`account:${namespace}/${name}`]
  const workload = objectName({ kind, namespace, name })
  return [`workload:${part === undefined ? workload : `${workload}/${part}`}`]
}
