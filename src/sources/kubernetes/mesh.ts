import { byDefault } from '../../model/known.ts'
import type { MeshPolicy } from '../../model/network.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Fields } from '../../values/fields.ts'

/** Istio's PeerAuthentication (security.istio.io): what callers have to prove before they may send a byte. */
export function readPeerAuthentication(object: Fields, meta: ObjectMeta): MeshPolicy {
  const spec = object.map('spec')
  const ports = spec.map('portLevelMtls')
  const settings = [spec.map('mtls'), ...ports.keys().map((port) => ports.map(port))]
  return {
    asset: 'mesh-policy',
    ...meta,
    modes: settings.filter((mtls) => mtls.has('mode')).map((mtls) => mtls.text('mode', 'UNSET')),
    action: byDefault(undefined),
    openRules: [],
  }
}

const conditions = ['from', 'to', 'when']

/** Istio's AuthorizationPolicy: a rule without any condition holds for every request. */
export function readAuthorizationPolicy(object: Fields, meta: ObjectMeta): MeshPolicy {
  const spec = object.map('spec')
  const rules = spec.list('rules').filter((rule) => rule.node?.kind === 'map')
  return {
    asset: 'mesh-policy',
    ...meta,
    modes: [],
    action: spec.text('action', 'ALLOW'),
    openRules: rules
      .filter((rule) => !conditions.some((condition) => rule.has(condition)))
      .map((rule) => rule.originOr(meta.origin)),
  }
}
