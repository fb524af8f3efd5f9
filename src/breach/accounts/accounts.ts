import { compareText } from '../../kernel/text.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Pool } from '../nodes/pools.ts'
import { otherAccounts } from './other-accounts.ts'
import { accountPosition } from '../steps/position.ts'
import type { Account } from './account.ts'

/** Service accounts first, then who else has rights by bindings. */
export function findAccounts(platform: Platform, pools: readonly Pool[]): readonly Account[] {
  const pods = Map.groupBy(platform.all('pod').filter(isAccountKnown), (pod) =>
    keyOf(pod.namespace, valueOf(pod.serviceAccountName) ?? ''),
  )
  const declared = platform.all('service-account').map(({ namespace, name }) => keyOf(namespace, name))
  const service = [...new Set([...pods.keys(), ...declared, ...boundAccounts(platform)])]
    .sort(compareText)
    .map((key) => serviceAccount(key, pods.get(key) ?? [], platform))
  return [...service, ...otherAccounts(platform, pools)]
}

function isAccountKnown({ orchestrator, serviceAccountName }: Pod): boolean {
  return orchestrator === 'kubernetes' && valueOf(serviceAccountName) !== undefined
}

function serviceAccount(key: string, pods: readonly Pod[], platform: Platform): Account {
  const at = key.indexOf('/')
  const [namespace, name] = [key.slice(0, at), key.slice(at + 1)]
  return {
    kind: 'service-account',
    namespace,
    name,
    position: accountPosition(namespace, name),
    pods,
    grants: platform.grantsOfAccount(namespace, name),
  }
}

function boundAccounts(platform: Platform): string[] {
  return platform.all('role-binding').flatMap((binding) =>
    binding.subjects.flatMap(({ kind, name, namespace }) => {
      const [subject, own] = [valueOf(name), valueOf(namespace) ?? binding.namespace]
      return valueOf(kind) === 'ServiceAccount' && subject !== undefined && own !== ''
        ? [keyOf(own, subject)]
        : []
    }),
  )
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`
}
