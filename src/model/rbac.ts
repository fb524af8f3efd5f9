import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'
import type { Selector } from './selector.ts'

/** A Role or ClusterRole; `namespace` is empty for cluster roles. */
export interface Role extends ObjectMeta {
  readonly asset: 'role'
  readonly isClusterRole: boolean
  readonly rules: readonly PolicyRule[]
  /** Selectors of the cluster roles whose rules it takes over (`aggregationRule`). */
  readonly aggregates: readonly Selector[]
}

/** One rule. An empty `resources` with `nonResourceURLs` grants paths of the API server. */
export interface PolicyRule {
  readonly origin: Origin
  readonly verbs: readonly Known<string>[]
  readonly apiGroups: readonly Known<string>[]
  readonly resources: readonly Known<string>[]
  readonly resourceNames: readonly Known<string>[]
  readonly nonResourceURLs: readonly Known<string>[]
}

/** A RoleBinding or ClusterRoleBinding. */
export interface RoleBinding extends ObjectMeta {
  readonly asset: 'role-binding'
  readonly isClusterRoleBinding: boolean
  readonly roleKind: Known<string>
  readonly roleName: Known<string>
  readonly roleOrigin: Origin
  readonly subjects: readonly Subject[]
}

/** What a binding says of its role. */
export type RoleReference = Pick<RoleBinding, 'roleKind' | 'roleName' | 'roleOrigin' | 'namespace'>

export interface Subject {
  readonly origin: Origin
  readonly kind: Known<string>
  readonly name: Known<string>
  readonly namespace: Known<string | undefined>
}

export interface ServiceAccount extends ObjectMeta {
  readonly asset: 'service-account'
  readonly automountServiceAccountToken: Known<boolean | undefined>
  readonly secrets: readonly Known<string>[]
  readonly imagePullSecrets: readonly Known<string>[]
}
