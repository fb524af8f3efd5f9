// Plans of Terraform: what files leave open is known, with its place in the files, or in the plan where they are not at hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'

function scanned(files: Readonly<Record<string, string>>): Report {
  return scan({ documents: Object.entries(files).map(([path, text]) => ({ path, text })) })
}

function found(report: Report, control: string): readonly string[] {
  return report.findings
    .filter(({ name }) => name === control)
    .map(({ verdict, location, asset }) => `${verdict} ${location.file}:${location.line} ${asset.name}`)
}

const main = `variable "open" {}
variable "clusters" {}

resource "azurerm_kubernetes_cluster" "aks" {
  for_each               = var.clusters
  name                   = each.key
  local_account_disabled = !var.open
  default_node_pool {
    name                   = "system"
    node_public_ip_enabled = var.open
  }
}

resource "azurerm_container_registry" "acr" {
  name          = "models"
  admin_enabled = true
}

resource "azurerm_role_assignment" "push" {
  scope                = azurerm_container_registry.acr.id
  role_definition_name = "AcrPush"
  principal_id         = azurerm_kubernetes_cluster.aks["blue"].kubelet_identity[0].object_id
}
`

const resource = (address: string, values: unknown): unknown => {
  const [type, name] = address
    .replace(/^(?:module\.\w+(?:\[\d+\])?\.)*/, '')
    .replace(/\[.*\]$/, '')
    .split('.')
  return { address, mode: 'managed', type, name, values }
}

const cluster = {
  name: 'blue',
  local_account_disabled: false,
  oms_agent: [],
  default_node_pool: [{ name: 'system', node_public_ip_enabled: true }],
}

const plan = JSON.stringify(
  {
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [
          resource('azurerm_kubernetes_cluster.aks["blue"]', cluster),
          resource('azurerm_container_registry.acr', { name: 'models', admin_enabled: true }),
          resource('azurerm_role_assignment.push', { role_definition_name: 'AcrPush' }),
        ],
      },
    },
    resource_changes: [
      {
        address: 'azurerm_role_assignment.push',
        change: { actions: ['create'], after_unknown: { scope: true, principal_id: true } },
      },
      {
        address: 'azurerm_kubernetes_cluster.aks["blue"]',
        change: { actions: ['create'], after_unknown: { id: true, default_node_pool: [{ max_pods: true }] } },
      },
    ],
    configuration: {
      root_module: {
        resources: [
          {
            address: 'azurerm_role_assignment.push',
            type: 'azurerm_role_assignment',
            name: 'push',
            expressions: {
              scope: { references: ['azurerm_container_registry.acr.id', 'azurerm_container_registry.acr'] },
              principal_id: {
                references: [
                  'azurerm_kubernetes_cluster.aks["blue"].kubelet_identity[0].object_id',
                  'azurerm_kubernetes_cluster.aks["blue"]',
                  'azurerm_kubernetes_cluster.aks',
                ],
              },
            },
          },
        ],
      },
    },
  },
  undefined,
  1,
)

describe('a plan beside the files that it was made from', () => {
  const both = scanned({ 'main.tf': main, 'plan.json': plan })

  test('tells what the files leave open, at the place in the files', () => {
    assert.match(found(scanned({ 'main.tf': main }), 'local-accounts-on').join(), /^unknown main\.tf/)
    assert.deepEqual(found(both, 'local-accounts-on'), [
      'fail main.tf:7 azurerm_kubernetes_cluster.aks["blue"]',
    ])
    assert.match(found(both, 'node-public-address').join(), /^fail main\.tf:/)
  })

  test('tells nothing twice', () => {
    assert.deepEqual(found(both, 'registry-admin-user'), ['fail main.tf:16 azurerm_container_registry.acr'])
    assert.deepEqual(
      both.problems.map(({ code }) => code),
      [],
    )
  })

  test('leaves out what is not created', () => {
    const nothing = JSON.parse(plan)
    nothing.planned_values.root_module.resources.splice(0, 1)
    const report = scanned({ 'main.tf': main, 'plan.json': JSON.stringify(nothing) })
    assert.deepEqual(found(report, 'local-accounts-on'), [])
  })

  test('belongs to no root that declares something else', () => {
    const other = main.replace('"acr"', '"other"').replace('registry.acr', 'registry.other')
    const report = scanned({ 'main.tf': other, 'plan.json': plan })
    assert.ok(found(report, 'registry-admin-user').some((place) => place.includes('plan.json')))
    assert.ok(found(report, 'registry-admin-user').some((place) => place.includes('main.tf')))
  })
})

describe('a plan alone', () => {
  const alone = scanned({ 'plan.json': plan })

  test('is judged at its own places', () => {
    const line = plan.split('\n').findIndex((text) => text.includes('admin_enabled')) + 1
    assert.deepEqual(found(alone, 'registry-admin-user'), [
      `fail plan.json:${line} azurerm_container_registry.acr`,
    ])
    assert.equal(alone.counts.objects, 3)
  })

  test('follows references to what is only known once it is applied', () => {
    assert.match(found(alone, 'kubelet-identity-pushes').join(), /^fail plan\.json/)
  })

  test('is told where it is broken', () => {
    const cut = plan.slice(0, plan.indexOf('"configuration"'))
    assert.ok(scanned({ 'plan.json': cut }).counts.objects === 0)
  })
})

const inModules = JSON.stringify({
  format_version: '1.2',
  planned_values: {
    root_module: {
      resources: [resource('azurerm_container_registry.acr', { name: 'models' })],
      child_modules: [
        {
          address: 'module.rights[0]',
          resources: [
            resource('module.rights[0].azurerm_role_assignment.push', { role_definition_name: 'AcrPush' }),
          ],
        },
        {
          address: 'module.aks',
          resources: [resource('module.aks.azurerm_kubernetes_cluster.main', cluster)],
        },
      ],
    },
  },
  resource_changes: [
    {
      address: 'module.rights[0].azurerm_role_assignment.push',
      change: { after_unknown: { scope: true, principal_id: true } },
    },
  ],
  configuration: {
    root_module: {
      module_calls: {
        rights: {
          expressions: {
            registry: {
              references: ['azurerm_container_registry.acr.id', 'azurerm_container_registry.acr'],
            },
            principal: { references: ['module.aks.kubelet', 'module.aks'] },
          },
          module: {
            resources: [
              {
                type: 'azurerm_role_assignment',
                name: 'push',
                expressions: {
                  scope: { references: ['var.registry'] },
                  principal_id: { references: ['var.principal'] },
                },
              },
            ],
          },
        },
        aks: {
          module: {
            outputs: {
              kubelet: {
                expression: {
                  references: [
                    'azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id',
                    'azurerm_kubernetes_cluster.main',
                  ],
                },
              },
            },
          },
        },
      },
    },
  },
})

describe('a plan of modules', () => {
  test('follows variables to the call, and outputs into the module', () => {
    const report = scanned({ 'plan.json': inModules })
    assert.equal(found(report, 'kubelet-identity-pushes').length, 1)
    assert.match(found(report, 'kubelet-identity-pushes').join(), /^fail/)
  })
})
