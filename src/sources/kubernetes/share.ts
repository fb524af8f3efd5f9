import { lookup } from '../../kernel/lookup.ts'
import { type Known, mapKnown, stated, unset, valueOf } from '../../model/known.ts'
import type { Share } from '../../model/share.ts'
import type { Fields } from '../../values/fields.ts'

type Path = readonly string[]

/** The fields by which two volumes are the same storage, all of which have to stand there. */
interface Identity {
  readonly names: readonly Path[]
  /** What narrows it to a folder. */
  readonly folders?: readonly Path[]
  /** Where the handle tells the names, as Azure's drivers make it: `group#account#share#disk`. */
  readonly inHandle?: readonly number[]
}

const identities: Readonly<Record<string, Identity>> = {
  nfs: { names: [['server']], folders: [['path']] },
  azureFile: { names: [['secretName'], ['shareName']] },
  azureDisk: { names: [['diskURI']] },
  cephfs: { names: [['monitors']], folders: [['path']] },
  glusterfs: { names: [['endpoints'], ['path']] },
  iscsi: { names: [['targetPortal'], ['iqn']] },
  rbd: { names: [['pool'], ['image']] },
}

/**
 * Attributes by which drivers find a share whatever its handle is (driver parameters of azurefile-csi-driver,
 * blob-csi-driver, csi-driver-nfs and csi-driver-smb).
 */
const drivers: Readonly<Record<string, Identity>> = {
  'file.csi.azure.com': {
    names: attributes('storageAccount', 'shareName'),
    folders: attributes('folderName'),
    inHandle: [1, 2],
  },
  'blob.csi.azure.com': { names: attributes('storageAccount', 'containerName'), inHandle: [1, 2] },
  'nfs.csi.k8s.io': { names: attributes('server'), folders: attributes('share', 'subDir') },
  'smb.csi.k8s.io': { names: attributes('source'), folders: attributes('subDir') },
}

function attributes(...names: readonly string[]): readonly Path[] {
  return names.map((name) => ['volumeAttributes', name])
}

/** What any driver calls the storage: a handle in a persistent volume, an attribute where it stands in a pod. */
const csiNames: readonly Path[] = [['volumeHandle'], ...attributes('shareName', 'containerName', 'share')]

/** The storage behind a volume, the same wherever it is mounted; unset where the volume is its pod's own. */
export function shareOf(type: string, source: Fields): Known<Share | undefined> {
  if (type === 'csi') return shareOfDriver(source)
  const identity = lookup(identities, type)
  return identity === undefined ? unset() : shareBy(type, identity, source)
}

function shareOfDriver(source: Fields): Known<Share | undefined> {
  const driver = valueOf(source.optionalText('driver')) ?? ''
  const identity = lookup(drivers, driver)
  const share = identity === undefined ? unset() : shareBy(`csi ${driver}`, identity, source)
  if (share.state !== 'default') return share
  const name = csiNames.find((path) => textAt(source, path).state !== 'default')
  return name === undefined ? unset() : shareBy('csi', { names: [['driver'], name] }, source)
}

function textAt(source: Fields, [key = '', ...rest]: Path): Known<string | undefined> {
  return rest.length === 0 ? source.optionalText(key) : textAt(source.map(key), rest)
}

function shareBy(type: string, identity: Identity, source: Fields): Known<Share | undefined> {
  const { names, folders = [], inHandle = [] } = identity
  const handle = source.optionalText('volumeHandle')
  const parts = names.map((path, index) => {
    const part = textAt(source, path)
    return part.state === 'default' ? partOfHandle(handle, inHandle[index]) : part
  })
  const folder = folders.map((path) => textAt(source, path))
  const hidden = [...parts, ...folder].find(({ state }) => state === 'hidden')
  if (hidden?.state === 'hidden') return hidden
  const [first] = parts
  const texts = textsOf(parts)
  if (first?.state !== 'stated' || texts.length < parts.length) return unset()
  const share = { name: [type, ...texts].join(' '), folder: `/${textsOf(folder).join('/')}` }
  return stated(share, first.origin)
}

function partOfHandle(handle: Known<string | undefined>, position = -1): Known<string | undefined> {
  return mapKnown(handle, (text) => text?.split('#')[position] || undefined)
}

function textsOf(parts: readonly Known<string | undefined>[]): readonly string[] {
  return parts.flatMap((part) => (part.state === 'hidden' ? [] : (part.value ?? [])))
}
