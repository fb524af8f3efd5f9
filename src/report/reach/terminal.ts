import { createColors } from 'picocolors'

import type { Location } from '../../model/origin.ts'
import { isIncomplete } from '../../model/problem.ts'
import { clip, printable } from '../printable.ts'
import type { AnswerData, DecisionData, PolicyData, PortsData, ReachData, SideData } from './data.ts'

type Colors = ReturnType<typeof createColors>

/** The answers for people: which ports, and what each end's policies say, with the place of every policy and rule. */
export function renderReach(data: ReachData, { hasColor }: { readonly hasColor: boolean }): string {
  const colors = createColors(hasColor)
  const lines = [
    ...enforcementLines(data),
    ...data.answers.flatMap((each) => [...answerLines(each, colors), '']),
    ...problemLines(data),
  ]
  return `${lines.map(printable).join('\n')}\n`
}

const enforcements: Readonly<Record<string, readonly string[]>> = {
  good: [],
  bad: [
    'Nothing enforces network policies here, says the configuration: every port is open, whatever follows.',
    '',
  ],
  unknown: [
    'This holds if the cluster enforces network policies; `facts: networkPolicy` may state what does.',
    '',
  ],
}

function enforcementLines({ enforcement }: ReachData): readonly string[] {
  return enforcements[enforcement] ?? []
}

function answerLines(answer: AnswerData, colors: Colors): string[] {
  const { from, to, addresses, allowed, undecided, denied } = answer
  const isPartly = answer.verdict === 'partly'
  return [
    colors.bold(`${from} → ${to}`),
    ...(addresses.length === 0 ? [] : [`  addresses  ${listed(addresses)}`]),
    ...portLine(colors.red('allowed  '), allowed),
    ...portLine(colors.yellow('undecided'), undecided),
    ...(isPartly && isWide(denied)
      ? [`  ${colors.green('denied   ')}  every other port`]
      : portLine(colors.green('denied   '), denied)),
    '',
    ...sideLines(`out of ${from}`, answer.egress, colors),
    ...sideLines(`into ${to}`, answer.ingress, colors),
  ]
}

const maxListed = 6

function listed(items: readonly string[]): string {
  const rest = items.length - maxListed
  return `${items.slice(0, maxListed).join(', ')}${rest > 0 ? ` and ${rest} more (--format json lists all)` : ''}`
}

function portLine(label: string, ports: PortsData): string[] {
  return Object.keys(ports).length === 0 ? [] : [`  ${label}  ${describe(ports)}`]
}

function isWide(ports: PortsData): boolean {
  return Object.keys(ports).length > 1
}

const every = '1-65535'

function describe(ports: PortsData): string {
  const entries = Object.entries(ports)
  if (entries.length === 3 && entries.every(([, [first]]) => first === every)) return 'every port'
  const parts = entries.map(([protocol, ranges]) =>
    ranges[0] === every ? `${protocol} every port` : `${protocol} ${listed(ranges)}`,
  )
  return parts.length === 0 ? 'no port' : parts.join('; ')
}

/** What is said of an end where no policy decides. */
const reasons: Readonly<Record<SideData['reason'], string>> = {
  'no-pod': 'no pod of this platform: nothing is asked at this end',
  'host-network': 'it runs in its node’s network, where no network policy holds',
  'own-node': 'a pod and the node on which it runs may always talk',
  self: 'a pod may always talk to itself',
  'no-policy': 'no network policy is about it: every port is open',
  policies: '',
}

const bypasses: Readonly<Record<string, string>> = {
  'host-network': 'whether it runs in its node’s network cannot be told; there no network policy holds',
  'own-node': 'the other end may be the node on which it runs, and those two may always talk',
}

function sideLines(heading: string, side: SideData, colors: Colors): string[] {
  const lines = [
    ...(side.bypass === undefined ? [] : [bypasses[side.bypass] ?? '']),
    ...(reasons[side.reason] === '' ? [] : [reasons[side.reason]]),
    ...side.unmodelled.map(
      (each) => `${each.policy} may allow or deny anything: it is not modelled${at(each.location)}`,
    ),
    ...side.isolating.map(
      (each) =>
        `${each.match === 'yes' ? 'isolated' : 'may be isolated'} by ${each.policy}${at(each.location)}`,
    ),
    ...side.decisions.map(decisionLine),
    ...closing(side),
  ]
  return [`  ${colors.dim(clip(heading, 100))}`, ...lines.map((line) => `    ${line}`)]
}

function at({ file, line }: Location): string {
  return `  ${file}:${line}`
}

const verbs: Readonly<Record<DecisionData['effect'], readonly [sure: string, maybe: string]>> = {
  allow: ['allows', 'may allow'],
  deny: ['denies', 'may deny'],
  pass: ['passes on', 'may pass on'],
  unknown: ['decides', 'may allow, deny or pass on'],
}

const tiers: Readonly<Record<DecisionData['tier'], string>> = {
  admin: ' (admin tier)',
  baseline: ' (baseline tier)',
  namespace: '',
}

function decisionLine({ policy, effect, tier, match, ports, isNarrowed, location }: DecisionData): string {
  const [sure, maybe] = verbs[effect]
  const verb = match === 'yes' ? sure : maybe
  const only = isNarrowed ? ', for some requests only' : ''
  return `${policy}${tiers[tier]} ${verb} ${describe(ports)}${only}${at(location)}`
}

/** What becomes of ports that no rule names. */
function closing({ reason, isolating, unmodelled }: SideData): string[] {
  if (reason !== 'policies' || unmodelled.length > 0) return []
  if (isolating.some(({ match }: PolicyData) => match === 'yes')) return ['what no rule allows is denied']
  return isolating.length > 0
    ? ['what no rule allows is denied if it is isolated, else open']
    : ['what no rule decides is open']
}

function problemLines({ problems }: ReachData): string[] {
  const incomplete = problems.filter(isIncomplete)
  if (incomplete.length === 0) return []
  const places = incomplete.slice(0, maxListed * 2)
  return [
    'Not read, so that policies may be missing above:',
    ...places.map(({ message, location }) => `  ${location.file}:${location.line} ${message}`),
    ...(places.length < incomplete.length ? [`  … and ${incomplete.length - places.length} more`] : []),
    '',
  ]
}
