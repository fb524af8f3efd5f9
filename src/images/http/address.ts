/** Where a registry is asked: Docker's own answers under another name. */
export function originOf(registry: string, isPlainAllowed: boolean): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry
  return `${isPlainAllowed || isLoopback(host) ? 'http' : 'https'}://${host}`
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name)
}

/** Whether an address may be asked at all: without encryption only where that is allowed. */
export function isSafe({ protocol, host }: URL, isPlainAllowed: boolean): boolean {
  return protocol === 'https:' || (protocol === 'http:' && (isPlainAllowed || isLoopback(host)))
}
