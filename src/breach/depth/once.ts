export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Made once for each pair of numbers. */
export function remember<T>(
  make: (first: number, second: number) => T,
): (first: number, second?: number) => T {
  const made = new Map<string, { readonly value: T }>()
  return (first, second = 0) => {
    const key = `${first} ${second}`
    const known = made.get(key) ?? { value: make(first, second) }
    made.set(key, known)
    return known.value
  }
}
