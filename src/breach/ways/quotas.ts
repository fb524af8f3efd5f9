import type { ResourceQuota } from '../../model/cluster.ts'
import type { Origin } from '../../model/origin.ts'
import type { Assumption } from '../steps/barrier.ts'
import { assumption, doubted } from '../steps/doubt.ts'
import type { Permission } from '../steps/permission.ts'
import { everywhere } from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'

/** What a namespace may use up, as its quotas leave it. */
export interface Unbounded {
  /** The quotas that leave it open. */
  readonly evidence: readonly Origin[]
  readonly assumes?: Assumption
}

/**
 * Nothing where quotas bound all that is asked for: one key of every list. A quota of certain scopes bounds some pods
 * only, and a namespace that nobody declares may have quotas that nobody showed.
 */
export function unbounded(
  namespace: string,
  needs: readonly (readonly string[])[],
  { platform }: Terrain,
): Unbounded | undefined {
  const quotas = platform.inNamespace('resource-quota', namespace).filter(({ isScoped }) => !isScoped)
  const hidden = quotas.find(isUnread)
  const read = quotas.filter((quota) => !isUnread(quota))
  if (needs.every((keys) => read.some(({ hard }) => keys.some((key) => hard.has(key))))) return undefined
  const evidence = quotas.map(({ origin }) => origin)
  const question = `what the quotas of namespace ${namespace} bound`
  if (hidden !== undefined) return { evidence, assumes: { question, origin: hidden.origin } }
  const space = platform.all('namespace').find(({ name }) => name === namespace)
  if (space?.isDeclared === true) return { evidence: evidence.length === 0 ? [space.origin] : evidence }
  return { evidence, assumes: assumption(question, space?.origin) }
}

/**
 * A right to create what no quota counts by any of these keys; nothing where quotas do. A right in every namespace is one
 * in those without a quota, and in those that are not there yet.
 */
export function uncounted(
  permission: Permission,
  keys: readonly string[],
  terrain: Terrain,
): Permission | undefined {
  if (permission.names !== undefined) return undefined
  if (permission.scope === everywhere) return permission
  const open = unbounded(permission.scope, [keys], terrain)
  return open === undefined ? undefined : { ...permission, ...doubted(permission.assumes ?? open.assumes) }
}

/** A map that cannot be read has every key. */
function isUnread({ hard }: ResourceQuota): boolean {
  return hard.has('what a map that can be read lacks')
}
