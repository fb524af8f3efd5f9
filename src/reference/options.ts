/** Admission by Azure Policy and safeguards, or by the API server alone with the metadata service shut off by AKS. */
export type Profile = 'policy' | 'minimal'

export const profiles: readonly Profile[] = ['policy', 'minimal']

/** What the Azure part is written in. */
export type Language = 'terraform' | 'bicep'

export const languages: readonly Language[] = ['terraform', 'bicep']

/** What a reference is written for. */
export interface ReferenceOptions {
  readonly profile: Profile
  readonly language: Language
  /** Stem of the names of all resources. */
  readonly name: string
  readonly location: string
  /** Of the registry, without `.azurecr.io`: unique in all of Azure. */
  readonly registry: string
  /** Domain under which models are served. */
  readonly domain: string
  /** Minor version of Kubernetes. */
  readonly kubernetes: string
  /** Namespaces of the tenants whose models run in virtual machines of their own. */
  readonly tenants: readonly string[]
  /** Those with GPUs, on nodes of their own. */
  readonly gpuTenants: readonly string[]
  /** Addresses of the network: a /16. */
  readonly addressSpace: string
  /** Of a month, in the currency of the subscription. */
  readonly budget: number
  /** Who answers for the platform: budgets and claims name them. */
  readonly owner: string
  /** ISO date on which it is written. */
  readonly date: string
}

/** One file of a reference, below the folder that it is written to. */
export interface ReferenceFile {
  readonly path: string
  readonly text: string
}

/** All who share the cluster. */
export function allTenants({ tenants, gpuTenants }: ReferenceOptions): readonly string[] {
  return [...tenants, ...gpuTenants]
}
