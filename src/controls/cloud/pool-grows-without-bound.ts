import type { Control } from '../control.ts'
import { demand, whereSo } from '../verdict.ts'
import { dueTo, mayBe } from '../../model/known.ts'
import { pool } from '../azure-examples.ts'

export const poolGrowsWithoutBound: Control<'agent-pool'> = {
  id: 'BH-1199',
  name: 'pool-grows-without-bound',
  title: 'Autoscaler may buy as many nodes as Azure has',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A job that asks for more and more gets it, until the bill does. 1,000 is the most that AKS gives a pool: whoever writes it has not thought of a bound.',
  remediation:
    'Bicep and ARM: `properties.maxCount`; Terraform: `max_count`: what the budget allows, times the price of the machine.',
  applies: 'agent-pool',
  when: ({ enableAutoScaling }) => mayBe(enableAutoScaling, true),
  check: (pool) =>
    whereSo(
      pool.enableAutoScaling,
      demand(
        dueTo(pool.maxCount, pool.enableAutoScaling),
        (count) => count !== undefined && count < 1000,
        `Pool ${pool.name} grows as long as pods wait.`,
      ),
    ),
  examples: {
    fail: [pool('auto_scaling_enabled = true'), pool('enable_auto_scaling = true', 'max_count = 1000')],
    pass: [pool('auto_scaling_enabled = true', 'max_count = 8')],
    unknown: [
      pool('auto_scaling_enabled = var.unknown'),
      pool('auto_scaling_enabled = true', 'max_count = var.unknown'),
    ],
  },
}
