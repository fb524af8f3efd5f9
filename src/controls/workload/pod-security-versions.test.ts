// What Pod Security Standards allow depends on the version of Kubernetes; a control's examples know one version only.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { scan } from '../../engine/scan.ts'

/** The checks of Pod Security Standards that fail for a pod spec, by the references of the findings. */
function failing(spec: string, kubernetesVersion: string): Set<string> {
  const text = [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    `spec: { ${spec} }`,
  ].join('\n')
  const { findings } = scan({ documents: [{ path: 'pod.yaml', text }] }, { kubernetesVersion })
  const prefix = 'pod-security-standards:'
  return new Set(
    findings
      .filter(({ verdict }) => verdict === 'fail')
      .flatMap(({ references }) => references)
      .filter((reference) => reference.startsWith(prefix))
      .map((reference) => reference.slice(prefix.length)),
  )
}

function withContext(context: string, rest = ''): string {
  return `${rest}containers: [{ name: server, image: llm, securityContext: { ${context} } }]`
}

const cases: readonly {
  readonly title: string
  readonly spec: string
  readonly check: string
  readonly fails: readonly string[]
  readonly passes: readonly string[]
}[] = [
  {
    title: 'root in a user namespace of its own',
    spec: withContext('runAsUser: 0', 'hostUsers: false, '),
    check: 'runAsUser',
    fails: ['1.29', '1.33', '1.34'],
    passes: ['1.35', '1.37'],
  },
  {
    title: 'runAsNonRoot missing in a user namespace of its own',
    spec: withContext('', 'hostUsers: false, '),
    check: 'runAsNonRoot',
    fails: ['1.28', '1.34'],
    passes: ['1.35', '1.36'],
  },
  {
    title: 'runAsNonRoot missing in the node’s user namespace',
    spec: withContext('', 'hostUsers: true, '),
    check: 'runAsNonRoot',
    fails: ['1.28', '1.34', '1.35', '1.37'],
    passes: [],
  },
  {
    title: 'an unmasked /proc in a user namespace, baseline',
    spec: withContext('procMount: Unmasked', 'hostUsers: false, '),
    check: 'procMount',
    fails: ['1.28', '1.34'],
    passes: ['1.35', '1.37'],
  },
  {
    title: 'an unmasked /proc in a user namespace, restricted',
    spec: withContext('procMount: Unmasked', 'hostUsers: false, '),
    check: 'procMount_restricted',
    fails: ['1.35', '1.37'],
    passes: [],
  },
  {
    title: 'a probe of another host',
    spec: 'containers: [{ name: server, image: llm, livenessProbe: { tcpSocket: { host: 10.0.0.1, port: 1 } } }]',
    check: 'hostProbesAndHostLifecycle',
    fails: ['1.34', '1.37'],
    passes: ['1.28', '1.33'],
  },
  {
    title: 'the SELinux type container_engine_t',
    spec: withContext('seLinuxOptions: { type: container_engine_t }'),
    check: 'seLinuxOptions',
    fails: ['1.28', '1.30'],
    passes: ['1.31', '1.37'],
  },
  ...(
    [
      ['net.ipv4.ip_local_reserved_ports', [], ['1.28']],
      ['net.ipv4.tcp_keepalive_time', ['1.28'], ['1.29']],
      ['net.ipv4.tcp_rmem', ['1.31'], ['1.32']],
      ['net.ipv4.tcp_notsent_lowat', ['1.36'], ['1.37']],
    ] as const
  ).map(([name, fails, passes]) => ({
    title: name,
    spec: `securityContext: { sysctls: [{ name: ${name}, value: "1" }] }, containers: [{ name: server }]`,
    check: 'sysctls',
    fails,
    passes,
  })),
  {
    title: 'Linux fields on Windows',
    spec: 'os: { name: windows }, containers: [{ name: server, image: llm }]',
    check: 'capabilities_restricted',
    fails: [],
    passes: ['1.28', '1.37'],
  },
]

describe('Pod Security Standards by version', () => {
  for (const { title, spec, check, fails, passes } of cases) {
    for (const version of fails)
      test(`${version} refuses ${title}`, () => assert.ok(failing(spec, version).has(check)))
    for (const version of passes)
      test(`${version} lets ${title} through`, () => assert.ok(!failing(spec, version).has(check)))
  }
})
