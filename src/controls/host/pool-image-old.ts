import { armPool } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { judgeAge, showsImage } from '../node-image.ts'

export const poolImageOld: Control<'agent-pool'> = {
  id: 'BH-1306',
  name: 'pool-image-old',
  title: 'Nodes of a pool run an old image',
  layer: 'host',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'AKS makes an image every week. One that is older than 45 days shows that upgrades are on and do not happen: a window that is too short, a disruption budget that blocks, a node that nobody drains.',
  remediation:
    'Look for what blocks the upgrade (`az aks nodepool show --query provisioningState`, disruption budgets without room), then run `az aks nodepool upgrade --node-image-only`.',
  applies: 'agent-pool',
  when: showsImage,
  check: (pool, platform) => judgeAge(pool, `Pool ${pool.name}`, platform),
  examples: {
    fail: [armPool('nodeImageVersion = "AKSUbuntu-2404gen2containerd-202604.24.0"')],
    pass: [armPool('nodeImageVersion = "AKSUbuntu-2404gen2containerd-202608.26.0"')],
    unknown: [armPool('nodeImageVersion = var.unknown'), armPool('nodeImageVersion = "AKSUbuntu-latest"')],
  },
}
