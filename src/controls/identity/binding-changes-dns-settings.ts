import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { textsOf } from './misplaced.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const settings = ['coredns', 'coredns-custom']
const rewriting: ReadonlySet<string> = new Set(['update', 'patch', '*'])

export const bindingChangesDnsSettings: Control<'role-binding'> = {
  id: 'BH-0997',
  name: 'binding-changes-dns-settings',
  title: 'Binding rewrites the settings of the cluster’s DNS',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0037'],
  differs: {
    'kubescape:C-0037': 'AKS reads `coredns-custom` as well, so that it counts too.',
  },
  rationale:
    'Whoever rewrites CoreDNS’ settings answers for every name: hostile code draws the traffic of all tenants to itself, models and credentials with it.',
  remediation: 'Leave `coredns` and `coredns-custom` to the platform’s own delivery.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => {
    const role = platform.roleOf(binding)
    const rules = role === undefined || binding.subjects.length === 0 ? [] : platform.rulesOf(role)
    const found = rules.find(
      ({ verbs, apiGroups, resources, resourceNames }) =>
        resourceNames.some((known) => settings.some((name) => isKnown(known, name))) &&
        textsOf(resources).some((resource) => resource === 'configmaps' || resource === '*') &&
        textsOf(apiGroups).some((group) => group === '' || group === '*') &&
        textsOf(verbs).some((verb) => rewriting.has(verb)),
    )
    return found === undefined
      ? pass()
      : fail(`${binding.kind} ${binding.name} rewrites the settings of the cluster’s DNS.`, found.origin)
  },
  examples: {
    fail: [
      granted("{ apiGroups: [''], resources: [configmaps], resourceNames: [coredns], verbs: [update] }"),
      granted(
        "{ apiGroups: [''], resources: [configmaps], resourceNames: [coredns-custom], verbs: [patch] }",
      ),
    ],
    pass: [
      granted("{ apiGroups: [''], resources: [configmaps], resourceNames: [coredns], verbs: [get] }"),
      granted("{ apiGroups: [''], resources: [configmaps], resourceNames: [own], verbs: [update] }"),
      granted(rule('get', 'configmaps')),
    ],
    unknown: [],
  },
}
