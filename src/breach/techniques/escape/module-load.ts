import type { Container } from '../../../model/pod.ts'
import { holdsCapability, isPrivileged } from '../../ways/capabilities.ts'
import type { Condition } from '../../steps/condition.ts'
import { alsoDoubted } from '../../steps/doubt.ts'
import { openByPower } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const moduleLoad: Technique<'container'> = {
  id: 'ESC_MODULE_LOAD',
  name: 'module-load',
  title: 'A container loads code into the kernel of its node',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.userns', 'X.guest', 'X.hypervisor', 'V.sandbox'],
  controls: [
    'capability-sys-module-added',
    'capability-all-added',
    'privileged-container',
    'untrusted-pod-without-sandbox',
    'may-run-as-root',
    'user-namespace-not-used',
  ],
  rationale:
    'Whoever holds SYS_MODULE, by name, with ALL or because the container is privileged, loads a module of his own with `finit_module`: his code is the node’s kernel. The runtime’s seccomp profile lets the call through to whoever holds the capability. Secure Boot lets only signed modules in.',
  find: openings,
  examples: {
    open: [
      { manifest: 'securityContext: { capabilities: { add: [SYS_MODULE] } }', facts: { secureBoot: 'off' } },
      {
        manifest: 'securityContext: { capabilities: { drop: [ALL], add: [CAP_SYS_MODULE] } }',
        facts: { secureBoot: 'off' },
      },
      { manifest: 'securityContext: { capabilities: { add: [all] } }', facts: { secureBoot: 'off' } },
      { manifest: 'securityContext: { privileged: true }', facts: { secureBoot: 'off' } },
    ],
    barred: [
      {
        manifest:
          'securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { add: [SYS_MODULE] } }',
        facts: { secureBoot: 'off', nodeKernel: 'patched' },
      },
    ],
    closed: [
      '{}',
      'securityContext: { capabilities: { add: [SYS_MODULE], drop: [SYS_MODULE] } }',
      'securityContext: { capabilities: { add: [ALL], drop: [SYS_MODULE] } }',
      {
        manifest: 'securityContext: { capabilities: { add: [SYS_MODULE] } }',
        facts: { secureBoot: 'enforced' },
      },
    ],
    unknown: [
      'securityContext: { capabilities: { add: [SYS_MODULE] } }',
      {
        manifest: 'securityContext: { capabilities: { add: ["{{ .Values.capability }}"] } }',
        facts: { secureBoot: 'off' },
      },
    ],
  },
}

function openings(container: Container, terrain: Terrain): readonly Opening[] {
  const { is, assumes, evidence } = terrain.facts.ask('secureBoot')
  if (is === 'good') return []
  const ways = openByPower(container, terrain, {
    holding: [mayLoad(container)],
    does: 'may load kernel modules',
  })
  return alsoDoubted(ways, assumes).map((way) => ({ ...way, evidence: [...way.evidence, ...evidence] }))
}

function mayLoad(container: Container): Condition {
  const [asPrivileged, byName] = [isPrivileged(container), holdsCapability(container, 'SYS_MODULE')]
  return asPrivileged.is === 'yes' || byName.is === 'no' ? asPrivileged : byName
}
