import type { Asset, AssetKind, AssetOf, Fact } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Selector } from '../model/selector.ts'
import { PodsByLabel } from './pods-by-label.ts'

/** All assets of a platform, found by kind, namespace and name in constant time, and pods by their labels. */
export class Inventory {
  readonly #byKind = new Map<AssetKind, Asset[]>()
  readonly #byNamespace = new Map<AssetKind, Map<string, Asset[]>>()
  readonly #byName = new Map<AssetKind, Map<string, Map<string, Asset>>>()
  /** By namespace, built when first asked for. */
  readonly #podsByLabel = new Map<string, PodsByLabel>()

  constructor(facts: readonly Fact[]) {
    for (const fact of facts) {
      this.#add(fact)
      if (fact.asset === 'pod')
        for (const container of fact.containers) this.#push(this.#byKind, 'container', container)
    }
  }

  all<K extends AssetKind>(kind: K): readonly AssetOf<K>[] {
    return (this.#byKind.get(kind) ?? []) as AssetOf<K>[]
  }

  inNamespace<K extends AssetKind>(kind: K, namespace: string): readonly AssetOf<K>[] {
    return (this.#byNamespace.get(kind)?.get(namespace) ?? []) as AssetOf<K>[]
  }

  /** The asset of that name; the first where several files declare it. */
  named<K extends AssetKind>(kind: K, namespace: string, name: string): AssetOf<K> | undefined {
    return this.#byName.get(kind)?.get(namespace)?.get(name) as AssetOf<K> | undefined
  }

  /** The pods of a namespace that a selector may be about, and perhaps some more. */
  podsLabelled(selector: Selector, namespace: string): readonly Pod[] {
    const known = this.#podsByLabel.get(namespace)
    const index = known ?? new PodsByLabel(this.inNamespace('pod', namespace))
    if (known === undefined) this.#podsByLabel.set(namespace, index)
    return index.candidates(selector)
  }

  #add(fact: Fact): void {
    this.#push(this.#byKind, fact.asset, fact)
    this.#push(mapIn(this.#byNamespace, fact.asset), fact.namespace, fact)
    const names = mapIn(mapIn(this.#byName, fact.asset), fact.namespace)
    if (!names.has(fact.name)) names.set(fact.name, fact)
  }

  #push<K>(index: Map<K, Asset[]>, key: K, asset: Asset): void {
    const list = index.get(key)
    if (list === undefined) index.set(key, [asset])
    else list.push(asset)
  }
}

function mapIn<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key)
  if (known !== undefined) return known
  const made = new Map<L, V>()
  maps.set(key, made)
  return made
}
