/**
 * Since which patch level of each line of containerd no fix for a known flaw is missing that code in a container, or its
 * image, uses against the node. Lines that are not listed and older than the newest one get no fixes any more. Dated data.
 *
 * Source: the Go vulnerability database, GO-2026-5475 and GO-2026-5758 (CVE-2026-47262, CVE-2026-53488).
 */
export const containerdFixes: {
  readonly date: string
  readonly patchLevels: Readonly<Record<string, number>>
} = {
  date: '2026-11-25',
  patchLevels: { '1.7': 33, '2.0': 10, '2.1': 9, '2.2': 5, '2.3': 2 },
}
