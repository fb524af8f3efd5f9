import { lookup } from '../../kernel/lookup.ts'
import { groupOf, type ObjectMeta } from '../../model/object.ts'
import type { Fact } from '../../model/platform.ts'
import type { Fields } from '../../values/fields.ts'
import { readCelPolicy, readConstraint, readValidatingAdmissionPolicy, readWebhooks } from './admission.ts'
import { readAdminPolicy, readCalicoPolicy } from './admin-network-policy.ts'
import { readCiliumPolicies } from './cilium-network-policy.ts'
import {
  readAdmissionConfiguration,
  readAutoscaler,
  readConfigMap,
  readDisruptionBudget,
  readLimitRange,
  readPersistentVolume,
  readPodSecuritySettings,
  readPriorityClass,
  readResourceQuota,
  readRuntimeClass,
  readSecret,
  readVolumeClaim,
} from './cluster.ts'
import { readRole, readRoleBinding, readServiceAccount } from './identity.ts'
import { readCustomWorkload } from './custom-objects.ts'
import { customWorkloads } from './custom-workloads.ts'
import { readKyvernoPolicy } from './kyverno.ts'
import { readAuthorizationPolicy, readPeerAuthentication } from './mesh.ts'
import { readGateway, readGatewayRoute, readIngress, readService } from './network.ts'
import { readNetworkPolicy } from './network-policy.ts'
import { readNode } from './node.ts'
import { builtInWorkloads, readWorkload } from './workloads.ts'

type Reader = (object: Fields, meta: ObjectMeta) => Fact | readonly Fact[]

/** One reader a kind. The group is left aside: custom kinds that share such a name are looked up before. */
const readers: Readonly<Record<string, Reader>> = {
  Namespace: (_, meta) => ({ asset: 'namespace', ...meta, isDeclared: true }),
  ServiceAccount: readServiceAccount,
  Role: readRole,
  ClusterRole: readRole,
  RoleBinding: readRoleBinding,
  ClusterRoleBinding: readRoleBinding,
  NetworkPolicy: (object, meta) =>
    meta.apiVersion.includes('projectcalico')
      ? readCalicoPolicy(object, meta)
      : readNetworkPolicy(object, meta),
  GlobalNetworkPolicy: readCalicoPolicy,
  CiliumNetworkPolicy: readCiliumPolicies,
  CiliumClusterwideNetworkPolicy: readCiliumPolicies,
  AdminNetworkPolicy: readAdminPolicy,
  BaselineAdminNetworkPolicy: readAdminPolicy,
  ClusterNetworkPolicy: readAdminPolicy,
  Service: readService,
  Ingress: readIngress,
  HTTPRoute: readGatewayRoute,
  GRPCRoute: readGatewayRoute,
  TLSRoute: readGatewayRoute,
  TCPRoute: readGatewayRoute,
  Gateway: readGateway,
  PeerAuthentication: readPeerAuthentication,
  AuthorizationPolicy: readAuthorizationPolicy,
  ResourceQuota: readResourceQuota,
  LimitRange: readLimitRange,
  PriorityClass: readPriorityClass,
  RuntimeClass: readRuntimeClass,
  ValidatingWebhookConfiguration: readWebhooks,
  MutatingWebhookConfiguration: readWebhooks,
  ValidatingAdmissionPolicy: readValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: readValidatingAdmissionPolicy,
  AdmissionConfiguration: readAdmissionConfiguration,
  PodSecurityConfiguration: readPodSecuritySettings,
  ClusterPolicy: readClusterPolicy,
  Policy: readClusterPolicy,
  ValidatingPolicy: readCelPolicy,
  ImageValidatingPolicy: readCelPolicy,
  ConfigMap: readConfigMap,
  Secret: readSecret,
  PersistentVolume: readPersistentVolume,
  PersistentVolumeClaim: readVolumeClaim,
  HorizontalPodAutoscaler: readAutoscaler,
  ScaledObject: readAutoscaler,
  PodDisruptionBudget: readDisruptionBudget,
  Node: readNode,
}

/** The GPU operator and others have kinds of these names that are no policies. */
function readClusterPolicy(object: Fields, meta: ObjectMeta): Fact | readonly Fact[] {
  return groupOf(meta) === 'kyverno.io' ? readKyvernoPolicy(object, meta) : readCustomWorkload(object, meta)
}

const builtInGroups = new Set(['', 'apps', 'apps.openshift.io', 'batch', 'extensions'])

/** Understands one Kubernetes object. */
export function readObject(object: Fields, meta: ObjectMeta): readonly Fact[] {
  const custom = lookup(customWorkloads, `${groupOf(meta)}/${meta.kind}`)
  if (custom !== undefined) return readCustomWorkload(object, meta, custom)
  const places = lookup(builtInWorkloads, meta.kind)
  if (places !== undefined) {
    const isOwn = builtInGroups.has(groupOf(meta))
    return isOwn ? readWorkload(object, meta, places) : readCustomWorkload(object, meta, places)
  }
  if (meta.apiVersion.startsWith('constraints.gatekeeper.sh')) return [readConstraint(object, meta)]
  const read = lookup(readers, meta.kind)
  if (read === undefined) return readCustomWorkload(object, meta)
  const facts = read(object, meta)
  return Array.isArray(facts) ? facts : [facts as Fact]
}
