export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Made once for each pair of numbers. */
export function remember<T>(
  make: (first: number, second: number) => T,
): (first: number, second?: number) => T {
  const made = new Map<number, Map<number, { readonly value: T }>>()
  return (first, second = 0) => {
    const bySecond = made.get(first) ?? new Map<number, { readonly value: T }>()
    const known = bySecond.get(second) ?? { value: make(first, second) }
    made.set(first, bySecond.set(second, known))
    return known.value
  }
}
