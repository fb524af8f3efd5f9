import { grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights } from '../../ways/account-openings.ts'
import { readables, readingOpenings } from '../../ways/readable.ts'
import type { Technique } from '../../technique.ts'

export const dataRead: Technique<'account'> = {
  id: 'K8S_DATA_READ',
  name: 'data-read',
  title: 'An account reads logs, config maps and variables of pods',
  from: 'account',
  to: ['objects', 'tenant'],
  guarantees: ['isolation'],
  attack: ['T1552.007', 'T1613'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-reads-other-namespaces'],
  rationale:
    'What a model logs is what was asked of it; config maps and the values of variables are its tenant’s settings, and often more: addresses, prompts, keys that belong into secrets. All of it counts as data of the tenant. Names, images, labels and annotations of pods do not.',
  find: byRights((held, terrain) =>
    readables.flatMap((readable) =>
      held.anyOf(readable.rights).flatMap((permission) => readingOpenings(readable, permission, terrain)),
    ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('get', 'pods/log'))),
      withPod(grantedInNamespace(rule('list', 'deployments', 'apps')), variable('PROMPT, value: hush')),
      withPod(grantedInNamespace(rule('patch', '*')), variable('PROMPT, value: hush')),
      withPod(`${grantedInNamespace(rule('watch', 'configmaps'))}\n---\n${configMap('models')}`),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('list', 'pods/log'), rule('create', 'configmaps'))),
      withPod(
        grantedInNamespace(rule('list', 'pods')),
        variable('KEY, valueFrom: { secretKeyRef: { name: a, key: b } }'),
      ),
      withPod(grantedInNamespace(rule('get', 'deployments')), variable('PROMPT, value: hush')),
      withPod(
        grantedInNamespace(
          "{ apiGroups: [''], resources: [pods/log], resourceNames: [other], verbs: [get] }",
        ),
      ),
    ],
    unknown: [
      withPod(grantedInNamespace(rule('list', 'configmaps'))),
      withPod(`${grantedInNamespace(rule('list', 'configmaps'))}\n---\n${configMap('others')}`),
      withPod(grantedInNamespace(rule('list', 'pods')), variable('PROMPT, value: "{{ .Values.prompt }}"')),
      withPod(grantedInNamespace(rule('get', '{{ .Values.resource }}'))),
    ],
  },
}

/** A further container with a variable. */
function variable(fields: string): string {
  return `initContainers: [{ name: setup, image: setup, env: [{ name: ${fields} }] }],`
}

function configMap(namespace: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: ${namespace} }`
}
