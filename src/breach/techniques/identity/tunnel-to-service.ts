import { gainedFrom } from '../../open-services.ts'
import { serviceFlaws } from '../../service-flaws.ts'
import { podsIn } from '../../targets.ts'
import type { Opening, Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

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
  ],
  rationale:
    'A tunnel of the API server ends inside the pod, at ports as well that no other pod reaches. What asks nobody who he is serves its holder; of all else he needs one flaw.',
  find: (namespace, terrain) => [
    ...openServices(namespace, terrain),
    ...serviceFlaws(podsIn(namespace, terrain.platform)),
  ],
  examples: {
    open: [pod('name: ray, image: rayproject/ray, ports: [{ name: dashboard, containerPort: 8265 }]')],
    barred: [pod('name: server, image: model')],
    closed: ['apiVersion: v1\nkind: Namespace\nmetadata: { name: acme }'],
    unknown: [],
  },
}

function openServices(namespace: string, terrain: Terrain): readonly Opening[] {
  return terrain.openServices
    .filter(({ container }) => container.pod.namespace === namespace)
    .flatMap((serving) => {
      const { how, evidence, assumes } = serving.service
      return gainedFrom(serving, terrain.tenants).map((to) => ({
        to,
        how,
        evidence,
        barriers: [],
        ...(assumes === undefined ? {} : { assumes }),
      }))
    })
}

function pod(container: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ ${container} }] }`
}
