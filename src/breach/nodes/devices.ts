/** Extended resources are devices: their names have a domain that is not Kubernetes' own. */
export function isDevice(resource: string): boolean {
  return resource.includes('/') && !resource.startsWith('kubernetes.io/')
}
