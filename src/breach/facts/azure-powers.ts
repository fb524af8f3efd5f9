import type { AzureRight } from '../../link/azure.ts'
import { isKnown } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'

/** Whether a right surely lets images be pushed, wherever it holds. */
export function mayPush(right: AzureRight, platform: Platform): boolean {
  return right.role?.registry === 'push' && !isIgnored(right, platform) && isCertain(right)
}

function isCertain({ assignment }: AzureRight): boolean {
  return assignment.confidence === 'confirmed'
}

/** Conditions bound repositories for those roles alone that know of repositories. */
export function hasNoBound({ assignment, role }: AzureRight): boolean {
  return role?.isIgnoredByAbac === true || isKnown(assignment.condition, undefined)
}

/** Where every registry bounds rights to repositories, the old roles have no effect. */
export function isIgnored({ role }: AzureRight, platform: Platform): boolean {
  const registries = platform.all('container-registry')
  const areBounded = registries.every(({ roleAssignmentMode }) =>
    isKnown(roleAssignmentMode, 'AbacRepositoryPermissions'),
  )
  return role?.isIgnoredByAbac === true && registries.length > 0 && areBounded
}

/** Whether a right surely reaches over Azure. */
export function isWide(right: AzureRight): boolean {
  return right.role?.isWide === true && isCertain(right)
}

/** Whether a right would be one too many for code in a pod; what nobody knows would. */
export function mayHarm({ role }: AzureRight): boolean {
  return role === undefined || role.isWide || role.isOfNetworks || role.registry === 'push'
}

export function mayPull({ role }: AzureRight): boolean {
  return role === undefined || role.registry !== undefined
}
