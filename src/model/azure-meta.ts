import type { Reference } from '../kernel/tree.ts'
import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'

/**
 * What every resource of Azure carries, in the shape and with the words of ARM, wherever it was declared. Its `kind` is
 * the ARM type, its `name` the one by which its source tells it from all others (`module.aks.azurerm_subnet.nodes[0]`).
 */
export interface AzureMeta extends ObjectMeta {
  /** Folder of the configuration that declares it: references are about things of the same one. */
  readonly declaredIn: string
  /** The calls of modules that lead to it, the innermost first: what stands in a module is chosen by who calls it. */
  readonly calls: readonly Origin[]
  /** The name that it has in Azure. */
  readonly resourceName: Known<string | undefined>
  /** Of a template, `[resourceGroup().name]` and its like: the same text is the same group in one that is declared there. */
  readonly resourceGroup: Known<string | undefined>
  /** The subscription that the group is in, by its id; Terraform’s provider has one for all. */
  readonly subscription: Known<string | undefined>
  /** What it is a part of. */
  readonly parent: Known<Reference | undefined>
}
