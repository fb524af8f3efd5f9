import type { Assessment, TooLarge } from '../breach/assessment.ts'
import type { Contradiction } from '../breach/contradictions.ts'
import type { Terrain } from '../breach/terrain.ts'
import type { Member, ParsedConfig } from '../config/parse.ts'
import { hint } from '../kernel/nearest.ts'
import { fitsWildcard } from '../kernel/wildcard.ts'
import type { Document, Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import { type Problem, problemAt, problemKinds } from '../model/problem.ts'

/** What an assessment could not work out, and where it did not believe what it was told. */
export function problemsOf(assessment: Assessment): readonly Problem[] {
  return [
    ...missingSteps(assessment),
    ...deniedFacts(assessment.terrain.contradictions),
    ...leftOut(assessment),
  ]
}

/** Who misspells a namespace takes it for kept apart, for one with its tenant, or for judged. */
export function missingNamespaces(members: readonly Member[], platform: Platform): readonly Problem[] {
  const names = new Set(platform.all('namespace').map(({ name }) => name))
  return members
    .filter(({ namespace }) => !names.has(namespace))
    .map(({ claim, namespace, location }) => ({
      code: 'no-such-namespace',
      message: `Nothing of namespace ${namespace} was read, which ${claim}.${hint(namespace, names)}`,
      location,
      remedy: problemKinds['no-such-namespace'].remedy,
    }))
}

/** Of whom nobody knows anything, nothing is asked: what is said of him may be meant for another. */
export function unknownTenants({ config, tenants }: ParsedConfig, terrain: Terrain): readonly Problem[] {
  const known = [...Object.keys(config.tenants), ...terrain.tenants.names]
  return tenants
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

/** Claims that the input denies. */
export function deniedFacts(contradictions: readonly Contradiction[]): readonly Problem[] {
  return contradictions.map(({ fact, value, shownBy, origin }) => {
    const message = `The fact ${fact} is claimed otherwise, but ${shownBy} shows that it is ${value}.`
    return problemAt('fact-denied', message, placeOf(origin))
  })
}

/** How far hostile code gets on a platform that was not assessed. */
export function tooLarge({ terrain, estimate }: TooLarge): readonly Problem[] {
  const message = `How far hostile code gets was not worked out: the map of this platform would have about ${estimate} steps.`
  return terrain.pods.slice(0, 1).map(({ origin }) => problemAt('map-too-large', message, placeOf(origin)))
}

function leftOut({ hasChanges, map, terrain }: Assessment): readonly Problem[] {
  if (hasChanges) return []
  const message = `The cheapest changes and what unknown facts would change were not worked out: the map has ${map.steps.length} steps for ${terrain.tenants.names.length} tenants.`
  return terrain.pods.slice(0, 1).map(({ origin }) => problemAt('map-large', message, placeOf(origin)))
}

function placeOf({ document, start }: Origin): { readonly document: Document; readonly offset: number } {
  return { document, offset: start }
}
