import { node } from '../azure-examples.ts'
import type { Control } from '../control.ts'
import { judgeFixes, showsImage } from '../node-image.ts'

export const nodeImageLacksFix: Control<'node'> = {
  id: 'BH-1305',
  name: 'node-image-lacks-fix',
  title: 'A node lacks the fix of a known flaw',
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
  applies: 'node',
  when: showsImage,
  check: (node) => judgeFixes(node, `Node ${node.name}`),
  examples: {
    fail: [
      node(
        '{ kubernetes.azure.com/node-image-version: AKSUbuntu-2404gen2containerd-202604.13.0 }',
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
      node(
        '{ kubernetes.azure.com/node-image-version: AKSFlatcar-flatcargen2-202606.08.0 }',
        'kernelVersion: 6.8.0',
      ),
    ],
  },
}
