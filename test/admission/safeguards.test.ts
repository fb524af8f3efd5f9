// Deployment safeguards of AKS reject like a policy that a manifest declares: by level, namespace and webhook.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { admissionBarriers } from '../../src/breach/barriers/admission.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { readPlatform } from '../../src/engine/read-platform.ts'
import type { Facts } from '../../src/knowledge/platform-facts.ts'
import { namespace, privileged } from './barriers.ts'

const closed: Facts = { policyWebhook: { value: 'closed' } }

/** The barriers against a privileged pod in namespace acme, with `?` behind those that only may stand. */
function barriersBeside(settings: string, facts: Facts = closed): string {
  const terraform = `resource "azurerm_kubernetes_cluster_deployment_safeguard" "all" {\n${settings}\n}\nvariable "unknown" {}\n`
  const documents = [
    { path: 'namespace.yaml', text: namespace() },
    { path: 'main.tf', text: terraform },
  ]
  const { platform } = readPlatform({ documents }, {})
  const barriers = admissionBarriers('acme', privileged, surveyTerrain(platform, { facts, tenants: {} }))
  return barriers.map(({ barrier, assumes }) => `${barrier}${assumes === undefined ? '' : '?'}`).join(' ')
}

const enforced = 'level = "Enforce"\npod_security_standards_level = "Baseline"'

test('they stand where they enforce a level, by the webhook of Azure Policy', () => {
  assert.equal(barriersBeside(enforced), 'A.policy')
  assert.equal(barriersBeside(enforced.replace('Baseline', 'Restricted')), 'A.policy')
  assert.equal(barriersBeside(enforced, {}), 'A.policy?')
  assert.equal(barriersBeside(enforced, { policyWebhook: { value: 'open' } }), '')
})

test('they are void where they warn, ask for no level, or leave the namespace out', () => {
  assert.equal(barriersBeside(enforced.replace('Enforce', 'Warn')), '')
  assert.equal(barriersBeside('level = "Enforce"'), '')
  assert.equal(barriersBeside(`${enforced}\nexcluded_namespaces = ["acme"]`), '')
  assert.equal(barriersBeside(`${enforced}\nexcluded_namespaces = ["globex"]`), 'A.policy')
})

test('what nobody knows may stand', () => {
  assert.equal(barriersBeside('level = var.unknown\npod_security_standards_level = "Baseline"'), 'A.policy?')
  assert.equal(barriersBeside('level = "Enforce"\npod_security_standards_level = var.unknown'), 'A.policy?')
  assert.equal(barriersBeside(`${enforced}\ncount = var.unknown`), 'A.policy?')
  const clusters = (count: number): string =>
    `}\nresource "azurerm_kubernetes_cluster" "aks" {\ncount = ${count}`
  assert.equal(barriersBeside(enforced + clusters(1)), 'A.policy')
  assert.equal(barriersBeside(enforced + clusters(2)), 'A.policy?')
})
