import type {
  ContainerPort,
  ContainerRole,
  EnvironmentSource,
  EnvironmentVariable,
  Probe,
  VolumeMount,
} from '../../model/container.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { hidden, isKnown, type Known, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { readContainerSecurityContext } from './security-context.ts'

/** Where containers stand in a pod spec, and what each is. */
const containerLists = [
  ['initContainers', 'init'],
  ['containers', 'main'],
  ['ephemeralContainers', 'ephemeral'],
] as const satisfies readonly (readonly [string, ContainerRole])[]

export function readContainers(spec: Fields, pod: Pod): readonly Container[] {
  // Of a pod spec that cannot be read one thing is known: it has a main container.
  const lists = containerLists.filter(([key, role]) => spec.has(key) || (spec.isHidden && role === 'main'))
  const [first = [], ...others] = lists.map(([key, role]) =>
    spec.each(key, (fields, index) => readContainer(fields, pod, { role, fallbackName: `${role}-${index}` })),
  )
  // Most pods have one list: joining lists makes one with room to grow.
  return others.length === 0 ? first : [first, ...others].flat()
}

function readContainer(
  fields: Fields,
  pod: Pod,
  as: { role: ContainerRole; fallbackName: string },
): Container {
  const resources = fields.map('resources')
  const origin = fields.originOr(pod.specOrigin)
  const name = fields.text('name', as.fallbackName)
  const isSidecar = as.role === 'init' && isKnown(fields.optionalText('restartPolicy'), 'Always')
  return {
    asset: 'container',
    pod,
    role: isSidecar ? 'sidecar' : as.role,
    name: name.state === 'hidden' ? as.fallbackName : name.value,
    origin,
    image: fields.optionalText('image'),
    imagePullPolicy: fields.optionalText('imagePullPolicy'),
    command: fields.freeTexts('command'),
    args: fields.freeTexts('args'),
    workingDir: fields.optionalText('workingDir'),
    env: fields.each('env', (variable) => readVariable(variable, origin)),
    envFrom: fields.each('envFrom', (source) => readEnvironmentSource(source, origin)),
    ports: fields.each('ports', (port) => readPort(port, origin)),
    requests: resources.dictionary('requests'),
    limits: resources.dictionary('limits'),
    claims: resources.each('claims', (claim) => claim.text('name', '')),
    pidsLimit: unset(),
    securityContext: readContainerSecurityContext(fields.map('securityContext')),
    mounts: fields.each('volumeMounts', (mount) => readMount(mount, origin)),
    devices: fields.each('volumeDevices', (device) => ({
      volume: device.text('name', ''),
      path: device.text('devicePath', ''),
      origin: device.originOr(origin),
    })),
    probes: readProbes(fields, origin),
    stdin: fields.boolean('stdin', false),
    tty: fields.boolean('tty', false),
  }
}

const valueSources = [
  ['secretKeyRef', 'secret'],
  ['configMapKeyRef', 'config-map'],
  ['fieldRef', 'field'],
  ['resourceFieldRef', 'resource'],
  ['fileKeyRef', 'file'],
] as const

function readVariable(fields: Fields, parent: Origin): EnvironmentVariable {
  const valueFrom = fields.map('valueFrom')
  const [key, from] = valueSources.find(([name]) => valueFrom.has(name)) ?? []
  const literal = valueFrom.exists ? 'unknown' : 'literal'
  return {
    name: fields.text('name', ''),
    value: fields.freeText<undefined>('value', undefined),
    from: from ?? literal,
    reference: key === undefined ? unset() : valueFrom.map(key).optionalText('name'),
    origin: fields.originOr(parent),
  }
}

function readEnvironmentSource(fields: Fields, parent: Origin): EnvironmentSource {
  const origin = fields.originOr(parent)
  if (fields.has('secretRef')) {
    return { from: 'secret', reference: fields.map('secretRef').optionalText('name'), origin }
  }
  if (fields.has('configMapRef')) {
    return { from: 'config-map', reference: fields.map('configMapRef').optionalText('name'), origin }
  }
  return { from: 'unknown', reference: unset(), origin }
}

function readPort(fields: Fields, parent: Origin): ContainerPort {
  return {
    name: fields.optionalText('name'),
    containerPort: fields.optionalInteger('containerPort'),
    hostPort: fields.optionalInteger('hostPort'),
    hostIP: fields.optionalText('hostIP'),
    protocol: fields.text('protocol', 'TCP'),
    origin: fields.originOr(parent),
  }
}

function readMount(fields: Fields, parent: Origin): VolumeMount {
  return {
    volume: fields.text('name', ''),
    path: fields.text('mountPath', ''),
    subPath: readSubPath(fields),
    readOnly: fields.boolean('readOnly', false),
    recursiveReadOnly: fields.optionalText('recursiveReadOnly'),
    propagation: fields.optionalText('mountPropagation'),
    origin: fields.originOr(parent),
  }
}

/** The kubelet puts variables into `subPathExpr`, which then stands in place of `subPath`. */
function readSubPath(fields: Fields): Known<string | undefined> {
  const expression = fields.optionalText('subPathExpr')
  if (expression.state !== 'stated' || expression.value === undefined)
    return expression.state === 'hidden' ? expression : fields.optionalText('subPath')
  return expression.value.includes('$(') ? hidden('it hangs on a variable', expression.origin) : expression
}

function readProbes(container: Fields, parent: Origin): Probe[] {
  const lifecycle = container.map('lifecycle')
  const handlers = [
    ['liveness', container.map('livenessProbe')],
    ['readiness', container.map('readinessProbe')],
    ['startup', container.map('startupProbe')],
    ['post-start', lifecycle.map('postStart')],
    ['pre-stop', lifecycle.map('preStop')],
  ] as const
  return handlers
    .filter(([, fields]) => fields.exists)
    .map(([purpose, fields]) => ({ purpose, ...readHandler(fields, parent) }))
}

const actions = [
  ['exec', 'exec'],
  ['httpGet', 'http'],
  ['tcpSocket', 'tcp'],
  ['grpc', 'grpc'],
  ['sleep', 'sleep'],
] as const

function readHandler(fields: Fields, parent: Origin): Omit<Probe, 'purpose'> {
  const [key, action] = actions.find(([name]) => fields.has(name)) ?? []
  const handler = fields.isHidden ? fields : fields.map(key ?? '')
  return {
    action: action ?? 'unknown',
    host: handler.optionalText('host'),
    port: handler.numberOrText<undefined>('port', undefined),
    command: handler.freeTexts('command'),
    origin: fields.originOr(parent),
  }
}
