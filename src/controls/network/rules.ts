import { type AddressRange, countAddresses, subtractRanges } from '../../kernel/cidr.ts'
import type { Direction, NetworkPeer, NetworkPolicy, NetworkRule } from '../../model/network.ts'
import { blocksOf, isDnsOnly } from '../../model/network-match.ts'
import type { Origin } from '../../model/origin.ts'
import type { Selector } from '../../model/selector.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'

/** The rules of a policy that count: the API ignores those of a direction that its types leave out. */
export function rulesOf(policy: NetworkPolicy, direction: Direction): readonly NetworkRule[] {
  return policy.isolates[direction] === 'no' ? [] : policy[direction]
}

/** Rules whose packets can carry more than questions about names; those are judged by a control of their own. */
export function rulesBeyondDns(policy: NetworkPolicy, direction: Direction): readonly NetworkRule[] {
  return rulesOf(policy, direction).filter((rule) => direction === 'ingress' || !isDnsOnly(rule))
}

/** Fails where a rule is bad; a rule that cannot be read in full makes it unknown. */
export function forbidRules(
  rules: readonly NetworkRule[],
  isBad: (rule: NetworkRule) => Origin | boolean,
  message: string,
): Verdict {
  const bad = rules.flatMap((rule) => {
    const found = rule.isHidden ? false : isBad(rule)
    if (found === false) return []
    return [found === true ? rule.origin : found]
  })
  if (bad.length > 0) return fail(message, ...bad)
  const hidden = rules.filter((rule) => rule.isHidden).map(({ origin }) => origin)
  return hidden.length > 0 ? doubtful(message, 'a rule cannot be read', ...hidden) : pass()
}

/** Judges the addresses that all rules of a direction allow together. */
export function forbidAddresses(
  rules: readonly NetworkRule[],
  isBad: (allowed: readonly AddressRange[]) => boolean,
  message: string,
): Verdict {
  const parts = rules.flatMap(blocksOf)
  const allowed = parts.flatMap(({ blocks, holes }) => subtractRanges(blocks, holes))
  if (isBad(allowed)) return fail(message, ...widestBlocks(rules))
  const hidden = rules.flatMap((rule) => (rule.isHidden ? [rule.origin] : hiddenBlocks(rule)))
  return hidden.length > 0 ? doubtful(message, 'a rule cannot be read', ...hidden) : pass()
}

function hiddenBlocks({ peers }: NetworkRule): Origin[] {
  return peers.flatMap(({ cidr }) => (cidr?.state === 'hidden' ? [cidr.origin] : []))
}

/** The blocks with the most addresses, the widest first: two are enough to show what they do together. */
function widestBlocks(rules: readonly NetworkRule[]): Origin[] {
  return rules
    .flatMap((rule) => rule.peers.map((peer) => ({ origin: peer.origin, size: sizeOf(rule, peer) })))
    .filter(({ size }) => size > 0n)
    .sort((a, b) => Number(b.size - a.size))
    .slice(0, 2)
    .map(({ origin }) => origin)
}

function sizeOf(rule: NetworkRule, peer: NetworkPeer): bigint {
  return blocksOf({ ...rule, peers: [peer] }).reduce((sum, { blocks }) => sum + countAddresses(blocks), 0n)
}

export function selectsEverything(selector: Selector | undefined): boolean {
  return selector !== undefined && !selector.isHidden && selector.requirements.length === 0
}

/**
 * Labels of pods that controllers start at run time and that stand in no file: cert-manager's ACME solvers, JupyterHub's
 * servers of users, Tekton's runs. A label with a value counts with that value only.
 */
const startedAtRunTime: readonly (readonly [key: string, value?: string])[] = [
  ['acme.cert-manager.io/http01-solver'],
  ['component', 'singleuser-server'],
  ['app.kubernetes.io/component', 'singleuser-server'],
  ['tekton.dev/pipelineRun'],
  ['tekton.dev/taskRun'],
]

/** A selector that rightly waits for pods: it selects every pod, or such as are started at run time. */
export function isAwaited(selector: Selector | undefined): boolean {
  if (selectsEverything(selector)) return true
  return startedAtRunTime.some(([key, value]) =>
    selector?.requirements.some(
      (each) => each.key === key && (value === undefined || each.values.includes(value)),
    ),
  )
}

/** A peer that stands for every pod of every namespace. */
export function everyNamespace({ peers }: NetworkRule): Origin | false {
  const peer = peers.find(
    ({ namespaceSelector, podSelector }) =>
      selectsEverything(namespaceSelector) && (podSelector === undefined || selectsEverything(podSelector)),
  )
  return peer?.origin ?? false
}
