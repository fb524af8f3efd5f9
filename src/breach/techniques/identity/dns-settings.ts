import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { systemNamespace } from '../../steps/namespaces.ts'
import { isAbout, type Permission } from '../../steps/permission.ts'
import { everywhere, tenantPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const dnsSettings: Technique<'account'> = {
  id: 'K8S_DNS_EDIT',
  name: 'dns-settings',
  title: 'An account answers for every name in the cluster',
  from: 'account',
  to: ['tenant'],
  guarantees: ['isolation'],
  attack: ['T1557'],
  matrix: ['MS-TA9035'],
  vector: 'insecure-networking',
  barriers: ['A.rbac'],
  controls: ['binding-changes-dns-settings', 'untrusted-pod-changes-config-maps'],
  rationale:
    'CoreDNS reads its settings from a config map of kube-system, on AKS additions from `coredns-custom`. Whoever writes them sends the clients of every service to an address of his, models and credentials with them.',
  find: byRights((held, { tenants }) =>
    held
      .anyOf(writeSettings)
      .filter(isAboutDns)
      .flatMap((permission) =>
        openingsBy(permission, {
          to: tenants.partiesIn(everywhere).map(tenantPosition),
          deed: 'rewrite the settings of the cluster’s DNS',
        }),
      ),
  ),
  examples: {
    open: [
      withPod(granted(rule('update', 'configmaps'))),
      withPod(granted(only('coredns-custom'))),
      withPod(granted(only('coredns'))),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('update', 'configmaps'))),
      withPod(granted(rule('get, delete', 'configmaps'))),
      withPod(granted(only('settings'))),
    ],
    unknown: [withPod(granted(only('{{ .Values.settings }}')))],
  },
}

function isAboutDns(permission: Permission): boolean {
  return (
    [everywhere, systemNamespace].includes(permission.scope) &&
    ['coredns', 'coredns-custom'].some((name) => isAbout(permission, name))
  )
}

function only(name: string): string {
  return `{ apiGroups: [''], resources: [configmaps], resourceNames: ['${name}'], verbs: [update] }`
}

const writeSettings = rights(['create', 'update', 'patch'], '', 'configmaps')
