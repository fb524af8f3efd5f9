import { daysBetween } from '../kernel/dates.ts'
import { lookup } from '../kernel/lookup.ts'
import { aksVersions, type VersionSupport } from '../knowledge/aks-versions.ts'
import { isAtLeast } from '../knowledge/kubernetes-versions.ts'
import { referred } from '../link/references.ts'
import type { AgentPool, ManagedCluster } from '../model/azure.ts'
import { type Known, mapKnown, originOf, override } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { doubtful, fail, pass, type Verdict } from './verdict.ts'

/** Who runs a version, and what is known of the support for it. */
export interface Running {
  /** `Cluster models`. */
  readonly who: string
  readonly version: Known<string | undefined>
  /** Unset where nobody shows the cluster. */
  readonly hasLongTerm: Known<boolean> | undefined
  /** The day that counts. */
  readonly day: string
}

/** Fails where AKS fixes a version no more. */
export function judgeSupport({ who, version, hasLongTerm, day }: Running): Verdict {
  const claim = `${who} runs a version of Kubernetes that AKS fixes no more.`
  if (version.state === 'hidden') return doubtful(claim, version.reason, version.origin)
  const { end, longTermEnd } = supportFor(version.value)
  if (day <= end) return pass()
  const since = end === '' ? '' : ` since ${end}`
  const message = `${who} runs Kubernetes ${version.value}, which AKS fixes no more${since}.`
  if (day > longTermEnd) return fail(message, originOf(version))
  if (hasLongTerm === undefined)
    return doubtful(message, 'nobody shows the plan of support', originOf(version))
  if (hasLongTerm.state === 'hidden') return doubtful(message, hasLongTerm.reason, hasLongTerm.origin)
  return hasLongTerm.value ? pass() : fail(message, originOf(version))
}

/** An upgrade of a platform takes a quarter, tests among it. */
const noticeDays = 90

/** Fails where AKS still fixes a version, and soon no more. */
export function judgeEnd({ who, version, hasLongTerm, day }: Running): Verdict {
  const claim = `${who} runs a version of Kubernetes that AKS soon fixes no more.`
  if (version.state === 'hidden') return doubtful(claim, version.reason, version.origin)
  const { end, longTermEnd } = supportFor(version.value)
  if (hasLongTerm?.state === 'hidden') return doubtful(claim, hasLongTerm.reason, hasLongTerm.origin)
  const last = hasLongTerm?.value === true ? longTermEnd : end
  if (day > last || daysBetween(day, last) > noticeDays) return pass()
  return fail(
    `${who} runs Kubernetes ${version.value}, which AKS fixes no more after ${last}.`,
    originOf(version),
  )
}

const [oldest = ''] = Object.keys(aksVersions.versions)
const ended: VersionSupport = { end: '', longTermEnd: '' }
const notYetKnown: VersionSupport = { end: '9999-12-31', longTermEnd: '9999-12-31' }

function supportFor(version = ''): VersionSupport {
  const minor = /^v?(\d{1,3}\.\d{1,3})/.exec(version)?.[1]
  if (minor === undefined) return notYetKnown
  return lookup(aksVersions.versions, minor) ?? (isAtLeast(minor, oldest) ? notYetKnown : ended)
}

/** The day on which support is judged. */
export function supportDay({ today }: Platform): string {
  return today ?? aksVersions.date
}

export function hasLongTermSupport(cluster: ManagedCluster): Known<boolean> {
  return mapKnown(cluster.supportPlan, (plan) => plan.toLowerCase() === 'akslongtermsupport')
}

/** The version that runs, or the one that is asked for. */
export function versionOf(asset: ManagedCluster | AgentPool): Known<string | undefined> {
  return asset.asset === 'managed-cluster'
    ? override(asset.currentKubernetesVersion, asset.kubernetesVersion)
    : override(asset.currentOrchestratorVersion, asset.orchestratorVersion)
}

/** Whether the cluster of a pool has long-term support. */
export function hasPoolLongTerm(pool: AgentPool, platform: Platform): Known<boolean> | undefined {
  const [cluster] = referred(platform, 'managed-cluster', [pool, pool.cluster])
  return cluster === undefined ? undefined : hasLongTermSupport(cluster)
}
