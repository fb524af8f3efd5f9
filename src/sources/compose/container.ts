import { child, itemsOf, type Node, textOf } from '../../kernel/tree.ts'
import type {
  EnvironmentSource,
  EnvironmentVariable,
  Probe,
  ResourceList,
  VolumeDevice,
  VolumeMount,
} from '../../model/container.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { byDefault, type Known, mapKnown, stated, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { listOrMap, originAt, textOrList } from './lists.ts'
import { readContainerPorts } from './ports.ts'
import { readContainerContext } from './security.ts'

/** The one container of a service. */
export function readContainer(
  service: Fields,
  pod: Pod,
  mounted: { readonly mounts: readonly VolumeMount[]; readonly devices: readonly VolumeDevice[] },
): Container {
  return {
    asset: 'container',
    pod,
    role: 'main',
    name: pod.name,
    origin: pod.specOrigin,
    image: readImage(service),
    imagePullPolicy: service.optionalText('pull_policy'),
    command: textOrList(service, 'entrypoint'),
    args: textOrList(service, 'command'),
    workingDir: service.optionalText('working_dir'),
    env: readEnvironment(service, pod.origin),
    envFrom: readEnvironmentFiles(service),
    ports: readContainerPorts(service),
    requests: readRequests(service),
    limits: readLimits(service),
    claims: [],
    pidsLimit: service.has('pids_limit')
      ? service.optionalInteger('pids_limit')
      : limitsOf(service).optionalInteger('pids'),
    securityContext: readContainerContext(service),
    mounts: mounted.mounts,
    devices: mounted.devices,
    probes: readHealthCheck(service.map('healthcheck')),
    stdin: service.boolean('stdin_open', false),
    tty: service.boolean('tty', false),
  }
}

/** Without `image` it is built here and named by Compose: nothing is pulled, and there is no reference to judge. */
function readImage(service: Fields): Known<string | undefined> {
  return service.has('build') && !service.has('image') ? unset() : service.optionalText('image')
}

function readEnvironment(service: Fields, parent: Origin): EnvironmentVariable[] {
  return [...listOrMap(service, 'environment')].map(([name, value]) => {
    const origin = value.state === 'default' ? parent : value.origin
    return { name: stated(name, origin), value, from: 'literal', reference: unset(), origin }
  })
}

function readEnvironmentFiles(service: Fields): EnvironmentSource[] {
  const node = service.child('env_file')
  if (node === undefined) return []
  const items: readonly Node[] = node.kind === 'list' ? itemsOf(node) : [node]
  return items.map((item) => ({
    from: 'unknown',
    reference: service.textAt(child(item, 'path') ?? item),
    origin: originAt(service, item),
  }))
}

function limitsOf(service: Fields): Fields {
  return service.map('deploy').map('resources').map('limits')
}

type Amount = readonly [name: string, value: Known<string | undefined>]

function readLimits(service: Fields): ResourceList {
  const deployed = limitsOf(service)
  return resourceList([
    ['memory', memory(firstOf([service, 'mem_limit'], [deployed, 'memory']))],
    ['cpu', readCpuLimit(service, deployed)],
    ['nvidia.com/gpu', readGpus(service)],
  ])
}

/** `cpu_quota` is the time of processors that a service may use in each `cpu_period`, of 100 ms unless set. */
function readCpuLimit(service: Fields, deployed: Fields): Known<string | undefined> {
  if (service.has('cpus') || deployed.has('cpus') || !service.has('cpu_quota')) {
    return firstOf([service, 'cpus'], [deployed, 'cpus'])
  }
  const quota = service.numberOrText<undefined>('cpu_quota', undefined)
  const period = service.numberOrText('cpu_period', '100000')
  if (period.state === 'hidden') return period
  return mapKnown(quota, (time) => quotient(microseconds(time), microseconds(period.value)))
}

/** No amount where either is no number: Docker refuses such a service. */
function quotient(time: number, period: number): string | undefined {
  const processors = time / period
  return Number.isFinite(processors) ? String(processors) : undefined
}

/** `50000`, `50000us` and `50ms` (Compose specification, durations). */
function microseconds(amount: string | undefined): number {
  const match = /^(-?\d+(?:\.\d+)?)(us|ms|s)?$/.exec(amount ?? '')
  const scale = { us: 1, ms: 1000, s: 1_000_000 }[match?.[2] ?? 'us'] ?? Number.NaN
  return Number(match?.[1]) * scale
}

function readRequests(service: Fields): ResourceList {
  const reserved = service.map('deploy').map('resources').map('reservations')
  return resourceList([
    ['memory', memory(firstOf([service, 'mem_reservation'], [reserved, 'memory']))],
    ['cpu', reserved.numberOrText<undefined>('cpus', undefined)],
  ])
}

/** Amounts of 0 or below are no bounds for Docker, and are left out. */
function resourceList(amounts: readonly Amount[]): ResourceList {
  return new Map(
    amounts.flatMap(([name, value]): [string, Known<string>][] => {
      if (value.state === 'hidden') return [[name, value]]
      const amount = value.value
      return amount === undefined || Number.parseFloat(amount) <= 0
        ? []
        : [[name, mapKnown(value, () => amount)]]
    }),
  )
}

function firstOf(...places: readonly (readonly [Fields, string])[]): Known<string | undefined> {
  const found = places.find(([fields, key]) => fields.has(key)) ?? places[0]
  return found === undefined ? unset() : found[0].numberOrText<undefined>(found[1], undefined)
}

/** Docker's `512m` is 512 MiB; as a Kubernetes quantity it would be half a byte (Compose specification, byte values). */
function memory(amount: Known<string | undefined>): Known<string | undefined> {
  return mapKnown(amount, (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?b?|b)?$/i.exec(value ?? '')
    if (match === null) return value
    const [, number = '', unit = ''] = match
    return unit === '' ? number : `${number}${unit.toUpperCase()}i`
  })
}

/** `gpus: all`, or a reservation of devices with the capability `gpu`. */
function readGpus(service: Fields): Known<string | undefined> {
  const reserved = service.map('deploy').map('resources').map('reservations')
  const gpus = service.child('gpus')
  if (gpus !== undefined && gpus.kind !== 'list') return service.numberOrText<undefined>('gpus', undefined)
  const devices = gpus?.kind === 'list' ? service.nodes('gpus') : reserved.nodes('devices').filter(isGpu)
  const [first] = devices
  if (first === undefined) return unset()
  const ids = itemsOf(child(first, 'device_ids')).length
  const count = child(first, 'count')
  if (count === undefined && ids === 0) return stated('all', originAt(service, first))
  return count === undefined ? stated(String(ids), originAt(service, first)) : service.textAt(count)
}

function isGpu(device: Node): boolean {
  return itemsOf(child(device, 'capabilities')).some((capability) => textOf(capability) === 'gpu')
}

function readHealthCheck(check: Fields): Probe[] {
  const origin = check.origin
  if (origin === undefined) return []
  const test = textOrList(check, 'test')
  const isOff = check.child('disable')?.kind === 'scalar' && check.boolean('disable', false)
  if (isOff !== false && isOff.state === 'stated' && isOff.value) return []
  if (test[0]?.state === 'stated' && test[0].value === 'NONE') return []
  return [
    { purpose: 'liveness', action: 'exec', host: unset(), port: byDefault(undefined), command: test, origin },
  ]
}
