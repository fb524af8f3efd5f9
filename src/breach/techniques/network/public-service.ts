import { remember } from '../../../kernel/remember.ts'
import { intersect, isEmpty, tcpPorts } from '../../../reach/ports.ts'
import { doubted } from '../../steps/doubt.ts'
import { type ExposedPod, exposedPods } from '../../ways/exposed-pods.ts'
import { openingsOf, serviceFlaws } from '../../ways/service-openings.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const publicService: Technique<'outside'> = {
  id: 'NET_EXPOSED',
  name: 'public-service',
  title: 'Whoever is outside comes in by what is published',
  from: 'outside',
  to: ['container', 'tenant'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1190'],
  matrix: ['MS-TA9005'],
  vector: 'insecure-networking',
  barriers: ['N.in', 'N.adm', 'X.app'],
  controls: ['public-load-balancer', 'sensitive-port-exposed', 'image-lets-callers-in'],
  rationale:
    'Code that reaches the internet is a stranger there as any other, and the internet may reach another tenant: by a load balancer with a public address, or by a gateway that publishes its service. Policies between tenants see nothing of it. Behind the port stands a flaw of the application, or nothing where it asks nobody who he is; what a gateway asks of callers is not known.',
  find: (_, terrain) => exposedPods(terrain).flatMap((exposed) => openingsBehind(exposed, terrain)),
  examples: {
    open: [
      service(
        '{ type: LoadBalancer, selector: { app: head }, ports: [{ port: 80, targetPort: 8265 }] }',
        'rayproject/ray',
      ),
    ],
    barred: [
      service(
        '{ type: LoadBalancer, selector: { app: head }, ports: [{ port: 80, targetPort: 9000 }] }',
        'model',
        9000,
      ),
      service('{ type: LoadBalancer, selector: { app: head }, ports: [{ port: 9000 }] }', 'rayproject/ray'),
    ],
    closed: [
      service('{ type: ClusterIP, selector: { app: head }, ports: [{ port: 8265 }] }', 'rayproject/ray'),
      service('{ type: LoadBalancer, selector: { app: other }, ports: [{ port: 8265 }] }', 'rayproject/ray'),
      service(
        '{ type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], selector: { app: head }, ports: [{ port: 8265 }] }',
        'rayproject/ray',
      ),
    ],
    unknown: [
      service(
        '{ type: "{{ .Values.type }}", selector: { app: head }, ports: [{ port: 8265 }] }',
        'rayproject/ray',
      ),
      `${service('{ selector: { app: head }, ports: [{ port: 80 }] }', 'model', 9000)}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: head, namespace: globex }
spec: { defaultBackend: { service: { name: head, port: { number: 80 } } } }`,
    ],
  },
}

const openServicesByPod = remember(({ openServices }: Terrain) =>
  Map.groupBy(openServices, ({ container }) => container.pod),
)

/** What asks nobody who he is on one of the ports, and all else by a flaw of it. */
function openingsBehind(exposed: ExposedPod, terrain: Terrain): readonly Opening[] {
  const open = (openServicesByPod(terrain).get(exposed.pod) ?? []).filter(
    ({ service: { ports } }) => !isEmpty(intersect(tcpPorts(ports), exposed.ports)),
  )
  const behind = [
    ...open.flatMap((serving) => openingsOf(serving, terrain.tenants)),
    ...serviceFlaws([exposed.pod], terrain.platform),
  ]
  return behind.map((opening) => through(exposed, opening))
}

function through({ how, evidence, barriers, assumes }: ExposedPod, opening: Opening): Opening {
  const { closedBy: _, ...rest } = opening
  return {
    ...rest,
    how: `${how} ${opening.how}`,
    evidence: [...evidence, ...opening.evidence],
    barriers: [...barriers, ...opening.barriers],
    ...doubted(assumes),
  }
}

function service(spec: string, image: string, port: number = 8265): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: head, namespace: globex, labels: { app: head } }
spec: { containers: [{ name: server, image: ${image}, ports: [{ containerPort: ${port} }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: head, namespace: globex }
spec: ${spec}`
}
