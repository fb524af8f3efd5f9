import type { VersionData } from '../findings/report.ts'
import { daysBetween } from '../kernel/dates.ts'
import { aksBulletins } from '../knowledge/aks-bulletins.ts'
import { aksVersions } from '../knowledge/aks-versions.ts'
import { newestNodeImages } from '../knowledge/node-images.ts'
import type { Platform } from '../model/platform.ts'
import { type Problem, problemAt } from '../model/problem.ts'

/** Bulletins come about every month. */
const oldAfterDays = 60

/** How old the data is by which versions of AKS are judged; nothing where none is judged or nobody says which day it is. */
export function versionDataOf(platform: Platform): VersionData | undefined {
  const [date = ''] = [aksBulletins.date, aksVersions.date, newestNodeImages.date].sort()
  if (platform.today === undefined || judged(platform) === undefined) return undefined
  return { date, days: Math.max(0, daysBetween(date, platform.today)) }
}

/** Data that is too old to tell that nothing is amiss. */
export function oldVersionData(platform: Platform): readonly Problem[] {
  const data = versionDataOf(platform)
  const asset = judged(platform)
  if (data === undefined || asset === undefined || data.days <= oldAfterDays) return []
  const message = `The data by which versions of AKS are judged is of ${data.date}, ${data.days} days old: newer bulletins and retirements are not known.`
  return [problemAt('old-data', message, { document: asset.origin.document, offset: asset.origin.start })]
}

/** The first thing that is judged by versions. */
function judged(platform: Platform): ReturnType<Platform['all']>[number] | undefined {
  return platform.all('managed-cluster')[0] ?? platform.all('agent-pool')[0] ?? platform.all('node')[0]
}
