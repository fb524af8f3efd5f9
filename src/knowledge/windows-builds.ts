/** A release of Windows that container images are made of. */
export interface WindowsBuild {
  /** The third number of its version: `20348` of 10.0.20348.2340. */
  readonly build: string
  readonly name: string
  /** Until when it gets fixes, those of the extended support included. */
  readonly end: string
}

/** As of 2026-08-22 (learn.microsoft.com, Base image servicing lifecycles; endoflife.date, windows-server-core). */
export const windowsBuilds: readonly WindowsBuild[] = [
  { build: '14393', name: 'Windows Server 2016', end: '2027-01-12' },
  { build: '16299', name: 'Windows Server 1709', end: '2019-04-09' },
  { build: '17134', name: 'Windows Server 1803', end: '2019-11-12' },
  { build: '17763', name: 'Windows Server 2019', end: '2029-01-09' },
  { build: '18362', name: 'Windows Server 1903', end: '2020-12-08' },
  { build: '18363', name: 'Windows Server 1909', end: '2021-05-11' },
  { build: '19041', name: 'Windows Server 2004', end: '2021-12-14' },
  { build: '19042', name: 'Windows Server 20H2', end: '2022-08-09' },
  { build: '20348', name: 'Windows Server 2022', end: '2031-10-14' },
  { build: '25398', name: 'Windows Server 23H2', end: '2026-05-12' },
  { build: '26100', name: 'Windows Server 2025', end: '2034-10-10' },
]
