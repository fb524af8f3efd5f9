/** A function that works out each object's answer once, and keeps it as long as the object lives. */
export function remember<K extends object, T>(compute: (about: K) => T): (about: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>()
  return (about) => {
    const entry = known.get(about)
    if (entry !== undefined) return entry.answer
    const answer = compute(about)
    known.set(about, { answer })
    return answer
  }
}

/** The same for what is about two objects; kept as long as both live. */
export function rememberBoth<A extends object, B extends object, T>(
  compute: (about: A, within: B) => T,
): (about: A, within: B) => T {
  const answersIn = remember((within: B) => remember((about: A) => compute(about, within)))
  return (about, within) => answersIn(within)(about)
}
