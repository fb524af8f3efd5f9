import { armPool } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { judgeFixes, showsImage } from '../node-image.ts'

export const poolImageLacksFix: Control<'agent-pool'> = {
  id: 'BH-1304',
  name: 'pool-image-lacks-fix',
  title: 'Nodes of a pool lack the fix of a known flaw',
  layer: 'host',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.patch'],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'Kernel and runtime are all that keep a container from its node. For this image the way past them is published, and some of these ways need no privilege at all.',
  remediation:
    'Upgrade the image of the pool: `az aks nodepool upgrade --node-image-only`. Set `node_os_upgrade_channel` and a weekly maintenance window of four hours, and keep disruption budgets from blocking it.',
  applies: 'agent-pool',
  when: showsImage,
  check: (pool) => judgeFixes(pool, `Pool ${pool.name}`),
  examples: {
    fail: [
      armPool('nodeImageVersion = "AKSUbuntu-2204gen2containerd-202510.19.0"'),
      armPool('nodeImageVersion = "AKSAzureLinux-V3katagen2-202605.14.0"'),
      armPool('nodeImageVersion = "AKSWindows-2022-containerd-20348.3091.250117"'),
    ],
    pass: [
      armPool('nodeImageVersion = "AKSUbuntu-2404gen2containerd-202606.08.1"'),
      armPool('nodeImageVersion = "AKSAzureLinux-V3gen2-202605.27.0"'),
    ],
    unknown: [
      armPool('nodeImageVersion = var.unknown'),
      armPool('nodeImageVersion = "AKSFlatcar-flatcargen2-202606.08.0"'),
    ],
  },
}
