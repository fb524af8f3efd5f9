// Who takes a node of its own and who takes one that others share are not told as one route.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'

function privileged(namespace: string, spec: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: ${namespace} }
spec:
  automountServiceAccountToken: false
  ${spec}
  containers: [{ name: server, image: model, securityContext: { privileged: true } }]`
}

test('the same step to a node of its own and to one of all is two routes', () => {
  const text = [
    privileged('acme', 'nodeSelector: { node-restriction.kubernetes.io/tenant: acme }'),
    privileged('globex', 'hostNetwork: false'),
    privileged('initech', 'hostNetwork: false'),
  ].join('\n---\n')
  const config = parseConfig({
    path: 'bulkhead.yaml',
    text: 'facts: { placement: enforced, nodePorts: isolated, nodeIdentity: scoped, imds: blocked }\n',
  })
  assert.ok(config.kind === 'config')
  const { breach } = scan({ documents: [{ path: 'a.yaml', text }] }, { config: config.value })
  const direct = (breach?.routes ?? []).filter(
    ({ goal, steps, isDrift }) =>
      goal.startsWith('a node') && !isDrift && steps.at(-1)?.technique?.id === 'ESC_PRIVILEGED',
  )
  assert.deepEqual(direct.map(({ goal, from, footholds }) => [goal, from, footholds]).sort(), [
    ['a node of its own', 'acme/llm/server', 1],
    ['a node', 'globex/llm/server', 2],
  ])
})
