// Compose files become pods of Docker: forms of each field, variables, extends, and what Docker does by default.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Known, valueOf } from '../../model/known.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { parseCompose } from './parse.ts'

function podsOf(text: string, path = 'shop/compose.yaml'): Pod[] {
  return parseCompose({ path, text }).facts.filter((fact) => fact.asset === 'pod')
}

function serviceOf(body: string): { pod: Pod; container: Container } {
  const [pod] = podsOf(`services:\n  llm: { image: llm, ${body} }\n`)
  const container = pod?.containers[0]
  assert.ok(pod !== undefined && container !== undefined)
  return { pod, container }
}

function show(known: Known<unknown> | undefined): string {
  if (known === undefined) return '-'
  return known.state === 'hidden' ? '?' : `${known.state === 'default' ? '~' : ''}${String(known.value)}`
}

test('the project is the name, else the folder, and never a namespace of Kubernetes', () => {
  assert.equal(podsOf('services: { a: { image: i } }')[0]?.namespace, 'compose:shop')
  assert.equal(
    podsOf('name: Kube-System\nservices: { a: { image: i } }')[0]?.namespace,
    'compose:kube-system',
  )
})

test('Docker’s defaults', () => {
  const { pod, container } = serviceOf('')
  const { securityContext } = container
  assert.equal(pod.orchestrator, 'docker')
  assert.equal(show(securityContext.seccompProfile.type), '~RuntimeDefault')
  assert.equal(show(securityContext.appArmorProfile.type), '~RuntimeDefault')
  assert.equal(show(securityContext.allowPrivilegeEscalation), '~true')
  assert.deepEqual(securityContext.capabilitiesDropped, [])
  assert.equal(show(pod.automountServiceAccountToken), '~false')
})

test('security options with either separator', () => {
  for (const separator of [':', '=']) {
    const { container } = serviceOf(
      `security_opt: ["seccomp${separator}unconfined", "apparmor${separator}mine", "no-new-privileges${separator}true", "label${separator}disable"]`,
    )
    const { securityContext } = container
    assert.equal(show(securityContext.seccompProfile.type), 'Unconfined')
    assert.equal(show(securityContext.appArmorProfile.localhostProfile), 'mine')
    assert.equal(show(securityContext.allowPrivilegeEscalation), 'false')
    assert.equal(show(securityContext.seLinux.type), 'spc_t')
  }
  const unread = serviceOf('security_opt: ["${OPT}"]').container.securityContext
  assert.equal(show(unread.seccompProfile.type), '?')
  assert.equal(show(unread.allowPrivilegeEscalation), '?')
})

test('users', () => {
  const user = (text: string): string => {
    const { runAsUser, runAsGroup } = serviceOf(`user: ${text}`).container.securityContext
    return `${show(runAsUser)}:${show(runAsGroup)}`
  }
  assert.equal(user('1000'), '1000:~undefined')
  assert.equal(user('"1000:2000"'), '1000:2000')
  assert.equal(user('root'), '0:~undefined')
  assert.equal(user('node'), '?:~undefined')
})

test('volumes of every form', () => {
  const volume = (item: string): string => {
    const { pod, container } = serviceOf(`volumes: [${item}]`)
    const [mount, made] = [container.mounts[0], pod.volumes[0]]
    return `${made?.type} ${show(made?.hostPath)} ${show(mount?.path)} ${show(mount?.readOnly)}`
  }
  assert.equal(volume('"/etc:/host:ro"'), 'hostPath /etc /host true')
  assert.equal(volume('"./data:/data"'), 'hostPath ./data /data ~false')
  assert.equal(volume('"~/x:/x"'), 'hostPath ~/x /x ~false')
  assert.equal(volume('"cache:/cache"'), 'persistentVolumeClaim ~undefined /cache ~false')
  assert.equal(volume('/anonymous'), 'emptyDir ~undefined /anonymous ~false')
  assert.equal(volume('"C:\\\\data:/data"'), 'hostPath C:\\data /data ~false')
  assert.equal(volume('{ type: bind, source: /etc, target: /x, read_only: true }'), 'hostPath /etc /x true')
  assert.equal(volume('"${ROOT}/data:/data"'), 'hostPath ? /data ~false')
  assert.equal(volume('"${VOLUME}:/data"'), 'unknown ? /data ~false')
  assert.equal(volume('"${VOLUME:?a: b}:/data:ro,z"'), 'unknown ? /data true')
  assert.equal(volume('"$VOLUME:/data"'), 'unknown ? /data ~false')
  assert.equal(volume('"${VOLUME}:/data:${MODE}"'), 'unknown ? ? ?')
  assert.equal(volume('"${VOLUME}:${TARGET}"'), 'unknown ? ? ?')
  assert.equal(volume('"${VOLUME}:ro"'), 'unknown ? ? ?')
  assert.equal(volume('"${VOLUME}"'), 'unknown ? ? ?')
})

test('ports of every form', () => {
  const port = (item: string): string => {
    const [published] = serviceOf(`ports: [${item}]`).pod.docker?.published ?? []
    return `${show(published?.address)} ${show(published?.port)}`
  }
  assert.equal(port('"8000:80"'), '~undefined 8000')
  assert.equal(port('"127.0.0.1:8000:80/tcp"'), '127.0.0.1 8000')
  assert.equal(port('"[::1]:8000:80"'), '::1 8000')
  assert.equal(port('"127.0.0.1::80"'), '127.0.0.1 ~undefined')
  assert.equal(port('"8000-8010:8000-8010"'), '~undefined 8000-8010')
  assert.equal(port('80'), '~undefined ~undefined')
  assert.equal(port('{ target: 80, published: "8000", host_ip: 10.0.0.1 }'), '10.0.0.1 8000')
})

test('amounts', () => {
  const { container } = serviceOf(
    'mem_limit: 512m, cpus: 0.5, deploy: { resources: { limits: { pids: 10 }, reservations: { devices: [{ count: 1, capabilities: [gpu] }] } } }',
  )
  assert.equal(show(container.limits.get('memory')), '512Mi')
  assert.equal(show(container.limits.get('cpu')), '0.5')
  assert.equal(show(container.limits.get('nvidia.com/gpu')), '1')
  assert.equal(show(container.pidsLimit), '10')
  assert.equal(serviceOf('mem_limit: 0').container.limits.has('memory'), false)
})

test('a quota of processor time is a limit', () => {
  const limit = (text: string): string => show(serviceOf(text).container.limits.get('cpu'))
  assert.equal(limit('cpu_quota: 50000'), '0.5')
  assert.equal(limit('cpu_quota: 50ms, cpu_period: 20000us'), '2.5')
  assert.equal(limit('cpu_quota: "${QUOTA}"'), '?')
  assert.equal(limit('cpu_quota: 50000, cpu_period: "${PERIOD}"'), '?')
  assert.equal(limit('cpu_quota: 50000, cpus: 2'), '2')
  for (const none of ['cpu_quota: -1', 'cpu_quota: 0', 'cpu_quota: much', 'cpu_quota: 1, cpu_period: 0']) {
    assert.equal(serviceOf(none).container.limits.has('cpu'), false, none)
  }
})

test('variables: a default counts as written, anything else is hidden', () => {
  const privileged = (text: string): string =>
    show(serviceOf(`privileged: ${text}`).container.securityContext.privileged)
  assert.equal(privileged('"${DEBUG:-true}"'), 'true')
  assert.equal(privileged('"${DEBUG-false}"'), 'false')
  assert.equal(privileged('"${DEBUG}"'), '?')
  assert.equal(privileged('$DEBUG'), '?')
  assert.equal(privileged('"${DEBUG:?say so}"'), '?')
  assert.equal(privileged('"${DEBUG:-${OTHER}}"'), '?')
  assert.deepEqual(serviceOf('command: "echo $$HOME"').container.args.map(valueOf), ['echo $HOME'])
})

test('extends merges a service of the same file, and hides what stands in another', () => {
  const pods = podsOf(`services:
  base: { image: i, privileged: true, cap_add: [NET_ADMIN] }
  own: { extends: { service: base }, cap_add: [SYS_ADMIN] }
  far: { extends: { file: other.yaml, service: base }, privileged: false }
  loop: { extends: loop }
`)
  const [, own, far] = pods.map((pod) => pod.containers[0]?.securityContext)
  assert.equal(show(own?.privileged), 'true')
  assert.deepEqual(own?.capabilitiesAdded.map(valueOf), ['NET_ADMIN', 'SYS_ADMIN'])
  assert.equal(show(far?.privileged), 'false')
  assert.equal(show(far?.readOnlyRootFilesystem), '?')
})

test('a service of an override file is a part of one', () => {
  const [pod] = podsOf('services: { llm: { privileged: true } }')
  assert.equal(show(pod?.containers[0]?.securityContext.privileged), 'true')
  assert.equal(show(pod?.containers[0]?.image), '?')
  assert.equal(show(pod?.hostPID), '?')
})

test('shared namespaces', () => {
  const { pod } = serviceOf('pid: host, ipc: host, network_mode: host, userns_mode: host')
  assert.deepEqual([pod.hostPID, pod.hostIPC, pod.hostNetwork, pod.hostUsers].map(show), [
    'true',
    'true',
    'true',
    'true',
  ])
  assert.equal(show(serviceOf('pid: "service:db"').pod.shareProcessNamespace), 'true')
})

test('a broken file is a problem, and a wrong type is one', () => {
  const codes = (text: string): string[] =>
    parseCompose({ path: 'compose.yaml', text }).problems.map(({ code }) => code)
  assert.deepEqual(codes('services: [a'), ['broken-syntax'])
  assert.deepEqual(codes('services: { a: { image: i, privileged: maybe } }'), ['wrong-type'])
  assert.deepEqual(codes('services: 5'), ['wrong-type'])
})
