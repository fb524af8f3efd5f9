// Two tenants with everything in place, and what one line changes: for depths that are derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { GoalId } from '../../src/breach/goal.ts'
import { type FactName, factNames, platformFacts } from '../../src/knowledge/platform-facts.ts'
import { measure } from '../ladder/measure.ts'

type Facts = Partial<Record<FactName, string>>

/** Every fact as the attacker likes it least. */
export const allGood: Facts = Object.fromEntries(
  factNames.map((name) => [name, name === 'networkPolicy' ? 'cilium' : (platformFacts[name].good[0] ?? '')]),
)

export interface Shape {
  /** Lines of the pod's spec; the pool of the tenant where nothing is said. */
  readonly pod?: readonly string[]
  readonly container?: readonly string[]
  readonly level?: 'privileged' | 'restricted'
  /** A further rule for egress. */
  readonly egress?: string
  /** Objects beside it. */
  readonly beside?: readonly string[]
}

export const kata = 'runtimeClassName: kata-vm-isolation'
export const runc = 'hostNetwork: false'

/** Kata, everything confined and limited, default-deny, own nodes: data 2, own node 2, influence 2. */
function tenant(name: string, shape: Shape): string {
  const {
    pod = [kata, ownNodes(name)],
    container = [],
    level = 'restricted',
    egress = '',
    beside = [],
  } = shape
  return [
    `apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { pod-security.kubernetes.io/enforce: ${level} } }`,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: ${name} }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], egress: [${egress}] }`,
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: llm, namespace: ${name} }
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
${indent(pod, 6)}
      containers:
        - name: server
          image: models.azurecr.io/${name}/llm@sha256:${(name === 'acme' ? 'a' : 'b').repeat(64)}
          resources: { limits: { cpu: 4, memory: 16Gi, ephemeral-storage: 10Gi } }
          securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 10001, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }
${indent(container, 10)}`,
    ...beside,
  ].join('\n---\n')
}

export function ownNodes(name: string): string {
  return `nodeSelector: { node-restriction.kubernetes.io/tenant: ${name} }`
}

function indent(lines: readonly string[], width: number): string {
  const noToken = lines.some((line) => line.startsWith('serviceAccountName')) || width > 6
  const all = noToken ? lines : ['automountServiceAccountToken: false', ...lines]
  return all.map((line) => `${' '.repeat(width)}${line}`).join('\n')
}

export function manifestsOf({ acme = {}, globex = {} }: Scene): string {
  return [tenant('acme', acme), tenant('globex', globex)].join('\n---\n')
}

/** From acme, as `lower` where it is decided, else `lower..upper`. */
function depth(goal: GoalId, scene: Scene): string {
  const facts = { ...allGood, ...scene.facts }
  const measures = measure({ manifests: manifestsOf(scene), facts }).filter(
    (each) => each.foothold.tenant === 'acme' && each.goal.id === goal,
  )
  const lower = Math.min(...measures.map(({ asIs }) => asIs.lower))
  const upper = Math.min(...measures.map(({ asIs }) => asIs.upper))
  return lower === upper ? `${lower}` : `${lower}..${upper}`
}

export interface Scene {
  readonly acme?: Shape
  readonly globex?: Shape
  readonly facts?: Facts
}

/** Why, and what it comes to: `node 1`. */
export function check(why: string, expected: `${GoalId} ${string}`, scene: Scene): void {
  const [goal = 'node', counted] = expected.split(' ') as [GoalId, string]
  test(why, () => assert.equal(depth(goal, scene), counted))
}
