import { openByFact } from '../../ways/fact-openings.ts'
import { nodePosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const nodeLateral: Technique<'node'> = {
  id: 'NOD_LATERAL',
  name: 'node-lateral',
  title: 'Root on a node logs in on other nodes',
  from: 'node',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1021.004'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['N.nsg'],
  controls: [],
  rationale:
    'Nodes of one subnet reach each other on every port unless a security group says otherwise, and AKS puts the same SSH key on all of them unless SSH is off. A session, an agent or a key that an administrator left on one node opens the next, in other pools too.',
  find: ({ name }, terrain) =>
    openByFact('nodePorts', terrain, {
      to: terrain.pools.all.filter((other) => other.name !== name).map((other) => nodePosition(other.name)),
      how: `Nodes of ${name} reach the SSH port of other pools.`,
    }),
  examples: {
    open: [{ manifest: twoPools(), facts: { nodePorts: 'open' } }],
    barred: [],
    closed: [
      { manifest: twoPools(), facts: { nodePorts: 'isolated' } },
      { manifest: '{}', facts: { nodePorts: 'open' } },
    ],
    unknown: [twoPools()],
  },
}

function twoPools(): string {
  return ['acme', 'globex']
    .map(
      (tenant) => `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${tenant} }
spec: { nodeSelector: { tenant: ${tenant} }, containers: [{ name: server, image: model }] }`,
    )
    .join('\n---\n')
}
