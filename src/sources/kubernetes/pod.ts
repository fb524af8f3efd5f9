import type { Container, JobSettings, Pod, Toleration } from '../../model/pod.ts'
import { type Known, unset } from '../../model/known.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { readAffinity } from './affinity.ts'
import { readContainers } from './container.ts'
import { withOperatorLabels } from './operator-labels.ts'
import { readPodSecurityContext } from './security-context.ts'
import { readVolumes } from './volume.ts'

/** What a workload tells of its pods beside their spec. */
export interface PodTemplate {
  readonly meta: ObjectMeta
  readonly spec: Fields
  /** Of the template; the pod's own for a bare pod. */
  readonly labels: ObjectMeta['labels']
  readonly annotations: ObjectMeta['annotations']
  /** `status` of a live pod; absent in templates. */
  readonly status: Fields
  readonly replicas: Known<number | undefined>
  /** Which of the object's templates it is, where it has several. */
  readonly part: string
  readonly job?: JobSettings | undefined
}

/** Reads a pod spec, whatever object carries it. */
export function readPod({ meta, spec, labels, annotations, status, replicas, part, job }: PodTemplate): Pod {
  const specOrigin = spec.originOr(meta.origin)
  const pod: Pod & { containers: readonly Container[] } = {
    asset: 'pod',
    ...meta,
    part,
    orchestrator: 'kubernetes',
    specOrigin,
    podLabels: withOperatorLabels(meta, part, labels),
    podAnnotations: annotations,
    addresses: readAddresses(status),
    replicas,
    containers: [],
    ...readResources(spec, meta),
    volumes: readVolumes(spec, specOrigin),
    securityContext: readPodSecurityContext(spec.map('securityContext')),
    ...readNamespaces(spec),
    ...readIdentity(spec),
    ...readPlacement(spec, specOrigin),
    restartPolicy: spec.optionalText('restartPolicy'),
    activeDeadlineSeconds: spec.optionalInteger('activeDeadlineSeconds'),
    terminationGracePeriodSeconds: spec.optionalInteger('terminationGracePeriodSeconds'),
    dnsPolicy: spec.optionalText('dnsPolicy'),
    hostAliases: spec.each('hostAliases', (alias) => alias.optionalText('ip')),
    os: spec.map('os').optionalText('name'),
    resourceClaims: spec.each('resourceClaims', (claim) => claim.text('name', '')),
    ...(job === undefined ? {} : { job }),
  }
  // Containers point back at their pod, so they can only be read once it exists.
  pod.containers = readContainers(spec, pod)
  return pod
}

const nothing: Pick<Pod, 'requests' | 'limits'> = { requests: new Map(), limits: new Map() }

/** Where an operator makes the pods, `resources` beside the containers are those of its own container. */
function readResources(spec: Fields, { apiVersion }: ObjectMeta): Pick<Pod, 'requests' | 'limits'> {
  if (apiVersion.includes('.') || !spec.has('resources')) return nothing
  const resources = spec.map('resources')
  return { requests: resources.dictionary('requests'), limits: resources.dictionary('limits') }
}

/** `podIPs` has an address of each family, `podIP` the first of them. */
function readAddresses(status: Fields): readonly Known<string>[] {
  if (status.has('podIPs')) return status.each('podIPs', (each) => each.text('ip', ''))
  return status.has('podIP') ? [status.text('podIP', '')] : []
}

function readNamespaces(
  spec: Fields,
): Pick<Pod, 'hostNetwork' | 'hostPID' | 'hostIPC' | 'hostUsers' | 'shareProcessNamespace'> {
  return {
    hostNetwork: spec.boolean('hostNetwork', false),
    hostPID: spec.boolean('hostPID', false),
    hostIPC: spec.boolean('hostIPC', false),
    hostUsers: spec.boolean('hostUsers', true),
    shareProcessNamespace: spec.boolean('shareProcessNamespace', false),
  }
}

function readIdentity(
  spec: Fields,
): Pick<
  Pod,
  | 'serviceAccountName'
  | 'deprecatedAccount'
  | 'automountServiceAccountToken'
  | 'enableServiceLinks'
  | 'imagePullSecrets'
> {
  const account = spec.has('serviceAccountName') ? 'serviceAccountName' : 'serviceAccount'
  const deprecatedAccount = spec.has('serviceAccount') ? spec.keyOrigin('serviceAccount') : undefined
  return {
    serviceAccountName: spec.text(account, 'default'),
    ...(deprecatedAccount === undefined ? {} : { deprecatedAccount }),
    automountServiceAccountToken: spec.boolean('automountServiceAccountToken', undefined),
    enableServiceLinks: spec.boolean('enableServiceLinks', true),
    imagePullSecrets: spec.each('imagePullSecrets', (secret) => secret.text('name', '')),
  }
}

function readPlacement(
  spec: Fields,
  parent: Origin,
): Pick<
  Pod,
  | 'runtimeClassName'
  | 'priorityClassName'
  | 'schedulerName'
  | 'nodeName'
  | 'nodeSelector'
  | 'tolerations'
  | 'affinity'
> {
  return {
    runtimeClassName: spec.optionalText('runtimeClassName'),
    priorityClassName: spec.optionalText('priorityClassName'),
    schedulerName: spec.optionalText('schedulerName'),
    nodeName: spec.optionalText('nodeName'),
    nodeSelector: spec.dictionary('nodeSelector'),
    tolerations: spec.each('tolerations', (toleration) => readToleration(toleration, parent)),
    affinity: readAffinity(spec.map('affinity')),
  }
}

export function readToleration(fields: Fields, parent: Origin): Toleration {
  return {
    key: fields.optionalText('key'),
    operator: fields.text('operator', 'Equal'),
    value: fields.optionalText('value'),
    effect: fields.optionalText('effect'),
    origin: fields.originOr(parent),
  }
}

/** Replicas where the workload's spec has such a field. */
export function readReplicas(spec: Fields): Known<number | undefined> {
  return spec.has('replicas') ? spec.optionalInteger('replicas') : unset()
}
