import type { PodClass } from '../../../reach/class.ts'
import { noPorts, type Ports, portRange, union } from '../../../reach/ports.ts'
import { policyBarriers } from '../../barriers/network.ts'
import { gainedFrom, type ServingContainer } from '../../open-services.ts'
import type { Opening, Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const openService: Technique<'network'> = {
  id: 'NET_OPEN_SERVICE',
  name: 'open-service',
  title: 'A service that asks nobody who he is lets code in',
  from: 'network',
  to: ['container', 'tenant'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210'],
  matrix: ['MS-TA9034'],
  vector: 'insecure-networking',
  barriers: ['N.eg', 'N.in', 'N.adm'],
  controls: [
    'unauthenticated-port-open',
    'pod-without-network-policy',
    'ray-head-open',
    'notebook-without-token',
    'torchserve-management-open',
    'triton-models-loadable',
    'mlflow-without-login',
    'model-server-without-key',
  ],
  rationale:
    'Ray, Jupyter without a token, TorchServe’s management and others run what they are sent, by design; Redis, MLflow and keyless model servers read and write for everybody. No flaw is needed: a way to the port is all.',
  find: (from, terrain) => terrain.openServices.flatMap((serving) => openingsInto(serving, from, terrain)),
  examples: {
    open: [platform('')],
    barred: [{ manifest: platform(denyIngress()), facts: { networkPolicy: 'calico' } }],
    closed: [
      platform('', '[{ name: RAY_AUTH_MODE, value: token }]'),
      `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ name: server, image: model, ports: [{ containerPort: 9000 }] }] }`,
    ],
    unknown: [platform(denyIngress())],
  },
}

function openingsInto(serving: ServingContainer, from: PodClass, terrain: Terrain): readonly Opening[] {
  const { container, service } = serving
  const [pod] = from.pods
  if (pod === container.pod && from.pods.length === 1) return []
  const ports = service.ports
    .map((port) => portRange('TCP', port))
    .reduce<Ports>((all, each) => union(all, each), noPorts)
  return gainedFrom(serving, terrain.tenants).map((to) => ({
    to,
    how: service.how,
    evidence: service.evidence,
    barriers: policyBarriers(
      terrain.reach.connection({ kind: 'pod', pod }, { kind: 'pod', pod: container.pod }),
      terrain,
      ports,
    ),
    ...(service.assumes === undefined ? {} : { assumes: service.assumes }),
  }))
}

function platform(more: string, env: string = '[]'): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ name: server, image: model }] }
---
apiVersion: v1
kind: Pod
metadata: { name: head, namespace: globex }
spec:
  containers: [{ name: ray, image: rayproject/ray, env: ${env}, ports: [{ name: dashboard, containerPort: 8265 }] }]${more}`
}

function denyIngress(): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: globex }
spec: { podSelector: {} }`
}
