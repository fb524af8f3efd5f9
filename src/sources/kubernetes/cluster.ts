import type {
  Autoscaler,
  ConfigMap,
  DisruptionBudget,
  LimitRange,
  PersistentVolume,
  PodSecuritySettings,
  PriorityClass,
  ResourceQuota,
  RuntimeClass,
  Secret,
  VolumeClaim,
} from '../../model/cluster.ts'
import { isKnown, unset } from '../../model/known.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Fields } from '../../values/fields.ts'
import { readToleration } from './pod.ts'
import { readSelector } from './selector.ts'
import { shareOf } from './share.ts'

export function readResourceQuota(object: Fields, meta: ObjectMeta): ResourceQuota {
  const spec = object.map('spec')
  return {
    asset: 'resource-quota',
    ...meta,
    hard: spec.dictionary('hard'),
    isScoped: spec.has('scopes') || spec.has('scopeSelector'),
    isPriorityScoped: spec
      .map('scopeSelector')
      .list('matchExpressions')
      .some((expression) => isKnown(expression.optionalText('scopeName'), 'PriorityClass')),
  }
}

export function readLimitRange(object: Fields, meta: ObjectMeta): LimitRange {
  return {
    asset: 'limit-range',
    ...meta,
    limits: object.map('spec').each('limits', (item) => ({
      type: item.text('type', ''),
      origin: item.originOr(meta.origin),
      max: item.dictionary('max'),
      min: item.dictionary('min'),
      default: item.dictionary('default'),
      defaultRequest: item.dictionary('defaultRequest'),
    })),
  }
}

export function readPriorityClass(object: Fields, meta: ObjectMeta): PriorityClass {
  return {
    asset: 'priority-class',
    ...meta,
    value: object.optionalInteger('value'),
    globalDefault: object.boolean('globalDefault', false),
    preemptionPolicy: object.optionalText('preemptionPolicy'),
  }
}

export function readRuntimeClass(object: Fields, meta: ObjectMeta): RuntimeClass {
  const scheduling = object.map('scheduling')
  return {
    asset: 'runtime-class',
    ...meta,
    handler: object.optionalText('handler'),
    nodeSelector: scheduling.dictionary('nodeSelector'),
    tolerations: scheduling.each('tolerations', (each) => readToleration(each, meta.origin)),
  }
}

/** The plugin PodSecurity of an AdmissionConfiguration; without it the API server exempts nothing and enforces nothing. */
export function readAdmissionConfiguration(object: Fields, meta: ObjectMeta): PodSecuritySettings[] {
  return object
    .list('plugins')
    .filter((plugin) => isKnown(plugin.optionalText('name'), 'PodSecurity') && plugin.has('configuration'))
    .map((plugin) => readPodSecuritySettings(plugin.map('configuration'), meta))
}

export function readPodSecuritySettings(configuration: Fields, meta: ObjectMeta): PodSecuritySettings {
  const exemptions = configuration.map('exemptions')
  return {
    asset: 'pod-security-settings',
    ...meta,
    origin: configuration.originOr(meta.origin),
    defaultLevel: configuration.map('defaults').text('enforce', 'privileged'),
    exemptNamespaces: exemptions.texts('namespaces'),
    exemptUsers: exemptions.texts('usernames'),
    exemptRuntimeClasses: exemptions.texts('runtimeClasses'),
  }
}

export function readConfigMap(object: Fields, meta: ObjectMeta): ConfigMap {
  return { asset: 'config-map', ...meta, data: object.dictionary('data') }
}

export function readSecret(object: Fields, meta: ObjectMeta): Secret {
  return {
    asset: 'secret',
    ...meta,
    type: object.text('type', 'Opaque'),
    data: new Map([...object.dictionary('data'), ...object.dictionary('stringData')]),
  }
}

const volumeSettings = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
])

export function readPersistentVolume(object: Fields, meta: ObjectMeta): PersistentVolume {
  const spec = object.map('spec')
  const type = spec.keys().find((key) => !volumeSettings.has(key)) ?? 'unknown'
  return {
    asset: 'persistent-volume',
    ...meta,
    type,
    hostPath: type === 'hostPath' || type === 'local' ? spec.map(type).optionalText('path') : unset(),
    share: shareOf(type, spec.map(type)),
    accessModes: spec.texts('accessModes'),
    storageClassName: spec.text('storageClassName', ''),
    volumeMode: spec.text('volumeMode', 'Filesystem'),
    capacity: spec.map('capacity').numberOrText<undefined>('storage', undefined),
    claimNamespace: spec.map('claimRef').optionalText('namespace'),
    claimName: spec.map('claimRef').optionalText('name'),
    reclaimPolicy: spec.optionalText('persistentVolumeReclaimPolicy'),
  }
}

export function readVolumeClaim(object: Fields, meta: ObjectMeta): VolumeClaim {
  const spec = object.map('spec')
  return {
    asset: 'volume-claim',
    ...meta,
    accessModes: spec.texts('accessModes'),
    storageClassName: spec.optionalText('storageClassName'),
    volumeMode: spec.text('volumeMode', 'Filesystem'),
    selector: readSelector(spec.map('selector')),
    volumeName: spec.optionalText('volumeName'),
    storage: spec.map('resources').map('requests').numberOrText<undefined>('storage', undefined),
  }
}

/** HorizontalPodAutoscaler, and KEDA's ScaledObject with its own field names. */
export function readAutoscaler(object: Fields, meta: ObjectMeta): Autoscaler {
  const spec = object.map('spec')
  const target = spec.map('scaleTargetRef')
  const isKeda = meta.kind === 'ScaledObject'
  return {
    asset: 'autoscaler',
    ...meta,
    targetKind: target.text('kind', 'Deployment'),
    targetName: target.text('name', ''),
    minReplicas: spec.optionalInteger(isKeda ? 'minReplicaCount' : 'minReplicas'),
    maxReplicas: spec.optionalInteger(isKeda ? 'maxReplicaCount' : 'maxReplicas'),
  }
}

export function readDisruptionBudget(object: Fields, meta: ObjectMeta): DisruptionBudget {
  const spec = object.map('spec')
  return {
    asset: 'disruption-budget',
    ...meta,
    selector: readSelector(spec.map('selector')),
    minAvailable: spec.numberOrText<undefined>('minAvailable', undefined),
    maxUnavailable: spec.numberOrText<undefined>('maxUnavailable', undefined),
    unhealthyPodEvictionPolicy: spec.optionalText('unhealthyPodEvictionPolicy'),
  }
}
