import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'

/** `Microsoft.ManagedIdentity/userAssignedIdentities`. */
export interface ManagedIdentity extends AzureMeta {
  readonly asset: 'managed-identity'
  /** What role assignments call it; only Azure itself tells it. */
  readonly principalId: Known<string | undefined>
}

/** `Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials`. */
export interface FederatedCredential extends AzureMeta {
  readonly asset: 'federated-credential'
  readonly identity: Known<Reference | undefined>
  /** Who signs the tokens: the issuer of one cluster. */
  readonly issuer: Known<Reference | undefined>
  readonly subject: Known<string | undefined>
  readonly audiences: readonly Known<string>[]
}

/** `Microsoft.Authorization/roleAssignments`. */
export interface RoleAssignment extends AzureMeta {
  readonly asset: 'role-assignment'
  readonly principal: Known<Reference | undefined>
  /** `ServicePrincipal`, `User`, `Group` and their like. */
  readonly principalType: Known<string | undefined>
  /** The name of the role, or its id where it is no built-in one. */
  readonly role: Known<string | undefined>
  /** What it names for a role. */
  readonly definition: Known<Reference | undefined>
  readonly scope: Known<Reference | undefined>
  readonly condition: Known<string | undefined>
}

/** `Microsoft.Authorization/roleDefinitions`. */
export interface AzureRoleDefinition extends AzureMeta {
  readonly asset: 'azure-role'
  /** What people call it. */
  readonly roleName: Known<string | undefined>
  readonly permissions: readonly RolePermission[]
}

export interface RolePermission {
  readonly actions: readonly Known<string>[]
  readonly notActions: readonly Known<string>[]
  readonly dataActions: readonly Known<string>[]
  readonly notDataActions: readonly Known<string>[]
}

export type IdentityAsset = AzureRoleDefinition | FederatedCredential | ManagedIdentity | RoleAssignment
