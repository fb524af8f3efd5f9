import { byDefault, hidden, type Known, stated } from '../../model/known.ts'
import type { Backend, Gateway, Listener, Route, Service, ServicePort } from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { readLabelMap } from './selector.ts'

export function readService(object: Fields, meta: ObjectMeta): Service {
  const spec = object.map('spec')
  return {
    asset: 'service',
    ...meta,
    type: spec.text('type', 'ClusterIP'),
    selector: readLabelMap(spec, 'selector'),
    ports: spec.each('ports', (port) => readServicePort(port, meta.origin)),
    externalIPs: spec.texts('externalIPs'),
    loadBalancerSourceRanges: spec.texts('loadBalancerSourceRanges'),
    externalName: spec.optionalText('externalName'),
  }
}

function readServicePort(fields: Fields, parent: Origin): ServicePort {
  return {
    name: fields.optionalText('name'),
    port: fields.optionalInteger('port'),
    targetPort: fields.numberOrText<undefined>('targetPort', undefined),
    nodePort: fields.optionalInteger('nodePort'),
    protocol: fields.text('protocol', 'TCP'),
    origin: fields.originOr(parent),
  }
}

export function readIngress(object: Fields, meta: ObjectMeta): Route {
  const spec = object.map('spec')
  const rules = spec.list('rules')
  const tls = spec.list('tls')
  const paths = rules.flatMap((rule) => rule.map('http').list('paths'))
  const backends = [
    spec.map('defaultBackend'),
    spec.map('backend'),
    ...paths.map((path) => path.map('backend')),
  ]
  return {
    asset: 'route',
    ...meta,
    hosts: rules.map((rule) => rule.text('host', '*')),
    tlsHosts: tls.flatMap((entry) => entry.texts('hosts')),
    hasTls: readHasTls(spec),
    backends: backends
      .filter((backend) => backend.exists)
      .map((backend) => readIngressBackend(backend, meta.origin)),
    className: spec.optionalText('ingressClassName'),
  }
}

/** A list without entries is no TLS; one that a template fills in is not known. */
function readHasTls(spec: Fields): Known<boolean> {
  const node = spec.node?.kind === 'hidden' ? spec.node : spec.child('tls')
  if (node === undefined) return byDefault(false)
  const origin = { document: spec.reading.document, start: node.start, end: node.end }
  return node.kind === 'list'
    ? stated(node.items.length > 0, origin)
    : hidden('the list cannot be read', origin)
}

/** `backend.service.{name,port}` of networking.k8s.io/v1, `backend.{serviceName,servicePort}` of its beta. */
function readIngressBackend(fields: Fields, parent: Origin): Backend {
  const service = fields.map('service')
  const port = service.map('port')
  return {
    service: service.exists ? service.text('name', '') : fields.text('serviceName', ''),
    namespace: fields.optionalText('namespace'),
    port: service.exists
      ? port.numberOrText<undefined>(port.has('number') ? 'number' : 'name', undefined)
      : fields.numberOrText<undefined>('servicePort', undefined),
    origin: fields.originOr(parent),
  }
}

export function readGatewayRoute(object: Fields, meta: ObjectMeta): Route {
  const spec = object.map('spec')
  const backends = spec.list('rules').flatMap((rule) => rule.list('backendRefs'))
  return {
    asset: 'route',
    ...meta,
    hosts: spec.texts('hostnames'),
    tlsHosts: [],
    hasTls: byDefault(false),
    backends: backends.map((backend) => ({
      service: backend.text('name', ''),
      namespace: backend.optionalText('namespace'),
      port: backend.numberOrText<undefined>('port', undefined),
      origin: backend.originOr(meta.origin),
    })),
    className: spec.optionalText('ingressClassName'),
  }
}

export function readGateway(object: Fields, meta: ObjectMeta): Gateway {
  const spec = object.map('spec')
  const isIstio = meta.apiVersion.startsWith('networking.istio.io')
  return {
    asset: 'gateway',
    ...meta,
    listeners: isIstio
      ? spec.each('servers', (server) => readIstioServer(server, meta.origin))
      : spec.each('listeners', (listener) => readListener(listener, meta.origin)),
  }
}

function readListener(fields: Fields, parent: Origin): Listener {
  const hostname = fields.optionalText('hostname')
  return {
    protocol: fields.optionalText('protocol'),
    port: fields.optionalInteger('port'),
    hosts: hostname.state === 'default' ? [] : [fields.text('hostname', '')],
    hasTls: fields.has('tls'),
    allowedNamespaces: fields.map('allowedRoutes').map('namespaces').optionalText('from'),
    origin: fields.originOr(parent),
  }
}

function readIstioServer(fields: Fields, parent: Origin): Listener {
  const port = fields.map('port')
  return {
    protocol: port.optionalText('protocol'),
    port: port.optionalInteger('number'),
    hosts: fields.texts('hosts'),
    hasTls: fields.has('tls'),
    allowedNamespaces: fields.map('allowedRoutes').optionalText('from'),
    origin: fields.originOr(parent),
  }
}
