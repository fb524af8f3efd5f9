import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'

/** A service principal of Entra: what an application is in a tenant, and what roles are given to. */
export interface ServicePrincipal extends AzureMeta {
  readonly asset: 'service-principal'
  readonly application: Known<Reference | undefined>
}

/** A password that an application or its service principal signs in with. */
export interface ApplicationPassword extends AzureMeta {
  readonly asset: 'application-password'
  /** The application or the service principal. */
  readonly owner: Known<Reference | undefined>
  /** ISO dates; Entra takes now and two years later where nobody says. */
  readonly starts: Known<string | undefined>
  readonly ends: Known<string | undefined>
  /** Such as `4320h`: in old versions of the provider. */
  readonly lasts: Known<string | undefined>
}

/** A role of the directory, or a permission of an application such as Microsoft Graph. */
export interface DirectoryRight extends AzureMeta {
  readonly asset: 'directory-right'
  readonly principal: Known<Reference | undefined>
}

/** A group: roles that it is given are its members’. */
export interface EntraGroup extends AzureMeta {
  readonly asset: 'entra-group'
  readonly members: readonly Known<Reference | undefined>[]
  /** Nobody else is in it: its own declaration lists all. */
  readonly isWhole: boolean
}

/** One who is in a group, beside those that the group itself lists. */
export interface GroupMember extends AzureMeta {
  readonly asset: 'group-member'
  readonly group: Known<Reference | undefined>
  readonly member: Known<Reference | undefined>
}

/** A module that nobody could read: it may give any role to whomever it is told of. */
export interface UnreadModule extends AzureMeta {
  readonly asset: 'unread-module'
  readonly told: readonly Known<Reference | undefined>[]
}

export type EntraAsset =
  | ApplicationPassword
  | DirectoryRight
  | EntraGroup
  | GroupMember
  | ServicePrincipal
  | UnreadModule
