import type { Asset, AssetKind, AssetOf, Fact } from '../model/platform.ts'

/** All assets of a platform, found by kind, namespace and name in constant time. */
export class Inventory {
  readonly #byKind = new Map<AssetKind, Asset[]>()
  readonly #byNamespace = new Map<string, Asset[]>()
  readonly #byName = new Map<string, Asset>()

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
    return (this.#byNamespace.get(`${kind}/${namespace}`) ?? []) as AssetOf<K>[]
  }

  /** The asset of that name; the first where several files declare it. */
  named<K extends AssetKind>(kind: K, namespace: string, name: string): AssetOf<K> | undefined {
    return this.#byName.get(`${kind}/${namespace}/${name}`) as AssetOf<K> | undefined
  }

  #add(fact: Fact): void {
    this.#push(this.#byKind, fact.asset, fact)
    this.#push(this.#byNamespace, `${fact.asset}/${fact.namespace}`, fact)
    const key = `${fact.asset}/${fact.namespace}/${fact.name}`
    if (!this.#byName.has(key)) this.#byName.set(key, fact)
  }

  #push<K>(index: Map<K, Asset[]>, key: K, asset: Asset): void {
    const list = index.get(key)
    if (list === undefined) index.set(key, [asset])
    else list.push(asset)
  }
}
