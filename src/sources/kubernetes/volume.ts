import { lookup } from '../../kernel/lookup.ts'
import { unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Projection, Volume } from '../../model/volume.ts'
import type { Fields } from '../../values/fields.ts'
import { shareOf } from './share.ts'

/** The field of each volume source that names what it is made of. */
const referenceKeys: Readonly<Record<string, string>> = {
  secret: 'secretName',
  configMap: 'name',
  persistentVolumeClaim: 'claimName',
  csi: 'driver',
  image: 'reference',
  flexVolume: 'driver',
  nfs: 'server',
  azureFile: 'shareName',
  azureDisk: 'diskName',
  gitRepo: 'repository',
}

export function readVolumes(spec: Fields, parent: Origin): readonly Volume[] {
  return spec.each('volumes', (fields) => readVolume(fields, fields.originOr(parent)))
}

function readVolume(fields: Fields, origin: Origin): Volume {
  const stated = fields.keys().find((key) => key !== 'name' && fields.has(key))
  const type = stated ?? (fields.isHidden ? 'unknown' : 'emptyDir')
  const source = fields.map(type)
  const referenceKey = lookup(referenceKeys, type)
  const isHostPath = type === 'hostPath'
  const isEmptyDir = type === 'emptyDir'
  return {
    name: fields.text('name', ''),
    origin,
    type,
    hostPath: isHostPath || type === 'unknown' ? source.optionalText('path') : unset(),
    hostPathType: isHostPath ? source.optionalText('type') : unset(),
    medium: isEmptyDir ? source.optionalText('medium') : unset(),
    sizeLimit: isEmptyDir ? source.numberOrText<undefined>('sizeLimit', undefined) : unset(),
    reference: referenceKey === undefined ? unset() : source.optionalText(referenceKey),
    share: shareOf(type, source),
    readOnly: source.boolean('readOnly', false),
    defaultMode: source.optionalInteger('defaultMode'),
    projections: source.each('sources', (projection) => readProjection(projection, origin)),
  }
}

const projectionTypes = [
  ['secret', 'secret'],
  ['configMap', 'config-map'],
  ['serviceAccountToken', 'service-account-token'],
  ['downwardAPI', 'downward-api'],
] as const

function readProjection(fields: Fields, parent: Origin): Projection {
  const [key, type] = projectionTypes.find(([name]) => fields.has(name)) ?? []
  const source = key === undefined && fields.isHidden ? fields : fields.map(key ?? '')
  return {
    type: type ?? 'other',
    reference: source.optionalText('name'),
    audience: source.optionalText('audience'),
    expirationSeconds: source.optionalInteger('expirationSeconds'),
    origin: fields.originOr(parent),
  }
}
