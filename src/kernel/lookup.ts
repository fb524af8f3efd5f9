/** What a table holds under a key that somebody else chose: `constructor` and the like are no keys of it. */
export function lookup<V>(table: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
