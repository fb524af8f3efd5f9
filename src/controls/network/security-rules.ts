import { isOfEverybody } from '../../link/address-filter.ts'
import { isEveryPort } from '../../link/security-group.ts'
import type { SecurityGroup, SecurityRule } from '../../model/azure.ts'
import { isKnown, type Known, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { allMatch, anyMatch, type Match } from '../../model/selector.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'

/** What nobody outside should reach. */
export interface Reachable {
  /** Any port where none is stated. */
  readonly port?: number
  readonly protocol: 'Tcp' | 'Udp'
  /** For people: `SSH`. */
  readonly what: string
}

/** Fails for each rule of a security group that lets the internet in. */
export function judgeInbound({ rules, name }: SecurityGroup, reachable: Reachable): Verdict {
  return every(rules, (rule) => {
    const message = `Security group ${name} lets the internet reach ${reachable.what}.`
    const match = matchRule(rule, reachable, 'allow')
    if (match === 'no' || rules.some((other) => takesAll(other, rule, reachable))) return pass()
    const origin = originIn(rule)
    return match === 'yes'
      ? fail(message, origin)
      : doubtful(message, 'a part of the rule cannot be read', origin)
  })
}

/** Rules are asked in the order of their priorities, and the first that fits decides. */
function takesAll(other: SecurityRule, rule: SecurityRule, reachable: Reachable): boolean {
  const [own, theirs] = [valueOf(rule.priority), valueOf(other.priority)]
  const isAskedFirst = own !== undefined && theirs !== undefined && theirs < own
  const isOfAllPorts = other.destinationPorts.some((range) => isKnown(range, '*'))
  const isAbout = matchRule(other, reachable, 'deny') === 'yes'
  const isOfAllPackets =
    takesWhole(other.sources, fromOutside(rule)) && takesWhole(other.destinations, rule.destinations)
  const isFromAllPorts = other.sourcePorts.every((ports) => isEveryPort(valueOf(ports) ?? ''))
  return (
    isAskedFirst &&
    isAbout &&
    isFromAllPorts &&
    isOfAllPackets &&
    (reachable.port !== undefined || isOfAllPorts)
  )
}

function fromOutside({ sources }: SecurityRule): readonly Known<string>[] {
  return sources.filter((source) => source.state === 'hidden' || isInternet(source.value))
}

const wholes = new Set(['*', '0.0.0.0/0', 'any', 'internet'])

/** Whether nothing of what one rule is about is left over by another one. */
function takesWhole(theirs: readonly Known<string>[], own: readonly Known<string>[]): boolean {
  const texts = new Set(theirs.map((known) => valueOf(known)?.toLowerCase()))
  if (wholes.values().some((text) => texts.has(text))) return true
  if (own.length === 0) return theirs.length === 0
  return own.every((known) => known.state !== 'hidden' && texts.has(known.value.toLowerCase()))
}

function matchRule(rule: SecurityRule, { port, protocol }: Reachable, decision: 'allow' | 'deny'): Match {
  const { access, direction, sources, destinationPorts } = rule
  return allMatch([
    matches(access, (value) => value.toLowerCase() === decision),
    matches(direction, (value) => value.toLowerCase() === 'inbound'),
    matches(rule.protocol, (value) => isProtocol(value, protocol, port)),
    anyMatch(sources.map((source) => matches(source, isInternet))),
    port === undefined
      ? 'yes'
      : anyMatch(destinationPorts.map((range) => matches(range, (text) => holds(text, port)))),
  ])
}

/** A question about UDP alone is not about rules for every protocol. */
function isProtocol(value: string, wanted: string, port: number | undefined): boolean {
  const isAny = value === '*' && port !== undefined
  return isAny || value.toLowerCase() === wanted.toLowerCase()
}

function matches(known: Known<string>, isWanted: (value: string) => boolean): Match {
  if (known.state === 'hidden') return 'unknown'
  return isWanted(known.value) ? 'yes' : 'no'
}

/** Texts that other scanners take for it, beside those that are addresses. */
const internet = new Set(['0.0.0.0', '<nw>/0', '/0'])

function isInternet(source: string): boolean {
  return internet.has(source.toLowerCase()) || isOfEverybody(source)
}

/** `*`, `22` or `20-30`. */
function holds(range: string, port: number): boolean {
  if (range === '*') return true
  const [first = '', last = first] = range.split('-')
  return Number(first) <= port && port <= Number(last)
}

/** The source is what makes the rule too wide. */
function originIn({ sources, origin }: SecurityRule): Origin {
  const source = sources.find((each) => each.state === 'hidden' || isInternet(valueOf(each) ?? ''))
  return source === undefined || source.state === 'default' ? origin : source.origin
}
