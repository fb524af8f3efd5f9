// What rights of an account come to, as depths derived by hand.
import { describe } from 'node:test'

import { check, kata, ownNodes, type Shape } from './two-tenants.ts'

const group = 'rbac.authorization.k8s.io'

/** A role and its binding to acme's bot: in one namespace, or across the cluster. */
function granted(namespace: string, rule: string): readonly string[] {
  const [kind, place] = namespace === '*' ? ['ClusterRole', ''] : ['Role', `, namespace: ${namespace}`]
  return [
    `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: { name: bot${place} }\nrules: [${rule}]`,
    `apiVersion: ${group}/v1
kind: ${kind}Binding
metadata: { name: bot${place} }
roleRef: { apiGroup: ${group}, kind: ${kind}, name: bot }
subjects: [{ kind: ServiceAccount, name: bot, namespace: acme }]`,
  ]
}

function withToken(namespace: string, rule: string, level: Shape['level'] = 'restricted'): Shape {
  return {
    level,
    pod: [kata, ownNodes('acme'), 'serviceAccountName: bot'],
    egress: '{ ports: [{ port: 443 }] }',
    beside: granted(namespace, rule),
  }
}

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: key, namespace: globex }'

describe('secrets', () => {
  const secrets = "{ apiGroups: [''], resources: [secrets], verbs: [list] }"
  const named = "{ apiGroups: [''], resources: [secrets], resourceNames: [other], verbs: [get] }"
  check('secrets that are declared: nothing has to fail', 'tenant-data 0', {
    acme: withToken('globex', secrets),
    globex: { beside: [secret] },
  })
  check('secrets that nobody declared: nothing, or authorisation', 'tenant-data 0..1', {
    acme: withToken('globex', secrets),
  })
  check('a secret of that name may exist: nothing, or authorisation', 'tenant-data 0..1', {
    acme: withToken('globex', named),
    globex: { beside: [secret] },
  })
  check('a secret of that name in any namespace may exist', 'tenant-data 0..1', {
    acme: withToken('*', named),
  })
})

describe('data in the API server', () => {
  const reading = (resource: string, apiGroup = ''): string =>
    `{ apiGroups: ['${apiGroup}'], resources: [${resource}], verbs: [get] }`
  const variables = { container: ['env: [{ name: PROMPT, value: hush }]'] }
  const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: globex }'
  check('logs of the other tenant: nothing has to fail', 'tenant-data 0', {
    acme: withToken('globex', reading('pods/log')),
  })
  check('logs of every namespace', 'tenant-data 0', { acme: withToken('*', reading('pods/log')) })
  check('logs of one’s own: authorisation', 'tenant-data 1', { acme: withToken('acme', reading('pods/log')) })
  check('config maps that are declared: nothing', 'tenant-data 0', {
    acme: withToken('globex', reading('configmaps')),
    globex: { beside: [settings] },
  })
  check('config maps that nobody declared: nothing, or authorisation', 'tenant-data 0..1', {
    acme: withToken('*', reading('configmaps')),
  })
  check('variables of its pods: nothing', 'tenant-data 0', {
    acme: withToken('*', reading('deployments', 'apps')),
    globex: variables,
  })
  check('pods without variables tell nothing: authorisation', 'tenant-data 1', {
    acme: withToken('*', reading('pods')),
  })
})

describe('pods of one’s choice', () => {
  const pods = "{ apiGroups: [''], resources: [pods], verbs: [create] }"
  check('pods of one’s choice stay off others’ nodes: authorisation', 'tenant-data 1', {
    acme: withToken('acme', pods, 'privileged'),
  })
  check('where placement is free, nothing keeps them off', 'tenant-data 0', {
    acme: withToken('acme', pods, 'privileged'),
    facts: { placement: 'free' },
  })
})
