import { policyBarriers } from '../../admission/policies.ts'
import { assumption, doubted } from '../../steps/doubt.ts'
import { inNamespace, plainPod } from '../../examples/example-objects.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { drainPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const preemption: Technique<'workloads'> = {
  id: 'RES_PREEMPT',
  name: 'preemption',
  title: 'Pods of one’s choice push others off their nodes',
  from: 'workloads',
  to: ['drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1489'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Q.prio', 'A.policy'],
  controls: [
    'priority-open-to-tenants',
    'untrusted-pod-system-priority',
    'priority-class-preempts-by-default',
  ],
  rationale:
    'Any pod may name any priority class, the system’s own among them, unless a quota with that scope says otherwise. The scheduler makes room for it: it stops pods of lower priority, whosoever they are.',
  find: openings,
  examples: {
    open: [inNamespace('acme', ''), inNamespace('acme', quota('', 'pods: 10'))],
    barred: [inNamespace('acme', policy())],
    closed: [
      inNamespace('acme', quota(classes('[system-node-critical, system-cluster-critical]'), 'pods: 0')),
    ],
    unknown: [plainPod('acme')],
  },
}

function openings(namespace: string, terrain: Terrain): readonly Opening[] {
  const { platform } = terrain
  if (platform.inNamespace('resource-quota', namespace).some(({ isPriorityScoped }) => isPriorityScoped))
    return []
  const space = platform.all('namespace').find(({ name }) => name === namespace)
  const isDeclared = space?.isDeclared === true
  const question = `which priority classes namespace ${namespace} may use`
  return openWays({
    to: [drainPosition('the priority of pods')],
    how: `Pods of namespace ${namespace} may name every priority class.`,
    evidence: isDeclared ? [space.origin] : [],
    barriers: policyBarriers(namespace, 'priority', terrain),
    ...doubted(isDeclared ? undefined : assumption(question, space?.origin)),
  })
}

function quota(scope: string, hard: string): string {
  return `apiVersion: v1
kind: ResourceQuota
metadata: { name: bounds, namespace: acme }
spec: { hard: { ${hard} }, ${scope} }`
}

function classes(values: string): string {
  return `scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: ${values} }] }`
}

function policy(): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: priorities }
spec:
  matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }
  validations: [{ expression: "!has(object.spec.priorityClassName) || object.spec.priorityClassName == 'models'" }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: priorities }
spec: { policyName: priorities, validationActions: [Deny] }`
}
