import { grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import type { CloudIdentity } from '../../facts/cloud-identities.ts'
import { alsoDoubted } from '../../steps/doubt.ts'
import type { Permission } from '../../steps/permission.ts'
import { cloudIdentityPosition, everywhere } from '../../steps/position.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Technique } from '../../technique.ts'
import { startPods } from '../../nodes/workload-kinds.ts'

export const workloadIdentityHijack: Technique<'account'> = {
  id: 'AZ_WI_HIJACK',
  name: 'workload-identity-hijack',
  title: 'An account takes the cloud identity of another one',
  from: 'account',
  to: ['cloud-identity'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1550.001'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-starts-workloads', 'role-mints-tokens', 'binding-mints-tokens'],
  rationale:
    'Entra trusts whoever brings a token of the right service account. It may be had by starting a pod as that account with the label of workload identity, or by minting a token with Entra’s audience: no secret of Azure is needed.',
  find: byRights((rights, { cloudIdentities }) =>
    rights
      .anyOf([...startPods, mintToken])
      .flatMap((permission) =>
        cloudIdentities
          .filter((identity) => isWithin(identity, permission))
          .flatMap((identity) => alsoDoubted(takeOver(identity, permission), identity.assumes)),
      ),
  ),
  examples: {
    open: [
      withPod(`${grantedInNamespace(rule('create', 'pods'))}\n---\n${trusted('models')}`),
      withPod(`${grantedInNamespace(rule('create', 'serviceaccounts/token'))}\n---\n${trusted('models')}`),
      withPod(`${grantedInNamespace(named('trusted'))}\n---\n${trusted('models')}`),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create', 'pods'))),
      withPod(`${grantedInNamespace(rule('create', 'pods'))}\n---\n${trusted('others')}`),
      withPod(`${grantedInNamespace(rule('get', 'pods'))}\n---\n${trusted('models')}`),
      withPod(`${grantedInNamespace(named('other'))}\n---\n${trusted('models')}`),
    ],
    unknown: [
      withPod(`${grantedInNamespace(rule('create', '{{ .Values.resource }}'))}\n---\n${trusted('models')}`),
    ],
  },
}

const mintToken: Right = { verb: 'create', group: '', resource: 'serviceaccounts/token' }

function takeOver({ name }: CloudIdentity, permission: Permission): readonly Opening[] {
  const deed = 'get tokens of service accounts that Entra trusts'
  return openingsBy(permission, { to: [cloudIdentityPosition(name)], deed })
}

function isWithin({ accounts, assumes }: CloudIdentity, { scope, names }: Permission): boolean {
  if (assumes !== undefined) return true
  return accounts.some(
    ({ namespace, name }) =>
      (scope === everywhere || scope === namespace) && (names === undefined || names.includes(name)),
  )
}

function trusted(namespace: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: trusted
  namespace: ${namespace}
  annotations: { azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555 }`
}

function named(account: string): string {
  return `{ apiGroups: [''], resources: [serviceaccounts/token], resourceNames: [${account}], verbs: [create] }`
}
