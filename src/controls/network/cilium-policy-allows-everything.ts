import type { Control } from '../control.ts'
import { subtractRanges, parseCidr } from '../../kernel/cidr.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import {
  directions,
  type Direction,
  type ExtendedNetworkPolicy,
  type ExtendedStatement,
} from '../../model/network.ts'
import { isDnsOnly } from '../../model/network-match.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { isInternet } from './addresses.ts'
import { podAndCiliumPolicy } from './snippets.ts'

export const ciliumPolicyAllowsEverything: Control<'extended-network-policy'> = {
  id: 'BH-0424',
  name: 'cilium-policy-allows-everything',
  title: 'Policy of another API allows everything',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'A rule for the entity `all` or `world`, or for addresses that hold most of the internet, lets hostile code out to anywhere, or anybody in; policies only add up, so no other one takes that back but a deny.',
  remediation: 'Name the endpoints, names (`toFQDNs`) or address ranges that the model needs.',
  applies: 'extended-network-policy',
  when: (policy) => policy.api === 'cilium',
  check: (policy) => every(directions, (direction) => verdictOf(policy, direction)),
  examples: {
    fail: [
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{ toEntities: [world] }] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, ingress: [{ fromEntities: [all] }] }'),
      podAndCiliumPolicy(
        '{ endpointSelector: {}, egress: [{ toCIDR: [0.0.0.0/1] }, { toCIDRSet: [{ cidr: 128.0.0.0/1 }] }] }',
      ),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: "443" }] }] }] }'),
    ],
    pass: [
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{}], ingress: [{}] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: hub.example.org }] }] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egressDeny: [{ toEntities: [world] }] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{ toEntities: [cluster] }] }'),
    ],
    unknown: [podAndCiliumPolicy('{ endpointSelector: {}, egress: [{ toCIDR: ["{{ .Values.cidr }}"] }] }')],
  },
}

const worldly = ['all', 'world', 'world-ipv4', 'world-ipv6']

function verdictOf(policy: ExtendedNetworkPolicy, direction: Direction): Verdict {
  const allowed = policy.statements.filter(
    (statement) => statement.direction === direction && statement.effect === 'allow' && !isDnsOnly(statement),
  )
  const message = `${policy.kind} ${policy.name} allows ${direction} ${direction === 'ingress' ? 'from' : 'to'} anywhere.`
  const wide = allowed.filter(isWide)
  if (wide.length > 0) return fail(message, ...wide.map(({ origin }) => origin))
  const blocks = allowed.filter(({ kind }) => kind === 'cidr')
  if (isInternet(blocks.flatMap(rangesOf))) return fail(message, ...blocks.map(({ origin }) => origin))
  const hidden = allowed.filter(({ value }) => value.state === 'hidden')
  if (hidden.length === 0) return pass()
  return doubtful(message, 'a peer cannot be read', ...hidden.map(({ origin }) => origin))
}

function isWide({ kind, value }: ExtendedStatement): boolean {
  return kind === 'anything' || (kind === 'entity' && worldly.some((entity) => isKnown(value, entity)))
}

function rangesOf({ value, except }: ExtendedStatement): ReturnType<typeof subtractRanges> {
  const parse = (text: string | undefined): ReturnType<typeof subtractRanges> => {
    const range = text === undefined ? undefined : parseCidr(text)
    return range === undefined ? [] : [range]
  }
  return subtractRanges(
    parse(valueOf(value)),
    except.flatMap((each) => parse(valueOf(each))),
  )
}
