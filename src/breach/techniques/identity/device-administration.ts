import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import type { Permission } from '../../steps/permission.ts'
import { everywhere, tenantPosition } from '../../steps/position.ts'
import { startPods } from '../../nodes/workload-kinds.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

const label = 'resource.kubernetes.io/admin-access'

const claims = [rule('create', 'resourceclaims', 'resource.k8s.io'), rule('create', 'pods')]

export const deviceAdministration: Technique<'account'> = {
  id: 'K8S_DRA_ADMIN',
  name: 'device-administration',
  title: 'An account claims devices that others use',
  from: 'account',
  to: ['tenant'],
  guarantees: ['isolation'],
  attack: [],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: [],
  rationale:
    'A resource claim with `adminAccess` shares a device with whoever uses it, for monitoring. Only namespaces with the label for it may have such claims; who writes claims and pods there is on the GPUs of the other tenants.',
  find: byRights((held, terrain) =>
    held
      .allOf([claimDevices, startPods])
      .flatMap((permission) => placesOf(permission, terrain))
      .flatMap((permission) =>
        openingsBy(permission, {
          to: claiming(terrain).map(tenantPosition),
          deed: 'claim devices of others',
        }),
      ),
  ),
  examples: {
    open: [allowed('"true"'), across('"true"')],
    barred: [],
    closed: [allowed('"false"'), across('"false"'), withPod(grantedInNamespace(...claims))],
    unknown: [allowed('"{{ .Values.monitoring }}"')],
  },
}

/** The namespaces of a permission in which such claims are allowed, or may be. */
function placesOf(permission: Permission, { platform }: Terrain): readonly Permission[] {
  return platform
    .all('namespace')
    .filter(({ name }) => [name, everywhere].includes(permission.scope))
    .flatMap(({ name, labels }) => {
      const value = labels.get(label)
      if (value?.state === 'hidden') {
        const question = `whether namespace ${name} allows administrative device claims`
        return [{ assumes: { question, origin: value.origin }, ...permission, scope: name }]
      }
      return value?.value === 'true' ? [{ ...permission, scope: name }] : []
    })
}

/** Tenants whose pods use claimed devices. */
function claiming({ pods, tenants }: Terrain): readonly string[] {
  const users = pods.filter(({ resourceClaims }) => resourceClaims.length > 0)
  return [...new Set(users.flatMap((pod) => tenants.of(pod) ?? []))]
}

function allowed(value: string): string {
  return labelled(grantedInNamespace(...claims), value)
}

function across(value: string): string {
  return labelled(granted(...claims), value)
}

function labelled(objects: string, value: string): string {
  return `${withPod(objects, 'resourceClaims: [{ name: gpu, resourceClaimName: gpu }],')}
---
apiVersion: v1
kind: Namespace
metadata: { name: models, labels: { ${label}: ${value} } }`
}

const claimDevices = rights(['create'], 'resource.k8s.io', 'resourceclaims', 'resourceclaimtemplates')
