// Each planted fault lowers a depth: barriers that stand in the wrong place, or do not work, must not count.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { GoalId } from '../src/breach/goal.ts'
import { depthOf, measure, type Scene } from './ladder/measure.ts'
import { rungs } from './ladder/platforms.ts'

interface Fault {
  readonly name: string
  readonly goal: GoalId
  readonly reading?: 'asIs' | 'drift'
  /** The rung that it is planted in, by the first words of its name; 3 where nothing is said. */
  readonly rung?: string
  /** What the rung is like otherwise, with the fault and without. */
  readonly given?: (scene: Scene) => Scene
  /** Depths before and after. */
  readonly depths: readonly [sound: number, faulty: number]
  readonly plant: (scene: Scene) => Scene
}

/** Only in the manifests of one tenant; the other keeps what it has. */
function inTenant(tenant: string, edit: (text: string) => string): (scene: Scene) => Scene {
  return ({ manifests, facts }) => {
    const at = manifests.indexOf('---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: globex')
    const [acme, globex] = [manifests.slice(0, at), manifests.slice(at)]
    const edited = tenant === 'acme' ? edit(acme) + globex : acme + edit(globex)
    assert.notEqual(edited, manifests, 'the fault is planted')
    return { manifests: edited, facts }
  }
}

function replaced(from: string, to: string): (text: string) => string {
  return (text) => text.replaceAll(from, to)
}

function fact(name: keyof Scene['facts'], value: string): (scene: Scene) => Scene {
  return ({ manifests, facts }) => ({ manifests, facts: { ...facts, [name]: value } })
}

function both(first: (scene: Scene) => Scene, second: (scene: Scene) => Scene): (scene: Scene) => Scene {
  return (scene) => second(first(scene))
}

const misplaced = (tenant: string): ((scene: Scene) => Scene) =>
  inTenant(
    tenant,
    replaced(`{ name: default-deny, namespace: ${tenant} }`, '{ name: default-deny, namespace: elsewhere }'),
  )

const runningAsRoot = (text: string): string =>
  text.replaceAll('runAsNonRoot: true', 'runAsNonRoot: false').replaceAll('runAsUser: 10001', 'runAsUser: 0')

const faults: readonly Fault[] = [
  {
    name: 'policies in the wrong namespace',
    goal: 'tenant-data',
    depths: [2, 1],
    plant: both(misplaced('acme'), misplaced('globex')),
  },
  {
    name: 'a Pod Security level that only warns',
    goal: 'node',
    reading: 'drift',
    // For a user other than root one wrong field opens no node: with a sandbox around him that is depth enough.
    given: inTenant('acme', runningAsRoot),
    depths: [2, 1],
    plant: inTenant(
      'acme',
      replaced('pod-security.kubernetes.io/enforce', 'pod-security.kubernetes.io/warn'),
    ),
  },
  {
    name: 'no engine that enforces policies',
    goal: 'tenant-data',
    depths: [2, 1],
    plant: fact('networkPolicy', 'none'),
  },
  {
    name: 'privileged beside a seccomp profile',
    goal: 'node',
    rung: '2b',
    depths: [1, 0],
    plant: inTenant('acme', (text) =>
      [
        replaced('  allowPrivilegeEscalation: false', '  privileged: true'),
        // A user other than root has nothing of it.
        runningAsRoot,
        replaced('enforce: restricted', 'enforce: privileged'),
      ].reduce((edited, edit) => edit(edited), text),
    ),
  },
  {
    name: 'a metadata service that answers pods',
    goal: 'registry',
    rung: '4',
    depths: [1, 0],
    plant: both(fact('imds', 'open'), fact('networkPolicy', 'none')),
  },
  {
    name: 'limits dropped',
    goal: 'influence',
    depths: [1, 0],
    plant: inTenant('acme', (text) => text.replace(/^ *resources:.*\n?/gm, '')),
  },
  {
    name: 'a Ray dashboard that asks nobody',
    goal: 'tenant-data',
    depths: [2, 1],
    plant: inTenant(
      'globex',
      replaced('{ containerPort: 8000 }', '{ name: dashboard, containerPort: 8265 }'),
    ),
  },
  {
    name: 'a kernel with a known flaw',
    goal: 'node',
    rung: '2b',
    depths: [1, 0],
    plant: fact('nodeKernel', 'outdated'),
  },
]

for (const { name, goal, reading = 'asIs', rung = '3', given, depths, plant } of faults) {
  test(`${name} lowers the depth of ${goal}`, () => {
    const found = rungs.find((each) => each.name.startsWith(rung))
    assert.ok(found !== undefined)
    const scene = given === undefined ? found : given(found)
    const [sound, faulty] = depths
    assert.equal(depthOf(measure(scene), goal, reading), sound, 'without the fault')
    assert.equal(depthOf(measure(plant(scene)), goal, reading), faulty, 'with the fault')
  })
}
