import { lookup } from '../../kernel/lookup.ts'
import { byDefault, type Known, mapKnown, stated, unset, valueOf } from '../../model/known.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { DockerSettings } from '../../model/docker.ts'
import type { Origin } from '../../model/origin.ts'
import type { Volume } from '../../model/volume.ts'
import type { Fields } from '../../values/fields.ts'
import { readContainer } from './container.ts'
import { listOrMap } from './lists.ts'
import { readPublished } from './ports.ts'
import { readPodContext } from './security.ts'
import { readVolumes } from './volumes.ts'

/** A service's name, its project, and where it begins. */
export interface ServicePlace {
  readonly name: string
  readonly project: string
  readonly origin: Origin
}

/** Reads one service as a pod with a single container. */
export function readService(service: Fields, place: ServicePlace): Pod {
  const { mounts, volumes, devices } = readVolumes(service, place.origin)
  const docker = readDocker(service, place.origin)
  const containers: Container[] = []
  const pod: Pod = {
    ...identityOf(service, place),
    ...withoutKubernetes,
    ...sharedNamespaces(docker),
    docker,
    containers,
    volumes: volumes satisfies readonly Volume[],
    replicas: readReplicas(service),
    securityContext: readPodContext(service, place.origin),
    restartPolicy: docker.restart,
    os: platformPart(service, 0),
    architecture: platformPart(service, 1),
    runtimeClassName: service.optionalText('runtime'),
    hostAliases: service.nodes('extra_hosts').map((node) => service.textAt(node)),
  }
  containers.push(readContainer(service, pod, { mounts, devices }))
  return pod
}

function identityOf(
  service: Fields,
  { name, project, origin }: ServicePlace,
): Pick<
  Pod,
  | 'asset'
  | 'apiVersion'
  | 'kind'
  | 'namespace'
  | 'name'
  | 'isNamespaceStated'
  | 'labels'
  | 'annotations'
  | 'origin'
  | 'confidence'
  | 'specOrigin'
  | 'podLabels'
  | 'podAnnotations'
> {
  const labels = listOrMap(service, 'labels')
  const annotations = listOrMap(service, 'annotations')
  return {
    asset: 'pod',
    apiVersion: 'compose',
    kind: 'Service',
    namespace: project,
    name,
    isNamespaceStated: true,
    labels,
    annotations,
    origin,
    confidence: 'confirmed',
    specOrigin: service.originOr(origin),
    podLabels: labels,
    podAnnotations: annotations,
  }
}

const nothing: readonly never[] = []

/** What Docker has no counterpart of; controls on it ask for the orchestrator. */
const withoutKubernetes = {
  part: '',
  orchestrator: 'docker',
  addresses: nothing,
  serviceAccountName: byDefault(''),
  automountServiceAccountToken: byDefault(false),
  enableServiceLinks: byDefault(false),
  imagePullSecrets: nothing,
  priorityClassName: unset(),
  schedulerName: unset(),
  nodeName: unset(),
  nodeSelector: new Map(),
  tolerations: nothing,
  affinity: {
    origin: undefined,
    nodeTerms: undefined,
    hasPodAffinity: false,
    hasPodAntiAffinity: false,
  },
  activeDeadlineSeconds: unset(),
  terminationGracePeriodSeconds: unset(),
  dnsPolicy: unset(),
  resourceClaims: nothing,
  requests: new Map(),
  limits: new Map(),
} as const satisfies Partial<Pod>

function sharedNamespaces(
  docker: DockerSettings,
): Pick<Pod, 'hostNetwork' | 'hostPID' | 'hostIPC' | 'hostUsers' | 'shareProcessNamespace'> {
  const isHost = (mode: Known<string | undefined>): Known<boolean> =>
    mapKnown(mode, (value) => value === 'host')
  return {
    hostNetwork: isHost(docker.networkMode),
    hostPID: isHost(docker.pidMode),
    hostIPC: isHost(docker.ipcMode),
    // Without remapping by the daemon, which no Compose file shows, every container has the host's user namespace.
    hostUsers:
      docker.userNamespaceMode.state === 'default' ? byDefault(true) : isHost(docker.userNamespaceMode),
    shareProcessNamespace: mapKnown(docker.pidMode, (value) => /^(?:service|container):/.test(value ?? '')),
  }
}

function readDocker(service: Fields, origin: Origin): DockerSettings {
  const networks = service.child('networks')
  return {
    networkMode: service.optionalText('network_mode'),
    networks:
      networks?.kind === 'map'
        ? service
            .map('networks')
            .keys()
            .map((name) => stated(name, service.originAt(networks)))
        : service.texts('networks'),
    pidMode: service.optionalText('pid'),
    ipcMode: service.optionalText('ipc'),
    utsMode: service.optionalText('uts'),
    userNamespaceMode: service.optionalText('userns_mode'),
    cgroupMode: service.optionalText('cgroup'),
    cgroupParent: service.optionalText('cgroup_parent'),
    ...readRestart(service),
    published: readPublished(service, origin),
    hostDevices: service
      .nodes('devices')
      .map((node) =>
        node.kind === 'map'
          ? service.textAt(node.entries.get('source')?.value ?? node)
          : service.textAt(node),
      ),
  }
}

/** `restart: on-failure:5`, or `deploy.restart_policy` (Compose specification). `no` without quotes is false in YAML 1.1. */
function readRestart(service: Fields): Pick<DockerSettings, 'restart' | 'maxRestarts'> {
  const policy = service.map('deploy').map('restart_policy')
  if (policy.exists && !service.has('restart')) {
    const names: Readonly<Record<string, string>> = { none: 'no', any: 'always' }
    const condition = mapKnown(policy.text('condition', 'any'), (value) => lookup(names, value) ?? value)
    return { restart: condition, maxRestarts: policy.optionalInteger('max_attempts') }
  }
  const node = service.child('restart')
  if (node?.kind === 'scalar' && node.value === false)
    return { restart: byDefault('no'), maxRestarts: unset() }
  const restart = service.text('restart', 'no')
  const maximum = /^on-failure:(\d+)$/.exec(valueOf(restart) ?? '')?.[1]
  return {
    restart: mapKnown(restart, (value) => value.replace(/:\d+$/, '')),
    maxRestarts: maximum === undefined ? unset() : mapKnown(restart, () => Number(maximum)),
  }
}

function readReplicas(service: Fields): Known<number | undefined> {
  const deploy = service.map('deploy')
  return deploy.has('replicas') ? deploy.optionalInteger('replicas') : service.optionalInteger('scale')
}

/** Of `os/architecture/variant`. */
function platformPart(service: Fields, index: 0 | 1): Known<string | undefined> {
  return mapKnown(service.optionalText('platform'), (value) => value?.split('/')[index])
}
