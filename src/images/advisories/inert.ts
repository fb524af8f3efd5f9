import type { Package } from '../inventory/package.ts'

/** Headers, images and modules of a kernel: what runs below a container is the kernel of its node. */
const kernelPackage =
  /^(?:linux-(?:libc-dev|headers|image|modules|kbuild|source|doc|tools|compiler|config)|kernel(?:-(?:headers|core|modules|devel))?$)/

/** Whether nothing of a package runs in a container: of a kernel, or of what lies there to be installed. */
export function isInert({ kind, name, isPacked }: Pick<Package, 'kind' | 'name' | 'isPacked'>): boolean {
  if (isPacked === true) return true
  return (
    (kind === 'deb' || kind === 'rpm' || kind === 'apk') &&
    (kernelPackage.test(name) || name === 'linux-headers')
  )
}
