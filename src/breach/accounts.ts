import { compareText } from '../kernel/text.ts'
import { valueOf } from '../model/known.ts'
import type { Grant, Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'

/** A service account, declared or not: every namespace has `default`. */
export interface Account {
  readonly namespace: string
  readonly name: string
  /** Pods that run as it. */
  readonly pods: readonly Pod[]
  /** What bindings let it do. */
  readonly grants: readonly Grant[]
}

export function findAccounts(platform: Platform): readonly Account[] {
  const pods = new Map<string, Pod[]>()
  for (const pod of platform.all('pod')) {
    const name = valueOf(pod.serviceAccountName)
    if (pod.orchestrator !== 'kubernetes' || name === undefined) continue
    const key = keyOf(pod.namespace, name)
    const users = pods.get(key)
    if (users === undefined) pods.set(key, [pod])
    else users.push(pod)
  }
  const declared = platform.all('service-account').map(({ namespace, name }) => keyOf(namespace, name))
  return [...new Set([...pods.keys(), ...declared, ...boundAccounts(platform)])]
    .sort(compareText)
    .map((key) => accountOf(key, pods.get(key) ?? [], platform))
}

function accountOf(key: string, pods: readonly Pod[], platform: Platform): Account {
  const at = key.indexOf('/')
  const [namespace, name] = [key.slice(0, at), key.slice(at + 1)]
  return { namespace, name, pods, grants: platform.grantsOfAccount(namespace, name) }
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
