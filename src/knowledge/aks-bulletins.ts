import type { NodeSystem } from './node-images.ts'

/** A flaw of what AKS puts on nodes, and the image that first has a fix. */
export interface Bulletin {
  readonly id: string
  readonly title: string
  readonly cves: readonly string[]
  /** What it is a flaw of: both hold containers back. */
  readonly part: 'kernel' | 'runtime'
  /** The first image with the fix, as images are called at the end of their names; systems that are not listed have no such flaw. */
  readonly fixed: Readonly<Partial<Record<NodeSystem, string>>>
}

/**
 * Bulletins of AKS about node images that code in a container, or its image, uses against the node. Dated data, in the order
 * in which they were published.
 *
 * Source: learn.microsoft.com/azure/aks/security-bulletins, github.com/Azure/AKS/issues/5753 (as of 2026-09-09).
 */
export const aksBulletins: { readonly date: string; readonly bulletins: readonly Bulletin[] } = {
  date: '2026-09-09',
  bulletins: [
    {
      id: 'AKS-2025-003',
      title: 'elevation of privilege in Windows Storage',
      cves: ['CVE-2025-21391'],
      part: 'kernel',
      fixed: { windows: '20348.3091.250214' },
    },
    {
      id: 'AKS-2025-004',
      title: 'elevation of privilege in the driver of WinSock',
      cves: ['CVE-2025-21418'],
      part: 'kernel',
      fixed: { windows: '20348.3091.250214' },
    },
    {
      id: 'AKS-2025-0012',
      title: 'masked paths and devices of runc that lead to files of the node',
      cves: ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'],
      part: 'runtime',
      fixed: { ubuntu: '202511.07.0', 'azure-linux': '202511.07.0', mariner: '202511.07.0' },
    },
    {
      id: 'AKS-2026-0003',
      title: 'Copy Fail, from any container to root of the node',
      cves: ['CVE-2026-31431'],
      part: 'kernel',
      fixed: { ubuntu: '202604.24.0', 'azure-linux': '202604.24.0' },
    },
    {
      id: 'AKS#5753',
      title: 'DirtyFrag, from any container to root of the node',
      cves: ['CVE-2026-43284', 'CVE-2026-43500'],
      part: 'kernel',
      fixed: { ubuntu: '202606.08.1', 'azure-linux': '202605.27.0' },
    },
  ],
}
