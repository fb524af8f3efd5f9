import { isKnown } from '../model/known.ts'
import type { Pod } from '../model/pod.ts'
import type { RoleBinding, Subject } from '../model/rbac.ts'

/** Finds the few bindings that may name a pod's identity, so that a large platform is not compared pair by pair. */
export class BindingIndex {
  readonly #all: readonly RoleBinding[]
  /** Positions by `namespace/account`. */
  readonly #byAccount = new Map<string, number[]>()
  /** Bindings that may name any account: by a group, by everybody, or in a way that cannot be read. */
  readonly #wide: number[] = []

  constructor(bindings: readonly RoleBinding[]) {
    this.#all = bindings
    bindings.forEach((binding, position) => {
      const keys = new Set(binding.subjects.map((subject) => accountKey(subject, binding)))
      if (keys.has('any')) this.#wide.push(position)
      else for (const key of keys) if (key !== 'none') this.#add(key, position)
    })
  }

  /** Candidates for a pod, in the order of their sources. */
  candidates({
    namespace,
    serviceAccountName,
  }: Pick<Pod, 'namespace' | 'serviceAccountName'>): readonly RoleBinding[] {
    if (serviceAccountName.state === 'hidden') return this.#all
    const named = this.#byAccount.get(`${namespace}/${serviceAccountName.value}`) ?? []
    const positions = named.length === 0 ? this.#wide : [...named, ...this.#wide].sort((a, b) => a - b)
    return positions.flatMap((position) => this.#all[position] ?? [])
  }

  #add(key: string, position: number): void {
    const positions = this.#byAccount.get(key)
    if (positions === undefined) this.#byAccount.set(key, [position])
    else positions.push(position)
  }
}

const accountUser = /^system:serviceaccount:([^:]+):([^:]+)$/

/** The one account that a subject names; `any` where it may be several, `none` where it is no service account. */
function accountKey(subject: Subject, binding: RoleBinding): string {
  const { kind, name } = subject
  if (kind.state === 'hidden' || name.state === 'hidden') return 'any'
  if (isKnown(kind, 'ServiceAccount')) return namespacedKey(subject, binding, name.value)
  const [, namespace, account] = accountUser.exec(name.value) ?? []
  if (namespace !== undefined && account !== undefined) return `${namespace}/${account}`
  return name.value.startsWith('system:') ? 'any' : 'none'
}

function namespacedKey({ namespace }: Subject, binding: RoleBinding, account: string): string {
  if (namespace.state === 'hidden') return 'any'
  const stated = namespace.value ?? (binding.isClusterRoleBinding ? undefined : binding.namespace)
  return stated === undefined ? 'any' : `${stated}/${account}`
}
