import { isKnown, valueOf } from '../../model/known.ts'
import { hiddenName } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import type { Grant } from '../../model/platform.ts'
import type { Role } from '../../model/rbac.ts'
import type { Assumption } from '../steps/barrier.ts'
import { doubted } from '../steps/doubt.ts'
import { everywhere } from '../steps/position.ts'

/** A role that somebody has, or may give itself. */
export interface Holding {
  readonly role: Role
  /** Where the role counts: a namespace, or `everywhere`. */
  readonly scope: string
  /** Only a binding across the cluster gives rights over what lies outside namespaces. */
  readonly isClusterWide: boolean
  /** "ClusterRole deployer, bound by RoleBinding deployers". */
  readonly by: string
  readonly evidence: readonly Origin[]
  readonly assumes?: Assumption
}

/** What a binding gives; nothing where its role is declared nowhere. */
export function holdingOf({ binding, role, match }: Grant): Holding | undefined {
  if (role === undefined) return undefined
  const assumes = doubtOf(binding, match)
  return {
    role,
    scope: scopeOf(binding),
    isClusterWide: binding.isClusterRoleBinding,
    by: `${role.kind} ${role.name}, bound by ${binding.kind} ${binding.name}`,
    evidence: [binding.origin],
    ...doubted(assumes),
  }
}

/** A role that nobody declares may hold every right. Without any role the API server takes no binding. */
export function undeclaredRole({ binding, role, match }: Grant): Omit<Holding, 'role'> | undefined {
  if (role !== undefined || valueOf(binding.roleName) === '') return undefined
  const kind = isKnown(binding.roleKind, 'ClusterRole') ? 'ClusterRole' : 'Role'
  const name = valueOf(binding.roleName) ?? hiddenName
  return {
    scope: scopeOf(binding),
    isClusterWide: binding.isClusterRoleBinding,
    by: `${kind} ${name}, bound by ${binding.kind} ${binding.name}`,
    evidence: [binding.roleOrigin, binding.origin],
    assumes: doubtOf(binding, match) ?? {
      question: `what ${kind} ${name} allows, which is declared nowhere`,
      origin: binding.roleOrigin,
    },
  }
}

/** A namespace that a template fills in may be any. */
function scopeOf({ isClusterRoleBinding, namespace }: Grant['binding']): string {
  return isClusterRoleBinding || namespace === hiddenName ? everywhere : namespace
}

function doubtOf(binding: Grant['binding'], match: Grant['match']): Assumption | undefined {
  const { kind, name, namespace, origin, isClusterRoleBinding } = binding
  if (match === 'unknown') return { question: `whom ${kind} ${name} names`, origin }
  if (isClusterRoleBinding || namespace !== hiddenName) return undefined
  return { question: `which namespace ${kind} ${name} is in`, origin }
}
