import type { OpenDoor } from '../../services/open-doors.ts'
import { openingsOf } from '../../ways/service-openings.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const openService: Technique<'service'> = {
  id: 'NET_OPEN_SERVICE',
  name: 'open-service',
  title: 'A service that asks nobody who he is lets code in',
  from: 'service',
  to: ['container', 'tenant'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1210'],
  matrix: ['MS-TA9034'],
  vector: 'insecure-networking',
  barriers: [],
  controls: [
    'ray-head-open',
    'notebook-without-token',
    'torchserve-management-open',
    'triton-models-loadable',
    'mlflow-without-login',
    'model-server-without-key',
  ],
  rationale:
    'Ray, Jupyter without a token, TorchServe’s management and others run what they are sent, by design; Redis, MLflow and keyless model servers read and write for everybody. No flaw is needed: a way to the port is all.',
  find: openings,
  examples: {
    open: [
      `apiVersion: v1
kind: Pod
metadata: { name: head, namespace: globex }
spec: { containers: [{ name: ray, image: rayproject/ray, ports: [{ name: dashboard, containerPort: 8265 }] }] }`,
    ],
    barred: [],
    // Where a login is asked for there is no such port to start from.
    closed: [],
    unknown: [
      `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: globex }
spec: { containers: [{ name: server, image: vllm/vllm-openai, args: ["{{ .Values.arguments }}"] }] }`,
    ],
  },
}

/** Of many that give the same, one stands for all that the same control would close. */
function openings({ services }: OpenDoor, { tenants }: Terrain): readonly Opening[] {
  const distinct = new Map<string, Opening>()
  for (const opening of services.flatMap((serving) => openingsOf(serving, tenants))) {
    const key = `${opening.closedBy ?? ''} ${opening.assumes === undefined} ${opening.to.key}`
    if (!distinct.has(key)) distinct.set(key, opening)
  }
  return [...distinct.values()]
}
