import type { Package } from '../inventory/package.ts'

/** Headers, images and modules of a kernel: what runs below a container is the kernel of its node. */
const kernelPackage =
  /^(?:linux-(?:libc-dev|headers|image|modules|kbuild|source|doc|tools|compiler|config)|kernel(?:-(?:headers|core|modules|devel))?$)/

export function isInert({ kind, name }: Pick<Package, 'kind' | 'name'>): boolean {
  return (
    (kind === 'deb' || kind === 'rpm' || kind === 'apk') &&
    (kernelPackage.test(name) || name === 'linux-headers')
  )
}
