// What the pools of a configuration cost at most, worked out by hand: nodes × price of an hour × 730.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../src/config/parse.ts'
import { scan } from '../src/engine/scan.ts'

function pool(name: string, ...lines: readonly string[]): string {
  return `resource "azurerm_kubernetes_cluster_node_pool" "${name}" {\n  ${lines.join('\n  ')}\n}\n`
}

function cluster(...lines: readonly string[]): string {
  return `resource "azurerm_kubernetes_cluster" "c" {\n  ${lines.join('\n  ')}\n}\n`
}

/** What the control says of a budget of the subscription. */
function judged(amount: number, pools: string, options: { grain?: string; config?: string } = {}): string {
  const { grain = 'Monthly', config = '' } = options
  const budget = `resource "azurerm_consumption_budget_subscription" "b" {
  subscription_id = "/subscriptions/0"
  amount = ${amount}
  time_grain = "${grain}"
}
variable "unknown" {}
`
  const parsed = parseConfig({ path: 'bulkhead.yaml', text: config })
  assert.ok(parsed.kind === 'config')
  const { findings } = scan(
    { documents: [{ path: 'main.tf', text: budget + pools }] },
    { config: parsed.value },
  )
  const found = findings.find(({ name }) => name === 'budget-below-pools')
  if (found === undefined) return 'pass'
  return `${found.verdict} ${/(?:up to (\d+)|without bound)/.exec(found.message)?.[1] ?? ''}`.trim()
}

const gpu = 'vm_size = "Standard_NC24ads_A100_v4"'
const growing = 'auto_scaling_enabled = true'

test('pools that grow cost their maximum, others their number of nodes', () => {
  // 10 × 3.673 × 730 = 26,812.9
  assert.equal(judged(1000, pool('g', gpu, growing, 'max_count = 10')), 'fail 26813')
  assert.equal(judged(26_813, pool('g', gpu, growing, 'max_count = 10')), 'pass')
  // 3 × 3.673 × 730 = 8,043.87, and a pool that says nothing has one node: 2,681.29
  assert.equal(judged(1000, pool('g', gpu, 'node_count = 3', 'max_count = 99')), 'fail 8044')
  assert.equal(judged(1000, pool('g', gpu)), 'fail 2682')
})

test('all pools count together, the first of a cluster too', () => {
  // (10 × 3.673 + 3 × 0.192) × 730 = 27,233.38
  const system = cluster('default_node_pool {', 'vm_size = "standard_d4s_V5"', 'node_count = 3', '}')
  assert.equal(judged(1000, system + pool('g', gpu, growing, 'max_count = 10')), 'fail 27234')
})

test('a budget of more than a month is about more than a month', () => {
  const pools = pool('g', gpu)
  // 3 × 2,681.29 = 8,043.87; 12 × 2,681.29 = 32,175.48
  assert.equal(judged(8000, pools, { grain: 'Quarterly' }), 'fail 8044')
  assert.equal(judged(8044, pools, { grain: 'Quarterly' }), 'pass')
  assert.equal(judged(32_000, pools, { grain: 'Annually' }), 'fail 32176')
  assert.equal(judged(1, pools, { grain: 'BillingMonth' }), 'unknown')
})

test('nodes that are made without a maximum cost more than any budget', () => {
  const endless = cluster('node_provisioning_profile {', 'mode = "Auto"', '}')
  assert.equal(judged(1_000_000_000, endless), 'fail')
})

test('what nobody knows is unknown: sizes, prices, numbers', () => {
  assert.equal(judged(1, pool('g', 'vm_size = "Standard_X1_v9"')), 'unknown')
  assert.equal(judged(1, pool('g', 'vm_size = var.unknown')), 'unknown')
  assert.equal(judged(1, pool('g', gpu, growing, 'max_count = var.unknown')), 'unknown')
  assert.equal(judged(1, pool('g', gpu, 'count = var.unknown')), 'unknown')
})

test('the owner’s prices come first, in any case', () => {
  const config = 'prices: { standard_nc24ads_a100_v4: 1, Standard_X1_v9: 2 }'
  // (10 × 1 + 1 × 2) × 730 = 8,760
  const pools = pool('g', gpu, growing, 'max_count = 10') + pool('x', 'vm_size = "Standard_X1_v9"')
  assert.equal(judged(1000, pools, { config }), 'fail 8760')
})
