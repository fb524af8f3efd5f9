import { isKnown, type Known } from '../../model/known.ts'
import type { PolicyRule, Role } from '../../model/rbac.ts'
import { fail, pass, type Verdict } from '../verdict.ts'

const group = 'rbac.authorization.k8s.io'

/** Fails a role that creates bindings of one kind and, in a later rule, binds roles "of every name". */
export function judgeStarredNames(role: Role, bindings: string, roles: readonly string[]): Verdict {
  const creating = role.rules.findIndex((rule) => says(rule, 'create', [bindings]))
  const found = role.rules
    .slice(creating + 1)
    .find((rule) => says(rule, 'bind', roles) && has(rule.resourceNames, '*'))
  if (creating < 0 || found === undefined) return pass()
  return fail(
    `${role.kind} ${role.name} creates ${bindings} and asks to bind roles of every name.`,
    found.origin,
  )
}

function says({ apiGroups, resources, verbs }: PolicyRule, verb: string, names: readonly string[]): boolean {
  return has(apiGroups, group) && has(verbs, verb) && names.some((name) => has(resources, name))
}

function has(list: readonly Known<string>[], text: string): boolean {
  return list.some((known) => isKnown(known, text))
}
