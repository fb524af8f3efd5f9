/** The cache of Hugging Face keeps files by their digests; links next to them have the names. */
const ofHub = /(?:^|\/)models--[^/]+\/blobs\/[0-9a-f]{40,64}$/

export function isOfHub(path: string): boolean {
  return ofHub.test(path)
}
