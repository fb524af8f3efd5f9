// Where a step points: at the line that lets it happen, else at what should have forbidden it; and whom its words name.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { RouteReport } from '../../src/findings/breach-report.ts'
import { reportOf } from '../report/breach-reports.ts'

function pod(namespace: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec:
  containers:
    - name: server
      image: 'registry.example/llm:1'
`
}

function routes(): readonly RouteReport[] {
  const report = reportOf(
    ['acme', 'globex'].map((namespace) => ({ path: `${namespace}.yaml`, text: pod(namespace) })),
  )
  return report.breach?.routes ?? []
}

function stepsBy(
  technique: string,
): readonly (readonly [how: string, file: string | undefined, line: number | undefined])[] {
  return routes()
    .flatMap(({ steps }) => steps)
    .filter((step) => step.technique?.id === technique)
    .map(({ how, location }) => [how, location?.file, location?.line] as const)
}

test('a limit that nobody states is missing where the container begins', () => {
  assert.deepEqual(stepsBy('RES_CPU')[0], ['Container server has no cpu limit.', 'acme.yaml', 6])
  assert.deepEqual(stepsBy('ESC_KERNEL')[0], [
    'Container server runs on the kernel of its node.',
    'acme.yaml',
    6,
  ])
})

test('packets that nothing holds back leave from the pod on the route', () => {
  const [step] = stepsBy('NET_DNS_TUNNEL')
  assert.deepEqual(step?.slice(1), ['acme.yaml', 2])
})

test('pods that policies treat alike are called so: none of them stands for another by its name', () => {
  const positions = routes().flatMap(({ steps }) => steps.flatMap(({ from, to }) => [from, to]))
  assert.ok(positions.includes('the network of pods like acme/llm'))
  assert.ok(!positions.includes('the network of acme/llm'))
  assert.deepEqual(
    stepsBy('NET_DNS_TUNNEL')[0]?.[0],
    'The cluster’s DNS looks up names of the attacker’s domain for pods like acme/llm.',
  )
})

test('a token that is mounted since nobody forbids it lies in the pod, and a pod beside it on its node is that object', () => {
  assert.deepEqual(stepsBy('CTR_SA_TOKEN').map(([, file, line]) => [file, line])[0], ['acme.yaml', 2])
  assert.deepEqual(stepsBy('NOD_TO_PODS').map(([, file, line]) => [file, line])[0], ['globex.yaml', 2])
})
