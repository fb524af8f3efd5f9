import { openingsBy } from './account-openings.ts'
import type { Assumption } from '../steps/barrier.ts'
import { type Step, holds } from '../steps/step.ts'
import type { Permission } from '../steps/permission.ts'
import { everywhere, namedSecretsPosition, tenantPosition } from '../steps/position.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

const deed = 'read secrets that nobody declared'

/** Manifests seldom show secrets: one that a role names and nobody declares may exist all the same. */
export function supposedSecrets(permission: Permission, terrain: Terrain): readonly Opening[] {
  const { names = [], scope } = permission
  if (names.length === 0) return []
  if (scope === everywhere) return openingsBy(permission, { to: [namedSecretsPosition], deed })
  const tenant = terrain.tenants.ofNamespace(scope)
  const declared = terrain.secrets.get(scope) ?? []
  const missing = names.find((name) => declared.every((secret) => secret.name !== name))
  if (tenant === undefined || missing === undefined) return []
  const assumes = permission.assumes ?? existence(`secret ${scope}/${missing}`, permission)
  return openingsBy({ ...permission, assumes }, { to: [tenantPosition(tenant)], deed })
}

function existence(secret: string, { evidence: [origin] }: Permission): Assumption {
  return { question: `whether ${secret} exists`, ...(origin === undefined ? {} : { origin }) }
}

/** Through one position, so that accounts do not multiply with tenants. */
export function supposedSecretSteps({ tenants }: Terrain): Step[] {
  return tenants.names.map((tenant) =>
    holds(namedSecretsPosition, {
      to: tenantPosition(tenant),
      how: `Namespaces of ${tenant} may hold a secret of that name.`,
      assumes: { question: `whether tenant ${tenant} keeps secrets whose names roles give away` },
    }),
  )
}
