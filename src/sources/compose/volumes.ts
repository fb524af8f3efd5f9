import { lookup } from '../../kernel/lookup.ts'
import { child, type Node } from '../../kernel/tree.ts'
import type { VolumeDevice, VolumeMount } from '../../model/container.ts'
import {
  byDefault,
  type Hidden,
  hidden,
  type Known,
  mapKnown,
  stated,
  unset,
  valueOf,
} from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Volume } from '../../model/volume.ts'
import type { Fields } from '../../values/fields.ts'
import { originAt, textOrList, textUnder } from './lists.ts'

/** Everything that a service mounts: each mount has a volume of its own. */
export interface Mounted {
  readonly volumes: readonly Volume[]
  readonly mounts: readonly VolumeMount[]
  readonly devices: readonly VolumeDevice[]
}

interface Mount {
  readonly origin: Origin
  /** The type of the model's volumes. */
  readonly type: string
  readonly source: Known<string | undefined>
  readonly target: Known<string>
  readonly readOnly: Known<boolean>
  readonly propagation: Known<string | undefined>
  readonly sizeLimit?: Known<string | undefined>
}

export function readVolumes(service: Fields, parent: Origin): Mounted {
  const mounts = [
    ...service
      .nodes('volumes')
      .map((node) => (node.kind === 'map' ? longMount(service, node) : shortMount(service, node))),
    ...textOrList(service, 'tmpfs').map((text) => tmpfs(text, parent)),
    ...service.nodes('secrets').map((node) => fileMount(service, node, 'secret')),
    ...service.nodes('configs').map((node) => fileMount(service, node, 'configMap')),
  ]
  const devices = service.nodes('devices').flatMap((node) => device(service, node))
  const all = [...mounts, ...devices]
  const names = all.map(({ origin }, index) => byDefault(`volume-${index}-${origin.start}`))
  return {
    volumes: all.map((mount, index) => toVolume(mount, names[index] ?? byDefault(''))),
    mounts: mounts.map((mount, index) => toMount(mount, names[index] ?? byDefault(''))),
    devices: devices.map(({ origin, target }, index) => ({
      volume: names[mounts.length + index] ?? byDefault(''),
      path: target,
      origin,
    })),
  }
}

function toVolume(mount: Mount, name: Known<string>): Volume {
  const isHostPath = mount.type === 'hostPath' || mount.type === 'unknown'
  return {
    name,
    origin: mount.origin,
    type: mount.type,
    hostPath: isHostPath ? mount.source : unset(),
    hostPathType: unset(),
    medium: mount.type === 'emptyDir' && mount.sizeLimit !== undefined ? byDefault('Memory') : unset(),
    sizeLimit: mount.sizeLimit ?? unset(),
    share: unset(),
    reference: isHostPath ? unset() : mount.source,
    readOnly: mount.readOnly,
    defaultMode: unset(),
    projections: [],
  }
}

function toMount(mount: Mount, volume: Known<string>): VolumeMount {
  return {
    volume,
    path: mount.target,
    subPath: unset(),
    readOnly: mount.readOnly,
    propagation: mount.propagation,
    origin: mount.origin,
  }
}

/**
 * `[source:]target[:options]`; the source is a path of the host, or the name of a volume. A single letter before a slash
 * is a drive of Windows, as Compose reads it.
 */
function shortMount(service: Fields, node: Node): Mount {
  const origin = originAt(service, node)
  const text = service.textAt(node)
  if (text.state === 'hidden')
    return hiddenMount(writtenParts(service, node), hidden(text.reason, origin), origin)
  const parts = mountParts(text.value)
  const [source = '', target, options = ''] = parts
  return {
    origin,
    type: target === undefined ? 'emptyDir' : sourceType(source),
    source: target === undefined ? unset() : stated(source, origin),
    target: stated(target ?? source, origin),
    ...readOptions(options, origin),
  }
}

function readOptions(text: string, origin: Origin): Pick<Mount, 'readOnly' | 'propagation'> {
  const options = text.split(',')
  const propagation = options.find((option) => /^r?(?:shared|slave|private)$/.test(option))
  return {
    readOnly: options.includes('ro') ? stated(true, origin) : byDefault(false),
    propagation: propagation === undefined ? unset() : stated(toPropagation(propagation), origin),
  }
}

/**
 * A source with a slash is a path of the host, whatever its variables are. With a path of the container after it, it
 * holds no other part: Compose takes three at most.
 */
function hiddenMount(parts: readonly string[], unread: Hidden, origin: Origin): Mount {
  const [source = '', target, options = ''] = parts
  const isSourceAlone = target?.startsWith('/') === true && !`${target}${options}`.includes('$')
  return {
    origin,
    type: target !== undefined && /[/\\~]/.test(source) ? 'hostPath' : 'unknown',
    source: unread,
    ...(isSourceAlone
      ? { target: stated(target, origin), ...readOptions(options, origin) }
      : { target: unread, readOnly: unread, propagation: unread }),
  }
}

/** The parts of a short mount: a source, a target, options. */
export function mountParts(text: string): string[] {
  return text.split(/(?<!(?:^|:)[A-Za-z]):|:(?![\\/])/)
}

/** The parts of a mount as the file has them, `$` for each variable. */
function writtenParts(service: Fields, node: Node): string[] {
  const { document, start, end } = service.originAt(node)
  const written = document.text.slice(start, end).replace(/^["']|["']$/g, '')
  const closed = written.lastIndexOf('}') + 1
  return mountParts(written.slice(0, closed).replace(/\$\{[^}]*\}/g, '$$') + written.slice(closed))
}

/** Docker's names of mount propagation as Kubernetes has them. */
function toPropagation(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  if (name.endsWith('shared')) return 'Bidirectional'
  return name.endsWith('slave') ? 'HostToContainer' : 'None'
}

function sourceType(source: string): string {
  return /^(?:[./~\\]|[A-Za-z]:[\\/])/.test(source) ? 'hostPath' : 'persistentVolumeClaim'
}

const mountTypes: Readonly<Record<string, string>> = {
  bind: 'hostPath',
  volume: 'persistentVolumeClaim',
  cluster: 'persistentVolumeClaim',
  tmpfs: 'emptyDir',
  npipe: 'hostPath',
  image: 'image',
}

function longMount(service: Fields, node: Node): Mount {
  const type = valueOf(textUnder(service, node, 'type') ?? unset()) ?? ''
  const read = (key: string, at: Node = node): Known<string | undefined> =>
    textUnder(service, at, key) ?? unset()
  return {
    origin: originAt(service, node),
    type: lookup(mountTypes, type) ?? 'unknown',
    source: read('source'),
    target: mapKnown(read('target'), (path) => path ?? ''),
    readOnly: mapKnown(read('read_only'), (text) => text === 'true'),
    propagation: mapKnown(read('propagation', child(node, 'bind') ?? node), toPropagation),
    ...(type === 'tmpfs' ? { sizeLimit: read('size', child(node, 'tmpfs') ?? node) } : {}),
  }
}

/** `/path[:size=64m,…]`. */
function tmpfs(text: Known<string>, parent: Origin): Mount {
  const origin = text.state === 'default' ? parent : text.origin
  const size = text.state === 'hidden' ? text : sizeOf(text.value, origin)
  return {
    origin,
    type: 'emptyDir',
    source: unset(),
    target: mapKnown(text, (value) => value.split(':')[0] ?? ''),
    readOnly: byDefault(false),
    propagation: unset(),
    sizeLimit: size,
  }
}

function sizeOf(text: string, origin: Origin): Known<string | undefined> {
  const size = /(?:[:,])size=([^,]+)/.exec(text)?.[1]
  return size === undefined ? unset() : stated(size, origin)
}

function fileMount(service: Fields, node: Node, type: 'secret' | 'configMap'): Mount {
  const source = node.kind === 'map' ? textUnder(service, node, 'source') : service.textAt(node)
  return {
    origin: originAt(service, node),
    type,
    source: source ?? unset(),
    target: mapKnown(source ?? byDefault(''), (name) =>
      type === 'secret' ? `/run/secrets/${name}` : `/${name}`,
    ),
    readOnly: byDefault(true),
    propagation: unset(),
  }
}

/** `/dev/x[:/dev/y[:rwm]]`. A device by a CDI name (`nvidia.com/gpu=all`) is a resource, and stands with the limits. */
function device(service: Fields, node: Node): Mount[] {
  const text =
    node.kind === 'map' ? (textUnder(service, node, 'source') ?? service.textAt(node)) : service.textAt(node)
  if (text.state !== 'hidden' && !text.value.startsWith('/')) return []
  const part = (index: number): Known<string> => mapKnown(text, (value) => value.split(':')[index] ?? value)
  return [
    {
      origin: originAt(service, node),
      type: 'hostPath',
      source: part(0),
      target: part(1),
      readOnly: byDefault(false),
      propagation: unset(),
    },
  ]
}
