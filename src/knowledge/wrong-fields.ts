/**
 * What a manifest of tomorrow may get wrong, as far as admission can tell: planted into a clean pod to try policies on.
 * Dated data (2026-11). Sources: Pod Security Standards; the libraries of Gatekeeper (pod-security-policy, general), of
 * Azure Policy for Kubernetes (the same without version: `K8sAzureV2NoPrivilege`) and of Kyverno.
 */
export interface WrongField {
  /** What it makes of a pod: completes "rejects …". */
  readonly what: string
  /** JSON merge patches (RFC 7386) of the pod's spec and of its container. */
  readonly pod?: Patch
  readonly container?: Patch
  /** What becomes of its image: named by a tag, or one of a registry that nobody knows. */
  readonly image?: 'by-tag' | 'foreign'
  /** The lowest level of the Pod Security Standards that rejects it. */
  readonly level?: 'baseline' | 'restricted'
  /** Words without which a rule cannot be about it, in small letters. */
  readonly words: readonly string[]
  /** Constraint templates that reject it, where their parameters do not allow it. */
  readonly templates: readonly string[]
  /** Values of parameters that allow it; where the parameter is a list of what is forbidden, that forbid it. */
  readonly values?: readonly string[]
  /** Policies of Kyverno's library that reject it in a language that is not modelled. */
  readonly kyverno: readonly string[]
}

export type Patch = Readonly<Record<string, unknown>>

export type WrongFieldName =
  | 'privileged'
  | 'host-path'
  | 'host-network'
  | 'host-pid'
  | 'host-ipc'
  | 'host-port'
  | 'capability'
  | 'proc-mount'
  | 'sysctl'
  | 'seccomp-unconfined'
  | 'apparmor-unconfined'
  | 'host-process'
  | 'privilege-escalation'
  | 'root-user'
  | 'capabilities-kept'
  | 'cpu-limit'
  | 'memory-limit'
  | 'storage-limit'
  | 'token'
  | 'sandbox'
  | 'priority'
  | 'image-tag'
  | 'foreign-image'
  | 'unsigned-image'

const none: readonly never[] = []

const limits = {
  templates: ['K8sContainerLimits', 'K8sRequiredResources', 'K8sAzureContainerLimits'],
  kyverno: none,
} as const

export const wrongFields: Readonly<Record<WrongFieldName, WrongField>> = {
  privileged: {
    what: 'a privileged container',
    level: 'baseline',
    container: { securityContext: { privileged: true } },
    words: ['privileged'],
    templates: ['K8sPSPPrivilegedContainer', 'K8sAzureNoPrivilege', 'K8sAzureContainerNoPrivilege'],
    kyverno: none,
  },
  'host-path': {
    what: 'a volume that is a path of the node',
    level: 'baseline',
    pod: { volumes: [{ name: 'planted', hostPath: { path: '/etc' } }] },
    container: { volumeMounts: [{ name: 'planted', mountPath: '/planted' }] },
    words: ['hostpath', 'volumes'],
    templates: ['K8sPSPHostFilesystem', 'K8sPSPVolumeTypes', 'K8sAzureHostFilesystem', 'K8sAzureVolumeTypes'],
    values: ['hostPath'],
    kyverno: ['restrict-volume-types'],
  },
  'host-network': {
    what: 'a pod in the node’s network',
    level: 'baseline',
    pod: { hostNetwork: true },
    words: ['hostnetwork'],
    templates: ['K8sPSPHostNetworkingPorts', 'K8sAzureHostNetworkingPorts'],
    kyverno: none,
  },
  'host-pid': {
    what: 'a pod that sees the node’s processes',
    level: 'baseline',
    pod: { hostPID: true },
    words: ['hostpid'],
    templates: ['K8sPSPHostNamespace', 'K8sAzureBlockHostNamespace'],
    kyverno: none,
  },
  'host-ipc': {
    what: 'a pod that shares the node’s memory segments',
    level: 'baseline',
    pod: { hostIPC: true },
    words: ['hostipc'],
    templates: ['K8sPSPHostNamespace', 'K8sAzureBlockHostNamespace'],
    kyverno: none,
  },
  'host-port': {
    what: 'a port of the node',
    level: 'baseline',
    container: { ports: [{ containerPort: 8080n, hostPort: 8080n }] },
    words: ['hostport', 'ports'],
    templates: ['K8sPSPHostNetworkingPorts', 'K8sAzureHostNetworkingPorts'],
    kyverno: none,
  },
  capability: {
    what: 'a container with a dangerous capability',
    level: 'baseline',
    container: { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } },
    words: ['capabilities'],
    templates: ['K8sPSPCapabilities', 'K8sAzureAllowedCapabilities', 'K8sAzureDisallowedCapabilities'],
    values: ['SYS_ADMIN', 'CAP_SYS_ADMIN'],
    kyverno: ['disallow-capabilities', 'disallow-capabilities-strict'],
  },
  'proc-mount': {
    what: 'an unmasked /proc',
    level: 'baseline',
    container: { securityContext: { procMount: 'Unmasked' } },
    words: ['procmount'],
    templates: ['K8sPSPProcMount', 'K8sAzureProcMount', 'K8sAzureAllowedProcMountType'],
    values: ['Unmasked'],
    kyverno: none,
  },
  sysctl: {
    what: 'an unsafe kernel parameter',
    level: 'baseline',
    pod: { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] } },
    words: ['sysctls'],
    templates: ['K8sPSPForbiddenSysctls', 'K8sAzureForbiddenSysctlInterfaces'],
    values: ['kernel.msgmax', 'kernel.*'],
    kyverno: none,
  },
  'seccomp-unconfined': {
    what: 'a container without seccomp filter',
    level: 'baseline',
    pod: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
    container: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
    words: ['seccomp'],
    templates: ['K8sPSPSeccomp', 'K8sPSPSeccompV2', 'K8sAzureAllowedSeccomp'],
    values: ['Unconfined', 'unconfined'],
    kyverno: none,
  },
  'apparmor-unconfined': {
    what: 'a container without AppArmor profile',
    level: 'baseline',
    container: { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
    words: ['apparmor'],
    templates: ['K8sPSPAppArmor', 'K8sPSPAppArmorV2', 'K8sAzureEnforceAppArmor'],
    values: ['unconfined', 'Unconfined'],
    kyverno: none,
  },
  'host-process': {
    what: 'a Windows container that runs as a process of its node',
    level: 'baseline',
    pod: { securityContext: { windowsOptions: { hostProcess: true } } },
    words: ['hostprocess'],
    templates: none,
    kyverno: none,
  },
  'privilege-escalation': {
    what: 'a container that may gain privileges',
    level: 'restricted',
    container: { securityContext: { allowPrivilegeEscalation: true } },
    words: ['allowprivilegeescalation'],
    templates: ['K8sPSPAllowPrivilegeEscalationContainer', 'K8sAzureContainerNoPrivilegeEscalation'],
    kyverno: none,
  },
  'root-user': {
    what: 'a container that runs as root',
    level: 'restricted',
    pod: { securityContext: { runAsNonRoot: false, runAsUser: 0n } },
    container: { securityContext: { runAsNonRoot: false, runAsUser: 0n } },
    words: ['runasnonroot', 'runasuser'],
    templates: ['K8sPSPAllowedUsers', 'K8sAzureAllowedUsersGroups'],
    values: ['RunAsAny'],
    kyverno: none,
  },
  'capabilities-kept': {
    what: 'a container that keeps its capabilities',
    level: 'restricted',
    container: { securityContext: { capabilities: { drop: null } } },
    words: ['capabilities'],
    templates: none,
    kyverno: ['disallow-capabilities-strict'],
  },
  'cpu-limit': {
    what: 'a container without CPU limit',
    container: { resources: { limits: { cpu: null } } },
    words: ['limits'],
    ...limits,
  },
  'memory-limit': {
    what: 'a container without memory limit',
    container: { resources: { limits: { memory: null } } },
    words: ['limits'],
    ...limits,
  },
  'storage-limit': {
    what: 'a container without ephemeral storage limit',
    container: { resources: { limits: { 'ephemeral-storage': null } } },
    words: ['limits', 'ephemeral-storage'],
    templates: ['K8sContainerEphemeralStorageLimit'],
    kyverno: none,
  },
  token: {
    what: 'a pod that mounts its account’s token',
    pod: { automountServiceAccountToken: true },
    words: ['automountserviceaccounttoken'],
    templates: ['K8sPSPAutomountServiceAccountTokenPod', 'K8sAzureBlockAutomountToken'],
    kyverno: none,
  },
  sandbox: {
    what: 'a pod without sandbox',
    pod: { runtimeClassName: null },
    words: ['runtimeclassname'],
    templates: none,
    kyverno: none,
  },
  priority: {
    what: 'a pod of the system’s priority',
    pod: { priorityClassName: 'system-node-critical' },
    words: ['priorityclassname'],
    templates: none,
    kyverno: none,
  },
  'image-tag': {
    what: 'an image without digest',
    image: 'by-tag',
    words: ['image'],
    templates: ['K8sImageDigests'],
    kyverno: none,
  },
  'foreign-image': {
    what: 'an image of a registry that nobody approved',
    image: 'foreign',
    words: ['image'],
    templates: ['K8sAllowedRepos', 'K8sAllowedReposv2', 'K8sAzureContainerAllowedImages'],
    kyverno: none,
  },
  'unsigned-image': {
    what: 'an image that nobody signed',
    words: ['image', 'signature'],
    templates: ['RatifyVerification'],
    kyverno: none,
  },
}

/** Templates of the libraries that are about something else; any other may be about anything. */
export const otherTemplates: ReadonlySet<string> = new Set([
  'K8sAzureBlockDefault',
  'K8sAzureExternalIPs',
  'K8sAzureIngressHttpsOnly',
  'K8sAzureLoadBalancerNoPublicIPs',
  'K8sBlockEndpointEditDefaultRole',
  'K8sBlockLoadBalancer',
  'K8sBlockNodePort',
  'K8sBlockWildcardIngress',
  'K8sContainerRatios',
  'K8sContainerRequests',
  'K8sDisallowAnonymous',
  'K8sDisallowInteractiveTTY',
  'K8sDisallowedRoleBindingSubjects',
  'K8sDisallowedTags',
  'K8sExternalIPs',
  'K8sHorizontalPodAutoscaler',
  'K8sHttpsOnly',
  'K8sPSPFSGroup',
  'K8sPSPFlexVolumes',
  'K8sPSPHostProbesLifecycle',
  'K8sPSPReadOnlyRootFilesystem',
  'K8sPSPSELinuxV2',
  'K8sPodDisruptionBudget',
  'K8sReplicaLimits',
  'K8sRequiredAnnotations',
  'K8sRequiredLabels',
  'K8sRequiredProbes',
  'K8sStorageClass',
  'K8sUniqueIngressHost',
  'K8sUniqueServiceSelector',
  'NoUpdateServiceAccount',
  'VerifyDeprecatedAPI',
])
