import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { clusterPosition, everywhere, secretsPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

const group = 'admissionregistration.k8s.io'

export const admissionWebhook: Technique<'account'> = {
  id: 'K8S_WEBHOOK',
  name: 'admission-webhook',
  title: 'An account has every object sent to its webhook',
  from: 'account',
  to: ['cluster', 'secrets'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1546'],
  matrix: ['MS-TA9015'],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-changes-webhooks', 'binding-changes-webhooks', 'untrusted-pod-switches-admission-off'],
  rationale:
    'A mutating webhook rewrites whatever is created: it puts a container into a pod of kube-system or a subject into a binding. A validating one reads it, secrets among it. AKS keeps webhooks off its own namespaces by default, and whoever writes the webhook may lift that.',
  find: byRights((held) => [
    ...held.anyOf(writeMutating).flatMap((permission) =>
      openingsBy(permission, {
        to: [clusterPosition],
        deed: 'rewrite every object through a webhook',
        isOutsideNamespaces: true,
      }),
    ),
    ...held.anyOf(writeValidating).flatMap((permission) =>
      openingsBy(permission, {
        to: [secretsPosition(everywhere)],
        deed: 'read every object that is written through a webhook',
        isOutsideNamespaces: true,
      }),
    ),
  ]),
  examples: {
    open: [
      withPod(granted(rule('create', 'mutatingwebhookconfigurations', group))),
      withPod(granted(rule('patch', 'validatingwebhookconfigurations', group))),
      withPod(
        granted(
          `{ apiGroups: [${group}], resources: [mutatingwebhookconfigurations], resourceNames: [injector], verbs: [patch] }`,
        ),
      ),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('get, list, watch, delete', '*', group))),
      withPod(grantedInNamespace(rule('*', '*', group))),
      withPod(
        granted(
          `{ apiGroups: [${group}], resources: [mutatingwebhookconfigurations], resourceNames: [injector], verbs: [create] }`,
        ),
      ),
    ],
    unknown: [withPod(granted(rule('create', '{{ .Values.resource }}', group)))],
  },
}

const writing = ['create', 'update', 'patch']
const writeMutating = rights(writing, group, 'mutatingwebhookconfigurations')
const writeValidating = rights(writing, group, 'validatingwebhookconfigurations')
