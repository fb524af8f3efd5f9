import { remember } from '../kernel/remember.ts'
import { type AddressRange, covers } from '../kernel/cidr.ts'
import type { SecurityGroup, SecurityRule } from '../model/azure.ts'
import { type Known, mapKnown, valueOf } from '../model/known.ts'
import { allMatch, anyMatch, type Match } from '../model/selector.ts'
import { coversAll, rangeOf, touches, type Zone } from './address-filter.ts'

/** What is asked of the rules of a group: whether packets of a subnet get to a zone. */
export interface Outbound {
  readonly to: Zone
  /** Of the subnet that sends. */
  readonly from: readonly AddressRange[]
  /** Of the network that it is in. */
  readonly own: readonly AddressRange[]
  /** Any port where none is asked for. */
  readonly port?: number
}

/** Whether packets get there, and the rule that decided; none decides where Azure’s own rules do. */
export interface Decision {
  readonly reaches: Match
  readonly rule?: SecurityRule
}

/**
 * What a group does with packets that leave. Rules are asked in the order of their priorities and the first that fits decides;
 * after all of them come Azure’s own, which let everything out (AllowVnetOutBound, AllowInternetOutBound).
 */
export function outboundOf({ rules }: SecurityGroup, asked: Outbound): Decision {
  if (rules.length > mostRules) return { reaches: 'unknown' }
  let doubt: SecurityRule | undefined
  for (const rule of inOrder(rules)) {
    const isAllow = mapKnown(rule.access, (access) => access.toLowerCase() === 'allow')
    const match = isAllow.state === 'hidden' ? 'unknown' : applies(rule, asked, isAllow.value)
    if (match === 'unknown') doubt ??= rule
    if (match === 'yes') return decided(valueOf(isAllow) === true, rule, doubt)
  }
  return doubt === undefined ? { reaches: 'yes' } : { reaches: 'unknown', rule: doubt }
}

function decided(reaches: boolean, rule: SecurityRule, doubt: SecurityRule | undefined): Decision {
  if (doubt !== undefined) return { reaches: 'unknown', rule: doubt }
  return { reaches: reaches ? 'yes' : 'no', rule }
}

/** Azure takes no more rules in a group. */
const mostRules = 1000

/** Rules whose priority nobody knows may come before any other. */
const inOrder = remember((rules: readonly SecurityRule[]): readonly SecurityRule[] =>
  rules.toSorted((a, b) => (valueOf(a.priority) ?? 0) - (valueOf(b.priority) ?? 0)),
)

function applies(rule: SecurityRule, asked: Outbound, isAllow: boolean): Match {
  const fits = allMatch([
    told(rule.direction, (direction) => direction.toLowerCase() === 'outbound'),
    isAllow ? lets(rule, asked) : drops(rule, asked),
  ])
  return fits === 'yes' && rule.priority.state === 'hidden' ? 'unknown' : fits
}

function lets({ sources, destinations, destinationPorts }: SecurityRule, asked: Outbound): Match {
  return allMatch([
    some(sources, (source) => mayBeFrom(source, asked.from)),
    some(destinations, (destination) => touches(destination, asked.to)),
    some(destinationPorts, (ports) => (asked.port === undefined ? 'yes' : holds(ports, asked.port))),
  ])
}

function drops(rule: SecurityRule, { to, from, own, port }: Outbound): Match {
  return allMatch([
    told(
      rule.protocol,
      (protocol) => protocol === '*' || (port !== undefined && protocol.toLowerCase() === 'tcp'),
    ),
    some(rule.sources, (source) => match(coversAll(source, 'network', from))),
    rule.sourcePorts.length === 0 ? 'yes' : some(rule.sourcePorts, (ports) => match(isEveryPort(ports))),
    some(rule.destinations, (destination) => match(coversAll(destination, to, own))),
    some(rule.destinationPorts, (ports) =>
      port === undefined ? match(isEveryPort(ports)) : holds(ports, port),
    ),
  ])
}

/** An empty list stands for groups of applications, which are not looked into. */
function some(values: readonly Known<string>[], answer: (value: string) => Match): Match {
  if (values.length === 0) return 'unknown'
  return anyMatch(values.map((known) => (known.state === 'hidden' ? 'unknown' : answer(known.value))))
}

function told(known: Known<string>, isWanted: (value: string) => boolean): Match {
  return known.state === 'hidden' ? 'unknown' : match(isWanted(known.value))
}

function match(isIt: boolean): Match {
  return isIt ? 'yes' : 'no'
}

function mayBeFrom(source: string, from: readonly AddressRange[]): Match {
  const range = rangeOf(source)
  if (range === undefined) return source.toLowerCase() === 'internet' ? 'no' : 'yes'
  return match(from.length === 0 || from.some((own) => covers([range], own) || covers([own], range)))
}

/** Whether nothing is left out; who sends chooses the port that he sends from. */
export function isEveryPort(ports: string): boolean {
  return ports === '*' || ports === '0-65535'
}

/** `*`, `22` or `20-30`. */
function holds(ports: string, port: number): Match {
  const [first = '', last = first] = ports.split('-')
  return match(ports === '*' || (Number(first) <= port && port <= Number(last)))
}
