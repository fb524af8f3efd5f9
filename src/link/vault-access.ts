import { remember } from '../kernel/remember.ts'
import type { VaultAccess } from '../model/azure.ts'
import { isKnown } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { type Asked, searchFor } from './principals.ts'

/** What policies of the vaults themselves let an identity do, beside its roles. */
export interface VaultRights {
  readonly accesses: readonly VaultAccess[]
  /** False where a policy cannot be read that may be its own. */
  readonly isComplete: boolean
}

/** A vault that asks Azure’s roles takes no notice of its own policies. */
export function vaultRightsOf(asked: Asked, platform: Platform): VaultRights {
  const { sure, perhaps } = policiesIn(platform)(asked, platform)
  return { accesses: sure.map(({ policy }) => policy), isComplete: perhaps.length === 0 }
}

const policiesIn = remember((platform: Platform) => {
  const policies = platform
    .all('key-vault')
    .filter(({ enableRbacAuthorization }) => !isKnown(enableRbacAuthorization, true))
    .flatMap((vault) => vault.accessPolicies.map((policy) => ({ vault, policy })))
    .filter(({ policy: { permissions } }) => permissions.length > 0)
  return searchFor(policies, ({ vault, policy: { principal } }) => ({ from: vault, known: principal }))
})
