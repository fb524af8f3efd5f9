import type { AzureMeta, Reference, VaultAccess } from '../model/azure.ts'
import { isKnown, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'

/** What policies of the vaults themselves let an identity do, beside its roles. */
export interface VaultRights {
  readonly accesses: readonly VaultAccess[]
  /** False where a policy cannot be read that may be its own. */
  readonly isComplete: boolean
}

/** A vault that asks Azure’s roles takes no notice of its own policies. */
export function vaultRightsWhere(
  { declaredIn }: AzureMeta,
  platform: Platform,
  isOwn: (principal: Reference) => boolean,
): VaultRights {
  const policies = platform
    .all('key-vault')
    .filter((vault) => vault.declaredIn === declaredIn && !isKnown(vault.enableRbacAuthorization, true))
    .flatMap(({ accessPolicies }) => accessPolicies)
  const accesses = policies.filter(({ principal, permissions }) => {
    const reference = valueOf(principal)
    return reference !== undefined && isOwn(reference) && permissions.length > 0
  })
  return { accesses, isComplete: policies.every(({ principal }) => principal.state !== 'hidden') }
}
