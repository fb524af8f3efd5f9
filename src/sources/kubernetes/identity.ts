import type { ObjectMeta } from '../../model/object.ts'
import type { PolicyRule, Role, RoleBinding, ServiceAccount, Subject } from '../../model/rbac.ts'
import type { Origin } from '../../model/origin.ts'
import type { Fields } from '../../values/fields.ts'
import { readSelector } from './selector.ts'

export function readRole(object: Fields, meta: ObjectMeta): Role {
  return {
    asset: 'role',
    ...meta,
    isClusterRole: meta.kind === 'ClusterRole',
    rules: object.each('rules', (rule) => readRule(rule, meta.origin)),
    aggregates: object
      .map('aggregationRule')
      .list('clusterRoleSelectors')
      .flatMap((selector) => readSelector(selector) ?? []),
  }
}

function readRule(fields: Fields, parent: Origin): PolicyRule {
  return {
    origin: fields.originOr(parent),
    verbs: fields.texts('verbs'),
    apiGroups: fields.texts('apiGroups'),
    resources: fields.texts('resources'),
    resourceNames: fields.texts('resourceNames'),
    nonResourceURLs: fields.texts('nonResourceURLs'),
  }
}

export function readRoleBinding(object: Fields, meta: ObjectMeta): RoleBinding {
  const role = object.map('roleRef')
  return {
    asset: 'role-binding',
    ...meta,
    isClusterRoleBinding: meta.kind === 'ClusterRoleBinding',
    roleKind: role.text('kind', ''),
    roleName: role.text('name', ''),
    roleOrigin: role.originOr(meta.origin),
    subjects: object.each('subjects', (subject) => readSubject(subject, meta.origin)),
  }
}

function readSubject(fields: Fields, parent: Origin): Subject {
  return {
    origin: fields.originOr(parent),
    kind: fields.text('kind', ''),
    name: fields.text('name', ''),
    namespace: fields.optionalText('namespace'),
  }
}

export function readServiceAccount(object: Fields, meta: ObjectMeta): ServiceAccount {
  return {
    asset: 'service-account',
    ...meta,
    automountServiceAccountToken: object.boolean('automountServiceAccountToken', undefined),
    secrets: object.each('secrets', (secret) => secret.text('name', '')),
    imagePullSecrets: object.each('imagePullSecrets', (secret) => secret.text('name', '')),
  }
}
