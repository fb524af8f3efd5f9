import { node } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { judgeAge, showsImage } from '../node-image.ts'

export const nodeImageOld: Control<'node'> = {
  id: 'BH-1307',
  name: 'node-image-old',
  title: 'A node runs an old image',
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
  applies: 'node',
  when: showsImage,
  check: (node, platform) => judgeAge(node, `Node ${node.name}`, platform),
  examples: {
    fail: [
      node(
        '{ kubernetes.azure.com/node-image-version: AKSUbuntu-2404gen2containerd-202604.24.0 }',
        'kernelVersion: 6.8.0',
      ),
    ],
    pass: [
      node(
        '{ kubernetes.azure.com/node-image-version: AKSUbuntu-2404gen2containerd-202608.26.0 }',
        'kernelVersion: 6.8.0',
      ),
    ],
    unknown: [
      node('{ kubernetes.azure.com/node-image-version: "{{ .image }}" }', 'kernelVersion: 6.8.0'),
      node('{ kubernetes.azure.com/node-image-version: AKSUbuntu-latest }', 'kernelVersion: 6.8.0'),
    ],
  },
}
