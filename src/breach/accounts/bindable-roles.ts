import { byDefault } from '../../model/known.ts'
import type { AssetOf, Platform } from '../../model/platform.ts'
import { grantsEverything, type Right } from '../../model/rbac-match.ts'
import type { Role } from '../../model/rbac.ts'
import { rights } from '../../controls/identity/abilities.ts'
import { doubted } from '../steps/doubt.ts'
import type { Holding } from './holding.ts'
import { isAbout, join, type Permission } from '../steps/permission.ts'
import { everywhere } from '../steps/position.ts'

/** A role that somebody may bind to itself. */
export interface BindableRole {
  readonly holding: Holding
  /** It holds every right. */
  readonly isEverything: boolean
}

interface Queries {
  /** Where somebody has one of several rights. */
  anyOf(rights: readonly Right[]): readonly Permission[]
}

const group = 'rbac.authorization.k8s.io'

interface Binding {
  readonly resource: 'clusterrolebindings' | 'rolebindings'
  readonly roles: 'clusterroles' | 'roles'
  readonly bind: readonly Right[]
  readonly create: readonly Right[]
  readonly change: readonly Right[]
}

/** A cluster role binding refers to cluster roles only (Kubernetes documentation, RBAC). */
const bindings: readonly Binding[] = [
  bindingOf('clusterrolebindings', 'clusterroles'),
  bindingOf('rolebindings', 'clusterroles'),
  bindingOf('rolebindings', 'roles'),
]

function bindingOf(resource: Binding['resource'], roles: Binding['roles']): Binding {
  return {
    resource,
    roles,
    bind: rights(['bind'], group, roles),
    create: rights(['create'], group, resource),
    change: rights(['update', 'patch'], group, resource),
  }
}

/**
 * Roles that `bind` hands out. The API server asks for `bind` on the role, in the namespace of the binding, and for the right
 * to write the binding. Who may change bindings and not create them adds himself to those that are there.
 */
export function bindableRoles({ anyOf }: Queries, platform: Platform): readonly BindableRole[] {
  return bindings.flatMap((binding) => {
    const bind = anyOf(binding.bind)
    if (bind.length === 0) return []
    const create = anyOf(binding.create)
    const change = anyOf(binding.change)
    return [
      ...pairs(bind, create, binding).flatMap((pair) => creatable(pair, binding, platform)),
      ...pairs(bind, change, binding).flatMap((pair) => changeable(pair, binding, platform)),
    ]
  })
}

/** `bind` on roles beside the right to write bindings, where both hold. */
interface Pair {
  readonly bind: Permission
  readonly write: Permission
  readonly scope: string
}

function pairs(bind: readonly Permission[], write: readonly Permission[], binding: Binding): readonly Pair[] {
  return bind
    .filter(({ scope }) => scope === everywhere || !isAcross(binding))
    .flatMap((one) =>
      write
        .filter(({ scope }) => one.scope === everywhere || scope === everywhere || scope === one.scope)
        .map((other) => ({
          bind: one,
          write: other,
          scope: one.scope === everywhere ? other.scope : one.scope,
        })),
    )
}

function isAcross({ resource }: Binding): boolean {
  return resource === 'clusterrolebindings'
}

/** Of all cluster roles it is enough to know the one that every cluster has and that holds every right. */
function creatable(pair: Pair, binding: Binding, platform: Platform): readonly BindableRole[] {
  const { bind, scope } = pair
  if (binding.roles === 'clusterroles') {
    return (bind.names ?? [administrator])
      .flatMap((name) => clusterRole(name, bind, platform) ?? [])
      .map((role) => bindable({ role, scope }, pair, { binding, platform }))
  }
  return inScope('role', scope, platform)
    .filter(({ isClusterRole, name }) => !isClusterRole && isAbout(bind, name))
    .map((role) => bindable({ role, scope: role.namespace }, pair, { binding, platform }))
}

/** Roles of the bindings that are there; every cluster has one to cluster-admin, of the same name. */
function changeable(pair: Pair, binding: Binding, platform: Platform): readonly BindableRole[] {
  const { bind, write, scope } = pair
  const found = inScope('role-binding', scope, platform)
    .filter((each) => each.isClusterRoleBinding === isAcross(binding) && isAbout(write, each.name))
    .flatMap((each) => {
      const role = platform.roleOf(each)
      return role === undefined ? [] : [{ role, scope: isAcross(binding) ? everywhere : each.namespace }]
    })
  const own =
    isAcross(binding) && isAbout(write, administrator)
      ? clusterRole(administrator, bind, platform)
      : undefined
  return [...(own === undefined ? [] : [{ role: own, scope }]), ...found]
    .filter(
      ({ role }) => role.isClusterRole === (binding.roles === 'clusterroles') && isAbout(bind, role.name),
    )
    .map((each) => bindable(each, pair, { binding, platform }))
}

function inScope<K extends 'role' | 'role-binding'>(
  kind: K,
  scope: string,
  platform: Platform,
): readonly AssetOf<K>[] {
  return scope === everywhere ? platform.all(kind) : platform.inNamespace(kind, scope)
}

const administrator = 'cluster-admin'

function clusterRole(
  name: string,
  { evidence: [roleOrigin] }: Permission,
  platform: Platform,
): Role | undefined {
  if (roleOrigin === undefined) return undefined
  return platform.roleOf({
    roleKind: byDefault('ClusterRole'),
    roleName: byDefault(name),
    roleOrigin,
    namespace: '',
  })
}

function bindable(
  { role, scope }: Pick<Holding, 'role' | 'scope'>,
  { bind, write }: Pair,
  { binding, platform }: { readonly binding: Binding; readonly platform: Platform },
): BindableRole {
  const { by, evidence, assumes } = join(scope, bind, write)
  return {
    isEverything: platform.rulesOf(role).some(grantsEverything),
    holding: {
      role,
      scope,
      isClusterWide: isAcross(binding),
      by: `${role.kind} ${role.name}, which it may bind by ${by}`,
      evidence,
      ...doubted(assumes),
    },
  }
}
