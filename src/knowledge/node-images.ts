/** The operating systems of node images; `mariner` is Azure Linux 2, which gets no images any more. */
export type NodeSystem = 'ubuntu' | 'azure-linux' | 'mariner' | 'windows'

/**
 * The newest node images that we know of, by the beginning of their names. Dated data.
 *
 * Source: github.com/Azure/AKS, CHANGELOG.md and vhd-notes.
 */
export const newestNodeImages: {
  readonly date: string
  readonly images: Readonly<Record<string, string>>
} = {
  date: '2026-09-09',
  images: {
    'AKSUbuntu-2404': '202608.26.0',
    'AKSUbuntu-2204': '202607.29.0',
    'AKSAzureLinux-V3': '202607.20.0',
    'AKSCBLMariner-V2': '202512.06.0',
  },
}
