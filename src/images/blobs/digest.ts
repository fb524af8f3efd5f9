/** Algorithms that the OCI image-spec registers (descriptor.md, Digests), and the length of their hexadecimal digits. */
const lengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }

export interface Digest {
  readonly algorithm: string
  readonly hex: string
}

/** Nothing for what is no digest, or of an algorithm that nobody can verify here. */
export function parseDigest(text: string): Digest | undefined {
  const [, algorithm = '', hex = ''] = /^(sha(?:256|384|512)):([0-9a-f]+)$/.exec(text) ?? []
  return lengths[algorithm] === hex.length && hex !== '' ? { algorithm, hex } : undefined
}
