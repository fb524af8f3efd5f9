import type { Pod } from '../../model/pod.ts'
import { choiceOf } from './node-choice.ts'
import type { Pool } from '../steps/pool.ts'

/**
 * Nodes for pods whose choice cannot be read. They may be any, and some they are: one pool for each namespace, so that such
 * pods surely share with nobody of another, and surely run.
 */
export function unreadPools(choosers: readonly Pod[]): ReadonlyMap<string, Pool> {
  const namespaces = new Set(
    choosers.filter((pod) => choiceOf(pod).hiddenAt !== undefined).map(({ namespace }) => namespace),
  )
  return new Map(
    [...namespaces]
      .sort()
      .map((namespace) => [
        namespace,
        { name: `nodes that pods of ${namespace} choose`, labels: new Map(), nodes: [] },
      ]),
  )
}
