import { lookup } from '../../kernel/lookup.ts'
import { type Known, stated, unset } from '../../model/known.ts'
import type { Fields } from '../fields.ts'

/** The fields by which two volumes of one type are the same storage; one that is absent leaves it open. */
const identities: Readonly<Record<string, readonly (readonly string[])[]>> = {
  nfs: [['server'], ['path']],
  azureFile: [['secretName'], ['shareName']],
  azureDisk: [['diskURI']],
  cephfs: [['monitors'], ['path']],
  glusterfs: [['endpoints'], ['path']],
  iscsi: [['targetPortal'], ['iqn']],
  rbd: [['pool'], ['image']],
}

/** What a driver calls the storage: a handle in a persistent volume, an attribute where it stands in a pod. */
const csiNames: readonly (readonly string[])[] = [
  ['volumeHandle'],
  ['volumeAttributes', 'shareName'],
  ['volumeAttributes', 'containerName'],
  ['volumeAttributes', 'share'],
]

/** The name of the storage behind a volume, the same wherever it is mounted; unset where the volume is its pod's own. */
export function shareOf(type: string, source: Fields): Known<string | undefined> {
  if (type === 'csi') return shareOfDriver(source)
  const keys = lookup(identities, type)
  return keys === undefined
    ? unset()
    : joined(
        type,
        keys.map((path) => textAt(source, path)),
      )
}

function shareOfDriver(source: Fields): Known<string | undefined> {
  const name = csiNames.map((path) => textAt(source, path)).find((text) => text.state !== 'default')
  return name === undefined ? unset() : joined('csi', [source.optionalText('driver'), name])
}

function textAt(source: Fields, [key = '', ...rest]: readonly string[]): Known<string | undefined> {
  return rest.length === 0 ? source.optionalText(key) : textAt(source.map(key), rest)
}

function joined(type: string, parts: readonly Known<string | undefined>[]): Known<string | undefined> {
  const hidden = parts.find(({ state }) => state === 'hidden')
  if (hidden !== undefined) return hidden
  const [first] = parts
  const texts = parts.flatMap((part) => (part.state === 'hidden' ? [] : (part.value ?? [])))
  if (first?.state !== 'stated' || texts.length < parts.length) return unset()
  return stated([type, ...texts].join(' '), first.origin)
}
