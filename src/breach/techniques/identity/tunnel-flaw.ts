import { serviceFlaws } from '../../service-flaws.ts'
import type { Technique } from '../../technique.ts'

/** NET_SERVICE_FLAW for whom the API server carries past every network policy. */
export const tunnelFlaw: Technique<'ports'> = {
  id: 'K8S_TUNNEL_FLAW',
  name: 'tunnel-flaw',
  title: 'A flaw of what listens runs code through a tunnel',
  from: 'ports',
  to: ['container'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210'],
  matrix: [],
  vector: 'vulnerable-application',
  barriers: ['X.app'],
  controls: [],
  rationale:
    'A tunnel of the API server ends inside the pod, at ports as well that no other pod reaches. Whoever talks to what listens there needs one flaw in it.',
  find: (namespace, { platform }) =>
    serviceFlaws(
      platform.inNamespace('pod', namespace).filter(({ orchestrator }) => orchestrator === 'kubernetes'),
    ),
  examples: {
    open: [],
    barred: [
      `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ name: server, image: model }] }`,
    ],
    closed: ['apiVersion: v1\nkind: Namespace\nmetadata: { name: acme }'],
    unknown: [],
  },
}
