import type { BreachVerdict } from '../breach/steps/verdict.ts'
import type { BreachReport, RouteReport, StatedDepthReport, StrandReport } from '../findings/breach-report.ts'
import type { FactReport } from '../findings/fact-report.ts'
import type { ReportedBounds, ReportedDepth } from '../findings/reported-depth.ts'
import { plural } from '../kernel/text.ts'
import type { DepthName, Strand } from '../knowledge/required-depths.ts'

/** The strands as people read them. */
export const strandTitles: Readonly<Record<Strand, string>> = {
  data: 'isolation: data',
  influence: 'isolation: influence',
  containment: 'containment',
  'fair-share': 'fair share',
}

/** Mark and word, so that a verdict reads without colour. */
export const verdictMarks: Readonly<Record<BreachVerdict, { readonly mark: string; readonly word: string }>> =
  {
    broken: { mark: '✗', word: 'broken' },
    thin: { mark: '!', word: 'thin' },
    unproven: { mark: '?', word: 'unproven' },
    holds: { mark: '✓', word: 'holds' },
  }

/** Who is alone is kept apart from nobody: nothing was put to the test. */
const noOther = { mark: '·', word: 'no other tenant' }

export type Judged = Pick<StrandReport, 'verdict' | 'isVacuous'>

export function strandMark({ verdict, isVacuous }: Judged): { readonly mark: string; readonly word: string } {
  return isVacuous ? noOther : verdictMarks[verdict]
}

/** The depth of a strand beside what is required. */
export function strandPhrase({ asIs, required, isVacuous }: StrandReport): string {
  return isVacuous ? 'all untrusted code here is one tenant’s' : depthPhrase(asIs, required)
}

export function depthText(depth: ReportedDepth): string {
  return depth === 'none' ? 'no way' : `${depth}`
}

export function boundsText({ lower, upper }: ReportedBounds): string {
  if (lower === upper) return depthText(lower)
  return upper === 'none' ? `${depthText(lower)} or no way` : `${depthText(lower)}–${depthText(upper)}`
}

/** `0–1 of 2`: a depth beside what is required of it. */
export function depthOf(bounds: ReportedBounds, required: number): string {
  const { lower, upper } = bounds
  if (lower === 'none') return depthText(lower)
  return upper === 'none'
    ? `${depthText(lower)} of ${required}, or no way`
    : `${boundsText(bounds)} of ${required}`
}

/** `depth 0–1 of 2` */
export function depthPhrase(bounds: ReportedBounds, required: number): string {
  return bounds.lower === 'none' ? 'no way' : `depth ${depthOf(bounds, required)}`
}

const depthTitles: Readonly<Record<DepthName, string>> = {
  data: strandTitles.data,
  influence: strandTitles.influence,
  containment: strandTitles.containment,
  ownNode: 'containment at a tenant’s own node',
  fairShare: strandTitles['fair-share'],
}

const stateTitles: Readonly<Record<StatedDepthReport['state'], string>> = {
  accepted: 'Accepted',
  raised: 'Asked for',
  expired: 'No longer accepted',
}

/** `Accepted: isolation: influence 1 instead of 2 for tenant research, by ops@example.com until 2027-03-31: shared caches.` */
export function statedDepthSentence(stated: StatedDepthReport): string {
  const { tenant, depth, required, usual, state, owner, until, reason } = stated
  const whose = tenant === undefined ? '' : ` for tenant ${tenant}`
  const by = owner === undefined ? ', no owner' : `, by ${owner}`
  const signed = state === 'raised' && owner === undefined ? '' : by
  const lasts = until === undefined ? '' : ` until ${until}`
  return `${stateTitles[state]}: ${depthTitles[depth]} ${required} instead of ${usual}${whose}${signed}${lasts}${reason === undefined ? '' : `: ${reason}`}`
}

/** A claim for which nobody stands: it counts all the same, and whoever reads it has nobody to ask. */
export function isOwnerless({ source, owner }: FactReport): boolean {
  return source === 'claimed' && owner === undefined
}

/** The weakest route of each strand that has any. */
export function weakestOfEach({ strands, routes }: BreachReport): readonly RouteReport[] {
  return strands.flatMap(({ strand }) => routes.find((route) => route.strand === strand) ?? [])
}

export function isSameBounds(a: ReportedBounds, b: ReportedBounds): boolean {
  return a.lower === b.lower && a.upper === b.upper
}

/** Kinds of failure domains whose own name is a term of the trade or of this tool. */
const domainNames: Readonly<Record<string, string>> = {
  'azure-agent': 'Azure agent',
  'cloud-network': 'cloud network',
  'guest-kernel': 'kernel of the sandbox',
  'identity-network': 'mutual TLS',
  'node-firewall': 'firewall of the node',
  admission: 'admission',
  api: 'API server',
  application: 'application',
  authorization: 'authorisation',
  arm: 'Azure Resource Manager',
  authoring: 'author of the manifest',
  cgroup: 'cgroups',
  cni: 'network engine',
  entra: 'Entra ID',
  gpu: 'GPU',
  'gpu-stack': 'GPU driver',
  network: 'network of the API server',
}

/** `kernel:nodes` → `kernel (nodes)`; a cluster has one of each kind, which needs no name. */
export function domainTitle(domain: string): string {
  const [kind = domain, ...instance] = domain.split(':')
  const name = domainNames[kind] ?? kind.replaceAll('-', ' ')
  const at = instance.join(':')
  return at === '' || at === 'cluster' ? name : `${name} (${at})`
}

/** What has to fail on a route, with the part that nobody set up told apart. */
export function failingSentence(route: RouteReport): string {
  const { domains, depth } = route
  const intrinsic = intrinsicDomains(route)
  const names = domains.map(
    (each) => `${domainTitle(each)}${intrinsic.has(each) ? ' by an unknown flaw' : ''}`,
  )
  const worst =
    names.length === 0 ? 'Nothing has to fail' : `${countWords(names.length)}: ${names.join(', ')}`
  if (depth.lower === depth.upper) return `${worst}.`
  const best = depth.upper === 'none' ? 'there is no way' : `${depth.upper}`
  return `${worst}; if all that is not known is well, ${best}.`
}

function countWords(count: number): string {
  return count === 1 ? 'One thing has to fail' : `${count} independent things have to fail`
}

function intrinsicDomains({ steps, undermined }: RouteReport): ReadonlySet<string> {
  const barriers = [...steps, ...undermined.flatMap((side) => side.steps)].flatMap((step) => step.barriers)
  return new Set(barriers.filter(({ isIntrinsic }) => isIntrinsic).map(({ domain }) => domain))
}

/** Whether replicas of one workload are kept apart from each other, where there are any. */
export function replicaSentences({ replicas: { judged, unjudged } }: BreachReport): readonly string[] {
  return [
    ...(judged.length === 0
      ? []
      : [`Replicas of ${plural(judged.length, 'workload')} are kept apart from each other like tenants.`]),
    ...(unjudged.length === 0
      ? []
      : [
          `Replicas of ${plural(unjudged.length, 'workload')} are not judged against each other: \`isolate: replica\` in bulkhead.yaml asks for it.`,
        ]),
  ]
}
