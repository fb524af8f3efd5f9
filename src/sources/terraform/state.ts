import type { StateStore } from '../../model/azure.ts'
import { byDefault, hidden, type Known, stated, unset } from '../../model/known.ts'
import type { Declared, ModuleSource } from './declarations.ts'
import type { Attribute, Block } from './syntax.ts'

const none: ReadonlyMap<string, Known<string>> = new Map()

/** Where a root keeps its state in Azure. Terraform takes nothing but literals there; the rest comes from the command line. */
export function stateStoresOf({ backends, folder }: ModuleSource): readonly StateStore[] {
  return backends
    .filter(({ written }) => written.labels[0] === 'azurerm')
    .map((backend) => storeOf(backend, folder))
}

function storeOf(backend: Declared<Block>, folder: string): StateStore {
  const { written, document } = backend
  const origin = { document, start: written.start, end: written.end }
  return {
    asset: 'state-store',
    apiVersion: '',
    kind: 'backend/azurerm',
    namespace: '',
    name: folder,
    isNamespaceStated: true,
    labels: none,
    annotations: none,
    origin,
    confidence: 'confirmed',
    declaredIn: folder,
    calls: [],
    resourceName: textIn(backend, 'storage_account_name'),
    resourceGroup: textIn(backend, 'resource_group_name'),
    subscription: textIn(backend, 'subscription_id'),
    parent: unset(),
    useEntra: truthIn(backend, 'use_azuread_auth'),
    keys: ['access_key', 'sas_token'].map((name) => textIn(backend, name)),
  }
}

function attributeIn({ written }: Declared<Block>, name: string): Attribute | undefined {
  return written.body.attributes.find((attribute) => attribute.name === name)
}

function textIn(backend: Declared<Block>, name: string): Known<string | undefined> {
  const value = literalIn(backend, name)
  if (value === undefined) return unset()
  return value.state === 'hidden' ? value : stated(String(value.value), value.origin)
}

function truthIn(backend: Declared<Block>, name: string): Known<boolean> {
  const value = literalIn(backend, name)
  if (value === undefined) return byDefault(false)
  return value.state === 'hidden' ? value : stated(String(value.value) === 'true', value.origin)
}

function literalIn(
  backend: Declared<Block>,
  name: string,
): Exclude<Known<unknown>, { state: 'default' }> | undefined {
  const value = attributeIn(backend, name)?.value
  if (value === undefined) return undefined
  const origin = { document: backend.document, start: value.start, end: value.end }
  return value.kind === 'literal'
    ? stated(value.value, origin)
    : hidden('Terraform takes literals alone here', origin)
}
