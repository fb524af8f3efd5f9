import { serviceOpenings } from '../../ways/service-openings.ts'
import { podsIn } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'

/** NET_OPEN_SERVICE and NET_SERVICE_FLAW for whom the API server carries past every network policy. */
export const tunnelToService: Technique<'ports'> = {
  id: 'K8S_TUNNEL',
  name: 'tunnel-to-service',
  title: 'A tunnel ends at what listens in a pod',
  from: 'ports',
  to: ['container', 'tenant'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210'],
  matrix: [],
  vector: 'vulnerable-application',
  barriers: ['X.app'],
  controls: [
    'ray-head-open',
    'notebook-without-token',
    'torchserve-management-open',
    'model-server-without-key',
    'image-lets-callers-in',
  ],
  rationale:
    'A tunnel of the API server ends inside the pod, at ports as well that no other pod reaches. What asks nobody who he is serves its holder; of all else he needs one flaw.',
  find: (namespace, terrain) => serviceOpenings(podsIn(namespace, terrain.platform), terrain),
  examples: {
    open: [pod('name: ray, image: rayproject/ray, ports: [{ name: dashboard, containerPort: 8265 }]')],
    barred: [pod('name: server, image: model')],
    closed: ['apiVersion: v1\nkind: Namespace\nmetadata: { name: acme }'],
    unknown: [],
  },
}

function pod(container: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ ${container} }] }`
}
