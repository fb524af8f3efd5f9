import { child, entriesOf, type MapNode } from '../../../kernel/tree.ts'
import type { KnownModule, ModuleCall } from '../../../template/names.ts'
import type { Surface } from './surface.ts'
import { openedTemplate, surfaceTemplate } from './surface-template.ts'
import { surfaces } from './surfaces.ts'
import { compareVersions } from './version.ts'

const byPath = Map.groupBy(surfaces, ({ path }) => path)

/** Of the public registry: what others keep under such a path is theirs. */
const published = /^br:mcr\.microsoft\.com\/bicep\/(?<path>avm\/[a-z0-9/-]+):(?<version>\d+\.\d+\.\d+)$/

/** What is known of a module that is called. */
export function moduleAt({ link, at, given }: ModuleCall): KnownModule | undefined {
  const { path = '', version = '' } = published.exec(link)?.groups ?? {}
  const surface = nearest(byPath.get(path) ?? [], version)
  if (surface === undefined) return undefined
  const template = surfaceTemplate(surface, at)
  const unknown = outOfRange(surface, version) ?? unknownNames(template, given)
  return unknown === undefined ? { template } : { template: openedTemplate(template, unknown), unknown }
}

/** The one that a version is in, or else the last one before it, or the first one. */
function nearest([first, ...others]: readonly Surface[], version: string): Surface | undefined {
  return others.findLast(({ from }) => compareVersions(from, version) <= 0) ?? first
}

function outOfRange({ from, before }: Surface, version: string): string | undefined {
  const isKnown = compareVersions(from, version) <= 0 && compareVersions(version, before) < 0
  return isKnown ? undefined : `what it sets by itself is known from version ${from} to before ${before}`
}

const mostNamed = 5

function unknownNames(template: MapNode, given: readonly string[] | undefined): string | undefined {
  if (given === undefined) return 'nobody knows which parameters it is given'
  const known = new Set([...entriesOf(child(template, 'parameters'))].map(([name]) => name))
  const unknown = given.filter((name) => !known.has(name)).slice(0, mostNamed)
  return unknown.length === 0
    ? undefined
    : `nobody knows what it does with ${unknown.join(', ').slice(0, 200)}`
}
