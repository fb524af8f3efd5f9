// Terraform in JSON: the same configuration as in its own language, with places in the JSON.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { assert as check, json, property } from 'fast-check'

import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { plainOf } from '../../src/kernel/tree.ts'
import { parseTerraformJson } from '../../src/sources/terraform/parse-json.ts'
import { resourcesOf } from './terraform.ts'

function scanned(files: Readonly<Record<string, string>>): Report {
  return scan({ documents: Object.entries(files).map(([path, text]) => ({ path, text })) })
}

function verdicts(report: Report): readonly string[] {
  return report.findings.map(({ verdict, name, asset }) => `${verdict} ${name} ${asset.name}`).sort()
}

const own = `variable "public" {
  type    = bool
  default = false
}
locals {
  name = "models"
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks-\${local.name}"
  private_cluster_enabled = !var.public
  tags                    = { team = "platform" }
  default_node_pool {
    name        = "system"
    node_labels = { pool = "system" }
    kubelet_config {
      pod_max_pid = 4096
    }
  }
  dynamic "key_vault_secrets_provider" {
    for_each = [1]
    content {
      secret_rotation_enabled = true
    }
  }
}
resource "azurerm_container_registry" "acr" {
  count         = 2
  name          = "acr\${count.index}"
  admin_enabled = true
}
`

const inJson = `{
  "//": "a comment",
  "variable": { "public": { "type": "bool", "default": false } },
  "locals": [{ "name": "models" }],
  "resource": {
    "azurerm_kubernetes_cluster": {
      "aks": {
        "name": "aks-\${local.name}",
        "private_cluster_enabled": "\${!var.public}",
        "tags": { "team": "platform" },
        "default_node_pool": {
          "name": "system",
          "node_labels": { "pool": "system" },
          "kubelet_config": [{ "pod_max_pid": 4096 }]
        },
        "dynamic": {
          "key_vault_secrets_provider": { "for_each": [1], "content": { "secret_rotation_enabled": true } }
        }
      }
    },
    "azurerm_container_registry": {
      "acr": [{
        "count": 2,
        "name": "acr\${count.index}",
        "admin_enabled": true
      }]
    }
  }
}
`

describe('a configuration in JSON', () => {
  test('comes to what the same one in HCL does', () => {
    const plain = (files: Readonly<Record<string, string>>): unknown =>
      [...resourcesOf(files)].map(([name, node]) => [name, plainOf(node)])
    assert.deepEqual(plain({ 'main.tf.json': inJson }), plain({ 'main.tf': own }))
    assert.deepEqual(verdicts(scanned({ 'main.tf.json': inJson })), verdicts(scanned({ 'main.tf': own })))
    assert.deepEqual(scanned({ 'main.tf.json': inJson }).problems, [])
  })

  test('has its places in the JSON', () => {
    const finding = scanned({ 'main.tf.json': inJson }).findings.find(
      ({ name }) => name === 'registry-admin-user',
    )
    const line = inJson.split('\n').findIndex((text) => text.includes('admin_enabled')) + 1
    assert.deepEqual(finding?.location, { file: 'main.tf.json', line, column: finding?.location.column })
  })

  test('goes together with files in HCL, and with values', () => {
    const main = 'variable "admin" {}\nresource "test_thing" "it" {\n  value = [var.admin, local.name]\n}\n'
    const files = {
      'main.tf': main,
      'more.tf.json': '{ "locals": { "name": "models" } }',
      'terraform.tfvars.json': `{ "admin": "\${no template}" }`,
    }
    const [node] = [...resourcesOf(files).values()]
    assert.deepEqual(JSON.parse(JSON.stringify(plainOf(node))), { value: [`\${no template}`, 'models'] })
  })

  test('tells a text that is no template where it stands, and JSON that is none', () => {
    const broken = `{ "resource": { "test_thing": { "it": {\n "value": "\${" } } } }`
    const told = (text: string): readonly unknown[] =>
      scanned({ 'main.tf.json': text }).problems.map(({ code, location }) => [code, location.line])
    assert.deepEqual(told(broken), [['broken-syntax', 2]])
    assert.deepEqual(told('{ "resource": '), [['broken-syntax', 1]])
  })

  test('never throws', () => {
    check(property(json(), (text) => void parseTerraformJson(text)))
    const inside = (text: string): string =>
      `{ "resource": { "a_b": { "c": ${text} } }, "module": ${text}, "variable": ${text} }`
    check(property(json(), (text) => void parseTerraformJson(inside(text))))
  })
})
