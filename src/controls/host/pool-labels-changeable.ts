import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { AgentPool } from '../../model/azure.ts'
import { pool } from '../azure-examples.ts'

export const poolLabelsChangeable: Control<'agent-pool'> = {
  id: 'BH-1192',
  name: 'pool-labels-changeable',
  title: 'A node may label itself into another tenant’s pool',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['V.node'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Whoever is root on a node may put labels on it, but for those that begin with `node-restriction.kubernetes.io/`. Pods that choose their nodes by any other label can be drawn onto a node that hostile code holds.',
  remediation:
    'Give a pool that is kept for somebody a label `node-restriction.kubernetes.io/…`, and choose by it. Bicep and ARM: `properties.nodeLabels`; Terraform: `node_labels`.',
  applies: 'agent-pool',
  when: ({ nodeTaints }) => nodeTaints.some((taint) => keepsTenantsApart(valueOf(taint) ?? '')),
  check: judge,
  examples: {
    fail: [
      pool('node_taints = ["northwind.example/tenant=acme:NoSchedule"]'),
      pool(
        'node_taints = ["northwind.example/tenant=acme:NoSchedule"] # <-',
        'node_labels = { tenant = "acme" }',
      ),
    ],
    pass: [
      pool(
        'node_taints = ["northwind.example/tenant=acme:NoSchedule"]',
        'node_labels = { "node-restriction.kubernetes.io/tenant" = "acme" }',
      ),
    ],
    unknown: [
      pool('node_taints = ["northwind.example/tenant=acme:NoSchedule"]', 'node_labels = var.unknown'),
    ],
  },
}

/** Taints that say what a node has, not whose it is. */
const common =
  /^(?:CriticalAddonsOnly|nvidia\.com\/gpu|amd\.com\/gpu|sku|kubernetes\.azure\.com\/|kubernetes\.io\/)/

function keepsTenantsApart(taint: string): boolean {
  return /:No(?:Schedule|Execute)$/.test(taint) && !common.test(taint)
}

function judge({ nodeLabels, nodeTaints, name }: AgentPool): Verdict {
  const message = `Pods cannot choose pool ${name} by a label that its nodes may not change.`
  const labels = [...nodeLabels.keys()]
  if (labels.some((label) => label.startsWith('node-restriction.kubernetes.io/'))) return pass()
  // Labels that cannot be read are all there, hidden.
  const hidden = nodeLabels.get('node-restriction.kubernetes.io/pool')
  if (hidden?.state === 'hidden') return doubtful(message, hidden.reason, hidden.origin)
  const own = nodeTaints.find((taint) => keepsTenantsApart(valueOf(taint) ?? ''))
  return fail(message, own === undefined ? undefined : originOf(own))
}
