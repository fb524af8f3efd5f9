import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

/** Docker, RDP, VNC, kubelet, etcd, API server, Ray, Redis, Java debugging. Jupyter asks for a token by default. */
const ports: ReadonlySet<string> = new Set(
  '2375 2376 3389 5900 5901 10250 10255 2379 6443 8265 10001 6379 5005'.split(' '),
)

export const adminPortExposed: Control<'image-build'> = {
  id: 'BH-0625',
  name: 'admin-port-exposed',
  title: 'Image exposes an administration port',
  layer: 'image',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Ports of daemons and of services that run code without asking who calls (Docker, kubelet, Ray, VNC, Redis) let one hostile container run code in another.',
  remediation: 'Remove the port, bind the service to 127.0.0.1, and give it authentication.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'EXPOSE'), ({ words }) =>
      every(words, (word) =>
        forbid(
          word,
          (port) => ports.has(port.replace(/\/tcp$/, '')),
          `${build.name} exposes a port of a service that runs code or gives data without authentication.`,
        ),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nEXPOSE 8265', 'FROM a:1\nEXPOSE 6379/tcp'],
    pass: ['FROM a:1\nEXPOSE 8000', 'FROM a:1\nEXPOSE 8888', 'FROM a:1 AS x\nEXPOSE 8265\nFROM b:1'],
    unknown: ['FROM a:1\nEXPOSE $PORT'],
  },
}
