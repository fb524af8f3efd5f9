import { remember } from '../../kernel/remember.ts'
import { hidden, isKnown, type Known, stated, valueOf } from '../../model/known.ts'
import type { Grant, Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { grantsEverything, needsClusterBinding, reachOf, type Right } from '../../model/rbac-match.ts'
import type { PolicyRule, Role, RoleBinding } from '../../model/rbac.ts'
import type { Projection, Volume } from '../../model/volume.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'
import type { Ability } from './abilities.ts'

/** Judges rules as they are written: a right that only single named objects give counts as no grant of the ability. */
function judgeRules(rules: readonly PolicyRule[], ability: Ability, message: string): Verdict {
  const met = ability.needs.map((alternatives) => firstGrant(rules, alternatives))
  const granted = met.filter((each) => each !== undefined)
  if (granted.length < met.length) return pass()
  const evidence = granted.map(({ rule }) => rule.origin)
  if (granted.every(({ isSure }) => isSure)) return fail(message, ...evidence)
  return unknown(`${message} A part of the rule cannot be read.`, ...evidence)
}

interface Granting {
  readonly rule: PolicyRule
  readonly isSure: boolean
}

/** The first rule that surely grants one of the rights; where none does, the first that may. */
function firstGrant(rules: readonly PolicyRule[], alternatives: readonly Right[]): Granting | undefined {
  let possible: Granting | undefined
  for (const rule of rules) {
    for (const right of alternatives) {
      const reach = reachOf(rule, right)
      if (reach === 'all') return { rule, isSure: true }
      if (reach === 'unknown') possible ??= { rule, isSure: false }
    }
  }
  return possible
}

/**
 * Judges a role alone, as written. A Role's rules over cluster-scoped resources count too: they take effect the day
 * someone copies them into a ClusterRole.
 */
export function judgeRole(role: Role, ability: Ability): Verdict {
  return judgeRules(role.rules, ability, `${role.kind} ${role.name} may ${ability.may}.`)
}

/**
 * Judges a binding by the role that it refers to. A role that nobody declared is no evidence for anything, and a binding
 * without subjects grants nothing.
 */
export function judgeBinding(binding: RoleBinding, ability: Ability, platform: Platform): Verdict {
  const role = platform.roleOf(binding)
  if (role === undefined || binding.subjects.length === 0) return pass()
  const message = `${describeSubjects(binding)} may ${ability.may}: ${binding.kind} ${binding.name} binds ${role.kind} ${role.name}.`
  return judgeRules(platform.rulesOf(role), ability, message)
}

/** A role that grants everything is one finding of its own; what follows from it need not be told apart. */
export function bindsEverything(binding: RoleBinding, platform: Platform): boolean {
  const role = platform.roleOf(binding)
  return role !== undefined && platform.rulesOf(role).some(grantsEverything)
}

function describeSubjects({ subjects }: RoleBinding): string {
  const [first, ...others] = subjects
  if (first === undefined) return 'Nobody'
  const name = `${valueOf(first.kind) ?? 'A subject'} ${valueOf(first.name) ?? '(template)'}`
  return others.length === 0 ? name : `${name} and ${others.length} more`
}

/** True where a binding names a workload's identity: a service account, or the kind `Node` that people write for nodes. */
export function bindsWorkload({ subjects }: RoleBinding): boolean {
  return subjects.some(({ kind }) => ['ServiceAccount', 'Node'].includes(valueOf(kind) ?? ''))
}

/** Judges what code in a pod may do with the pod's own identity. */
export function judgePod(pod: Pod, ability: Ability, platform: Platform): Verdict {
  const grants = heldBy(pod, platform).filter(
    ({ binding }) => ability.isElsewhere !== true || reachesBeyond(binding, pod),
  )
  if (grants.length === 0) return pass()
  const verdicts = grants.map((grant) => judgeGrant(pod, grant, { ability, platform }))
  return (
    verdicts.find(({ verdict }) => verdict === 'fail') ??
    verdicts.find(({ verdict }) => verdict === 'unknown') ??
    judgeTogether(pod, ability, platform)
  )
}

function reachesBeyond({ isClusterRoleBinding, namespace }: RoleBinding, pod: Pod): boolean {
  return isClusterRoleBinding || namespace !== pod.namespace
}

interface Question {
  readonly ability: Ability
  readonly platform: Platform
}

function judgeGrant(pod: Pod, grant: Grant, { ability, platform }: Question): Verdict {
  const message = `Code in ${pod.kind} ${pod.name} may ${ability.may}: ${describeGrant(grant)}.`
  const verdict = judgeRules(specificRules(grant, platform), inScopeOf(grant.binding, ability), message)
  if (verdict.verdict === 'pass') return verdict
  const evidence = [...verdict.evidence, grant.binding.origin]
  return verdict.verdict === 'fail' && grant.match === 'yes'
    ? fail(verdict.message, ...evidence)
    : unknown(verdict.message, ...evidence)
}

function specificRules({ role }: Grant, platform: Platform): readonly PolicyRule[] {
  return role === undefined ? [] : withoutEverything(platform.rulesOf(role))
}

/** Rules that grant everything have a control of their own: one finding, not one for each right. */
const withoutEverything: (rules: readonly PolicyRule[]) => readonly PolicyRule[] = remember((rules) =>
  rules.filter((rule) => !grantsEverything(rule)),
)

/** What the ability needs may come from several bindings; those across the cluster add up. */
function judgeTogether(pod: Pod, ability: Ability, platform: Platform): Verdict {
  if (ability.needs.length < 2) return pass()
  const rules = heldBy(pod, platform)
    .filter(({ binding, match }) => binding.isClusterRoleBinding && match === 'yes')
    .flatMap((grant) => specificRules(grant, platform))
  return judgeRules(rules, ability, `Code in ${pod.kind} ${pod.name} may ${ability.may}.`)
}

function inScopeOf(binding: RoleBinding, ability: Ability): Ability {
  return binding.isClusterRoleBinding ? ability : withinNamespace(ability)
}

/** A RoleBinding grants nothing outside its namespace: rights over cluster-scoped resources are void there. */
const withinNamespace: (ability: Ability) => Ability = remember((ability) => ({
  ...ability,
  needs: ability.needs.map((rights) => rights.filter((right) => !needsClusterBinding(right))),
}))

export function describeGrant({ binding, role }: Grant): string {
  const name = valueOf(binding.roleName) ?? '(template)'
  const kind = role?.kind ?? valueOf(binding.roleKind) ?? 'role'
  return `${binding.kind} ${binding.name} binds ${kind} ${name} to it`
}

interface Held {
  readonly platform: Platform
  readonly grants: readonly Grant[]
}

/** Every ability asks the same of a pod. */
const held = new WeakMap<Pod, Held>()

/** What code in the pod can use: with a token every grant, without one only what anonymous requests get. */
export function heldBy(pod: Pod, platform: Platform): readonly Grant[] {
  const known = held.get(pod)
  if (known?.platform === platform) return known.grants
  const grants = usableGrants(pod, platform)
  held.set(pod, { platform, grants })
  return grants
}

function usableGrants(pod: Pod, platform: Platform): readonly Grant[] {
  const grants = platform.grantsOf(pod)
  if (grants.length === 0) return grants
  const token = tokenOf(pod, platform)
  if (valueOf(token) !== false) return grants
  return grants.filter(({ binding }) => binding.subjects.some(isAnonymous))
}

export function isAnonymous({ name }: { readonly name: Known<string> }): boolean {
  return ['system:anonymous', 'system:unauthenticated'].includes(valueOf(name) ?? '')
}

/**
 * Whether the pod gets a token that the API server accepts: mounted by default, or projected without another audience.
 * The pod's field wins over its service account's (Kubernetes API reference).
 */
export function tokenOf(pod: Pod, platform: Platform): Known<boolean | undefined> {
  const projected = tokensIn(pod.volumes.filter((volume) => isMounted(volume, pod)))
  const sure = projected.find(({ audience }) => audience.state === 'default')
  if (sure !== undefined) return stated(true, sure.origin)
  const automounted = automountOf(pod, platform)
  const possible = projected.find(({ audience }) => mayBeApiServer(audience))
  if (possible === undefined || valueOf(automounted) !== false) return automounted
  return hidden('the audience of a projected token may be the API server', possible.origin)
}

function automountOf(pod: Pod, platform: Platform): Known<boolean | undefined> {
  if (pod.automountServiceAccountToken.state !== 'default') return pod.automountServiceAccountToken
  return platform.serviceAccountOf(pod)?.automountServiceAccountToken ?? pod.automountServiceAccountToken
}

/** A volume that no container mounts is nobody's. */
function isMounted({ name }: Volume, { containers }: Pod): boolean {
  return containers.some(({ mounts }) =>
    mounts.some(
      ({ volume }) => name.state === 'hidden' || volume.state === 'hidden' || volume.value === name.value,
    ),
  )
}

/** The API server accepts its own issuer as an audience unless told otherwise (kube-apiserver, `--api-audiences`). */
function mayBeApiServer(audience: Known<string | undefined>): boolean {
  if (audience.state === 'hidden') return true
  return /^https:\/\/(?:kubernetes\.default\b|[^/]{1,255}\.azmk8s\.io|[^/]{1,255}\.oic\.[^/]{0,255}azure\.com)/.test(
    audience.value ?? '',
  )
}

/** Whether a pod asks for its account's token itself: by its field or, where that says nothing, by mounting the token's path. */
export function asksForToken({ automountServiceAccountToken: token, containers }: Pod): boolean {
  if (token.state !== 'default') return valueOf(token) === true
  return containers.some(({ mounts }) => mounts.some(({ path }) => isKnown(path, tokenPath)))
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The service account tokens that a pod asks for by projection, and projections that cannot be read and may be one. */
export function tokensOf(pod: Pod): readonly Projection[] {
  return tokensIn(pod.volumes)
}

function tokensIn(volumes: readonly Volume[]): readonly Projection[] {
  return volumes
    .flatMap(({ projections }) => projections)
    .filter(({ type, audience }) => type === 'service-account-token' || audience.state === 'hidden')
}

/** The subject of the controls about what untrusted code may do. */
export function isUntrustedPod(pod: Pod, platform: Platform): boolean {
  return pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted'
}
