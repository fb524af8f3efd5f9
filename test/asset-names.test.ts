import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../src/engine/scan.ts'

const module = `variable "is_local_off" {}
resource "azurerm_kubernetes_cluster" "main" {
  name                   = "models"
  local_account_disabled = var.is_local_off
}
`

function root(isOff: boolean): string {
  return `module "aks" {\n  source       = "../modules/aks"\n  is_local_off = ${isOff}\n}\n`
}

function findingsOf(roots: Readonly<Record<string, string>>) {
  const documents = Object.entries(roots).map(([name, text]) => ({ path: `${name}/main.tf`, text }))
  const report = scan({ documents: [...documents, { path: 'modules/aks/main.tf', text: module }] }, {})
  return report.findings.filter(({ name }) => name === 'local-accounts-on')
}

test('one module called from two configurations: each finding says which, and where it was called', () => {
  const findings = findingsOf({ chat: root(false), vision: root(false) })
  assert.deepEqual(
    findings.map(({ asset, fingerprint, related }) => [
      asset.declaredIn,
      fingerprint,
      related.map(({ file }) => file),
    ]),
    ['chat', 'vision'].map((folder) => [
      folder,
      `BH-1105/${folder}/Microsoft.ContainerService/managedClusters/module.aks.azurerm_kubernetes_cluster.main`,
      [`${folder}/main.tf`],
    ]),
  )
})

test('a name that only one configuration uses stands alone', () => {
  const [finding] = findingsOf({ chat: root(false) })
  assert.equal(finding?.asset.declaredIn, undefined)
})
