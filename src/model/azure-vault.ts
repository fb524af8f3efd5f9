import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** `Microsoft.KeyVault/vaults`, with the access policies that are declared apart. */
export interface KeyVault extends AzureMeta {
  readonly asset: 'key-vault'
  readonly enableRbacAuthorization: Known<boolean>
  readonly publicNetworkAccess: Known<string>
  readonly networkAcls: VaultNetwork
  readonly enablePurgeProtection: Known<boolean>
  readonly enableSoftDelete: Known<boolean>
  readonly accessPolicies: readonly VaultAccess[]
  /** The states of its private endpoints, wherever these are; only Azure itself tells them. */
  readonly privateConnections: readonly Known<string>[]
}

/** `Microsoft.KeyVault/vaults/keys`. */
export interface VaultKey extends AzureMeta {
  readonly asset: 'vault-key'
  /** When it stops to work, by itself and by the policy that makes the next one; unset where it never does. */
  readonly expires: Known<string | undefined>
  readonly expiresByPolicy: Known<string | undefined>
}

/** `Microsoft.KeyVault/vaults/secrets`. */
export interface VaultSecret extends AzureMeta {
  readonly asset: 'vault-secret'
  readonly expires: Known<string | undefined>
}

export interface VaultNetwork {
  readonly defaultAction: Known<string>
  /** Addresses and subnets that are let in. */
  readonly allowed: readonly Known<string>[]
}

export interface VaultAccess {
  readonly origin: Origin
  readonly principal: Known<Reference | undefined>
  /** `keys/get`, `secrets/list`. */
  readonly permissions: readonly Known<string>[]
}

export type VaultAsset = KeyVault | VaultKey | VaultSecret
