import { rights } from '../../controls/identity/abilities.ts'
import { valueOf } from '../../model/known.ts'
import type { EnvironmentVariable } from '../../model/container.ts'
import type { Right } from '../../model/rbac-match.ts'
import { openingsBy } from './account-openings.ts'
import { type Condition, doubtOf } from '../steps/condition.ts'
import { doubted } from '../steps/doubt.ts'
import { type Step, holds } from '../steps/step.ts'
import { isAbout, type Permission } from '../steps/permission.ts'
import { everywhere, objectsPosition, tenantPosition } from '../steps/position.ts'
import { podsNamed } from './targets.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

/** Objects that hold data of their tenant for whoever may read them. */
export interface Readable {
  /** As people speak of them. */
  readonly what: string
  readonly rights: readonly Right[]
  /** Whether those of a permission's namespace hold any. */
  readonly tells: (permission: Permission, terrain: Terrain) => Condition
}

/** A patch answers with the whole object. */
const see = ['get', 'list', 'watch', 'patch'] as const

export const readables: readonly Readable[] = [
  {
    what: 'logs',
    rights: rights(['get'], '', 'pods/log'),
    tells: (permission, terrain) => {
      const isThere = podsNamed(permission, terrain).length > 0
      return { is: isThere ? 'yes' : 'no', question: '' }
    },
  },
  { what: 'config maps', rights: rights(see, '', 'configmaps'), tells: keepsConfigMaps },
  {
    what: 'variables',
    rights: [
      ...rights(see, '', 'pods', 'podtemplates', 'replicationcontrollers'),
      ...rights(see, 'apps', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'),
      ...rights(see, 'batch', 'cronjobs', 'jobs'),
    ],
    tells: stateVariables,
  },
]

/** Manifests seldom show all config maps: that none is declared does not mean that there is none. */
function keepsConfigMaps(permission: Permission, { platform }: Terrain): Condition {
  const declared = platform
    .inNamespace('config-map', permission.scope)
    .find(({ name }) => isAbout(permission, name))
  const question = `whether namespace ${permission.scope} keeps data in config maps`
  return { is: declared === undefined ? 'unknown' : 'yes', origin: declared?.origin, question }
}

/** Variables whose values stand in the pod itself; names of secrets tell nothing. */
function stateVariables(permission: Permission, { platform }: Terrain): Condition {
  const pods = platform
    .inNamespace('pod', permission.scope)
    .filter(({ orchestrator }) => orchestrator === 'kubernetes')
  const variables = pods.flatMap(({ containers }) => containers.flatMap(({ env }) => env.filter(isLiteral)))
  const stated = variables.find(({ value }) => (valueOf(value) ?? '') !== '')
  const hidden = variables.find(({ value }) => value.state === 'hidden')
  const question = `which variables the pods of namespace ${permission.scope} state`
  if (stated !== undefined) return { is: 'yes', origin: stated.origin, question }
  return { is: hidden === undefined ? 'no' : 'unknown', origin: hidden?.origin, question }
}

function isLiteral({ from }: EnvironmentVariable): boolean {
  return from === 'literal'
}

/** What a permission to read gives: the data of the tenant whose namespace it is about. */
export function readingOpenings(
  readable: Readable,
  permission: Permission,
  terrain: Terrain,
): readonly Opening[] {
  const { scope } = permission
  const deed = `read ${readable.what}`
  if (scope === everywhere) return openingsBy(permission, { to: [objectsPosition(readable.what)], deed })
  const tenant = terrain.tenants.ofNamespace(scope)
  if (tenant === undefined) return []
  const told = readable.tells(permission, terrain)
  if (told.is === 'no') return []
  const assumes = permission.assumes ?? doubtOf(told)
  return openingsBy({ ...permission, ...doubted(assumes) }, { to: [tenantPosition(tenant)], deed })
}

/** Who reads them everywhere has every tenant's: through one position, so that accounts do not multiply with tenants. */
export function readingSteps(terrain: Terrain): Step[] {
  return readables.flatMap((readable) =>
    terrain.namespaces.flatMap((namespace) => readingStep(readable, namespace, terrain)),
  )
}

function readingStep(readable: Readable, namespace: string, terrain: Terrain): Step[] {
  const tenant = terrain.tenants.ofNamespace(namespace)
  if (tenant === undefined) return []
  const told = readable.tells({ scope: namespace, by: '', evidence: [] }, terrain)
  if (told.is === 'no') return []
  return [
    holds(objectsPosition(readable.what), {
      to: tenantPosition(tenant),
      how: `The ${readable.what} of namespace ${namespace} are data of ${tenant}.`,
      ...doubted(doubtOf(told)),
    }),
  ]
}
