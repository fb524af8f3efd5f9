import { type Node } from '../../kernel/tree.ts'
import type { ContainerPort } from '../../model/container.ts'
import type { PublishedPort } from '../../model/docker.ts'
import { hidden, type Known, mapKnown, stated, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { originAt, textUnder } from './lists.ts'

interface Port {
  readonly origin: Origin
  readonly target: Known<string | undefined>
  readonly published: Known<string | undefined>
  readonly address: Known<string | undefined>
  readonly protocol: string
}

/** Every port in `ports` is offered by the host, at a free port of its own where none is stated. */
export function readPublished(service: Fields, parent: Origin): PublishedPort[] {
  return readPorts(service).map(({ published, address, origin }) => ({
    port: published,
    address,
    origin: origin.end === 0 ? parent : origin,
  }))
}

export function readContainerPorts(service: Fields): ContainerPort[] {
  return readPorts(service).map(({ target, published, address, protocol, origin }) => ({
    name: unset(),
    containerPort: toNumber(target),
    hostPort: toNumber(published),
    hostIP: address,
    protocol: stated(protocol.toUpperCase(), origin),
    origin,
  }))
}

function readPorts(service: Fields): Port[] {
  return service
    .nodes('ports')
    .map((node) => (node.kind === 'map' ? longPort(service, node) : shortPort(service, node)))
}

function longPort(service: Fields, node: Node): Port {
  const protocol = textUnder(service, node, 'protocol')
  return {
    origin: originAt(service, node),
    target: textUnder(service, node, 'target') ?? unset(),
    published: textUnder(service, node, 'published') ?? unset(),
    address: textUnder(service, node, 'host_ip') ?? unset(),
    protocol: protocol?.state === 'stated' ? protocol.value : 'tcp',
  }
}

/** `[[address:]published:]target[/protocol]`; an IPv6 address stands in brackets (Compose specification, ports). */
const shortForm = /^(?:(?:(\[[^\]]*\]|[^:[\]]*):)?([\d-]*):)?([\d-]+)(?:\/(\w+))?$/

function shortPort(service: Fields, node: Node): Port {
  const origin = originAt(service, node)
  const text = service.textAt(node)
  if (text.state === 'hidden') return unreadPort(text.reason, origin)
  const match = shortForm.exec(text.value)
  if (match === null) return unreadPort('the port cannot be read', origin)
  const [, address, published, target, protocol = 'tcp'] = match
  const part = (value: string | undefined): Known<string | undefined> =>
    value === undefined || value === '' ? unset() : stated(value, origin)
  return {
    origin,
    target: part(target),
    published: part(published),
    address: part(address?.replace(/^\[|\]$/g, '')),
    protocol,
  }
}

function unreadPort(reason: string, origin: Origin): Port {
  const unread = hidden(reason, origin)
  return { origin, target: unread, published: unread, address: unread, protocol: 'tcp' }
}

/** The first port of a range. */
function toNumber(port: Known<string | undefined>): Known<number | undefined> {
  return mapKnown(port, (value) =>
    value === undefined || value === '' ? undefined : Number.parseInt(value, 10),
  )
}
