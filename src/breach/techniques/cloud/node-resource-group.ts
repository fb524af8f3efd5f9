import { openByFact } from '../../ways/fact-openings.ts'
import { nodePosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeResourceGroup: Technique<'cloud-identity'> = {
  id: 'AZ_NODE_RG',
  name: 'node-resource-group',
  title: 'A cloud identity runs commands on the nodes',
  from: 'cloud-identity',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1651'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Z.scope', 'Z.lock'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'Contributor or Virtual Machine Contributor on the node resource group is root on every node: run command, an extension, or a disk taken off and read. A lock on the group (node resource group lockdown) denies it.',
  find: ({ name, rights }, terrain) =>
    openByFact(rights, terrain, {
      whose: name,
      to: terrain.pools.all.map((pool) => nodePosition(pool.name)),
      how: `Identity ${name} may run commands on the scale sets of the nodes.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { nodeIdentity: 'wide' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { nodeIdentity: 'scoped' } }],
    unknown: ['{}'],
  },
}
