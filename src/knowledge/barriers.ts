import type { Layer } from './guarantees.ts'
import type { FactName } from './platform-facts.ts'

/**
 * The mechanisms that stand between a foothold and an asset. A *closing* barrier takes the step away: where it stands,
 * there is nothing to attack. A *standing* one is one more thing that has to fail. All barriers of one failure domain
 * fall to one flaw. `X.…` nobody sets up: kernel, hypervisor, runtime and application hold as long as no flaw of theirs
 * is known. `S.spec` counts only where the question is what a wrong manifest of tomorrow would open.
 */
export interface BarrierKind {
  readonly layer: Layer
  readonly domain: string
  readonly mode: 'closing' | 'standing'
  /** For people, without article where it is set up. */
  readonly title: string
  /** The fact that tells whether it works, where no manifest does. */
  readonly fact?: FactName
  /** Why it cannot be had on AKS, or not for reasonable cost. */
  readonly limits?: string
}

export const barriers: Readonly<Record<Barrier, BarrierKind>> = {
  'K.patch': {
    layer: 'host',
    domain: 'kernel',
    mode: 'closing',
    title: 'fixes of the node’s kernel',
    fact: 'nodeKernel',
  },
  'K.seccomp': { layer: 'workload', domain: 'kernel', mode: 'standing', title: 'seccomp filter' },
  'K.lsm': { layer: 'workload', domain: 'kernel', mode: 'standing', title: 'AppArmor or SELinux profile' },
  'K.caps': { layer: 'workload', domain: 'kernel', mode: 'standing', title: 'dropped capabilities' },
  'K.nonroot': { layer: 'workload', domain: 'kernel', mode: 'standing', title: 'user other than root' },
  'K.nnp': { layer: 'workload', domain: 'kernel', mode: 'standing', title: 'no privilege escalation' },
  'K.userns': { layer: 'workload', domain: 'kernel', mode: 'standing', title: 'user namespace' },
  'K.rofs': { layer: 'workload', domain: 'kernel', mode: 'closing', title: 'read-only root file system' },
  'V.sandbox': { layer: 'workload', domain: 'hypervisor', mode: 'standing', title: 'sandboxed runtime' },
  'V.node': {
    layer: 'cluster',
    domain: 'placement',
    mode: 'closing',
    title: 'nodes of its own',
    fact: 'placement',
  },
  'V.host': {
    layer: 'host',
    domain: 'hypervisor',
    mode: 'closing',
    title: 'host of its own',
    limits: 'needs VM sizes of their own, which cost more than pools',
  },
  'R.patch': {
    layer: 'host',
    domain: 'runtime',
    mode: 'closing',
    title: 'fixes of the container runtime',
    fact: 'containerRuntime',
  },
  'A.psa': { layer: 'cluster', domain: 'admission', mode: 'standing', title: 'Pod Security admission' },
  'A.policy': { layer: 'cluster', domain: 'admission', mode: 'standing', title: 'admission policy' },
  'A.rbac': {
    layer: 'identity',
    domain: 'authorization',
    mode: 'closing',
    title: 'role-based access control',
  },
  'A.node': { layer: 'cluster', domain: 'authorization', mode: 'standing', title: 'node authorizer' },
  'A.token': { layer: 'identity', domain: 'authentication', mode: 'closing', title: 'no mounted token' },
  'A.api': {
    layer: 'network',
    domain: 'network',
    mode: 'closing',
    title: 'restricted API server',
    fact: 'apiServer',
  },
  'A.apf': {
    layer: 'cluster',
    domain: 'api',
    mode: 'closing',
    title: 'API priority and fairness',
    fact: 'apiFairness',
  },
  'A.quota': { layer: 'cluster', domain: 'api', mode: 'closing', title: 'resource quota' },
  'N.in': {
    layer: 'network',
    domain: 'cni',
    mode: 'standing',
    title: 'ingress policy',
    fact: 'networkPolicy',
  },
  'N.eg': {
    layer: 'network',
    domain: 'cni',
    mode: 'standing',
    title: 'egress policy',
    fact: 'networkPolicy',
  },
  'N.adm': {
    layer: 'network',
    domain: 'cni',
    mode: 'standing',
    title: 'cluster-wide network policy',
    fact: 'networkPolicy',
  },
  'N.imds': {
    layer: 'host',
    domain: 'node-firewall',
    mode: 'standing',
    title: 'metadata restriction',
    fact: 'imds',
  },
  'N.fw': {
    layer: 'network',
    domain: 'cloud-network',
    mode: 'standing',
    title: 'egress firewall',
    fact: 'egressFirewall',
  },
  'N.nsg': { layer: 'network', domain: 'cloud-network', mode: 'standing', title: 'network security group' },
  'N.dns': { layer: 'network', domain: 'cni', mode: 'standing', title: 'DNS filter', fact: 'dns' },
  'N.mtls': { layer: 'network', domain: 'identity-network', mode: 'standing', title: 'mutual TLS' },
  'Z.scope': {
    layer: 'cloud',
    domain: 'arm',
    mode: 'closing',
    title: 'scoped role assignments',
    fact: 'nodeIdentity',
  },
  'Z.lock': { layer: 'cloud', domain: 'arm', mode: 'standing', title: 'resource lock' },
  'Z.pe': { layer: 'cloud', domain: 'cloud-network', mode: 'standing', title: 'private endpoint' },
  'Z.key': { layer: 'cloud', domain: 'arm', mode: 'closing', title: 'no shared keys' },
  'Z.pim': { layer: 'cloud', domain: 'entra', mode: 'standing', title: 'eligible roles only' },
  'Z.cap': { layer: 'cloud', domain: 'arm', mode: 'closing', title: 'spending cap', fact: 'spending' },
  'I.digest': { layer: 'image', domain: 'registry', mode: 'closing', title: 'image digest' },
  'I.sig': { layer: 'registry', domain: 'admission', mode: 'standing', title: 'signature check' },
  'I.allow': { layer: 'registry', domain: 'admission', mode: 'standing', title: 'registry allow-list' },
  'I.push': {
    layer: 'registry',
    domain: 'registry',
    mode: 'closing',
    title: 'no right to push',
    fact: 'imagePush',
  },
  'I.pull': {
    layer: 'registry',
    domain: 'registry',
    mode: 'closing',
    title: 'checked pull credential',
    fact: 'imagePull',
  },
  'D.ro': { layer: 'workload', domain: 'storage', mode: 'closing', title: 'read-only mount' },
  'D.sep': { layer: 'workload', domain: 'storage', mode: 'closing', title: 'storage of its own' },
  'D.fmt': { layer: 'image', domain: 'application', mode: 'closing', title: 'weights that hold no code' },
  'Q.cpu': { layer: 'workload', domain: 'cgroup', mode: 'closing', title: 'CPU limit' },
  'Q.mem': { layer: 'workload', domain: 'cgroup', mode: 'closing', title: 'memory limit' },
  'Q.pid': { layer: 'host', domain: 'cgroup', mode: 'closing', title: 'process limit', fact: 'podPidsLimit' },
  'Q.eph': { layer: 'workload', domain: 'kubelet', mode: 'closing', title: 'ephemeral storage limit' },
  'Q.io': {
    layer: 'host',
    domain: 'cgroup',
    mode: 'closing',
    title: 'I/O limit',
    limits: 'Kubernetes has no bound for disk I/O',
  },
  'Q.net': {
    layer: 'network',
    domain: 'cni',
    mode: 'closing',
    title: 'bandwidth limit',
    limits: 'Azure CNI honours no bandwidth annotation',
  },
  'Q.gpu': { layer: 'workload', domain: 'gpu', mode: 'closing', title: 'GPU of its own' },
  'Q.rdt': {
    layer: 'host',
    domain: 'hardware',
    mode: 'closing',
    title: 'cache partition',
    limits: 'Kubernetes has no bound for caches and memory bandwidth',
  },
  'Q.prio': { layer: 'cluster', domain: 'api', mode: 'closing', title: 'priority restriction' },
  'X.kernel': { layer: 'host', domain: 'kernel', mode: 'standing', title: 'the kernel of the node' },
  'X.guest': { layer: 'host', domain: 'guest-kernel', mode: 'standing', title: 'the kernel of the sandbox' },
  'X.hypervisor': { layer: 'host', domain: 'hypervisor', mode: 'standing', title: 'the hypervisor' },
  'X.runtime': { layer: 'host', domain: 'runtime', mode: 'standing', title: 'the container runtime' },
  'X.gpu': { layer: 'host', domain: 'gpu-stack', mode: 'standing', title: 'GPU driver and toolkit' },
  'X.app': {
    layer: 'workload',
    domain: 'application',
    mode: 'standing',
    title: 'the application behind the port',
  },
  'X.agent': { layer: 'host', domain: 'azure-agent', mode: 'standing', title: 'the Azure agent of the node' },
  'X.hardware': {
    layer: 'host',
    domain: 'hardware',
    mode: 'standing',
    title: 'caches, buses and disks that pods share',
  },
  'S.spec': {
    layer: 'workload',
    domain: 'authoring',
    mode: 'standing',
    title: 'the manifest as its author wrote it',
  },
}

/** Domains that hold only where the platform is as this fact says: a kernel with a known flaw filters nothing. */
export const domainFacts: Readonly<Record<string, FactName>> = {
  kernel: 'nodeKernel',
  'guest-kernel': 'sandbox',
  hypervisor: 'sandbox',
  runtime: 'containerRuntime',
  'gpu-stack': 'gpuStack',
  cni: 'networkPolicy',
}

export type Barrier =
  | 'K.patch'
  | 'K.seccomp'
  | 'K.lsm'
  | 'K.caps'
  | 'K.nonroot'
  | 'K.nnp'
  | 'K.userns'
  | 'K.rofs'
  | 'V.sandbox'
  | 'V.node'
  | 'V.host'
  | 'R.patch'
  | 'A.psa'
  | 'A.policy'
  | 'A.rbac'
  | 'A.node'
  | 'A.token'
  | 'A.api'
  | 'A.apf'
  | 'A.quota'
  | 'N.in'
  | 'N.eg'
  | 'N.adm'
  | 'N.imds'
  | 'N.fw'
  | 'N.nsg'
  | 'N.dns'
  | 'N.mtls'
  | 'Z.scope'
  | 'Z.lock'
  | 'Z.pe'
  | 'Z.key'
  | 'Z.pim'
  | 'Z.cap'
  | 'I.digest'
  | 'I.sig'
  | 'I.allow'
  | 'I.push'
  | 'I.pull'
  | 'D.ro'
  | 'D.sep'
  | 'D.fmt'
  | 'Q.cpu'
  | 'Q.mem'
  | 'Q.pid'
  | 'Q.eph'
  | 'Q.io'
  | 'Q.net'
  | 'Q.gpu'
  | 'Q.rdt'
  | 'Q.prio'
  | 'X.kernel'
  | 'X.guest'
  | 'X.hypervisor'
  | 'X.runtime'
  | 'X.gpu'
  | 'X.app'
  | 'X.agent'
  | 'X.hardware'
  | 'S.spec'

/** Something that the owner of a platform can set up. */
export function isAttainable(barrier: Barrier): boolean {
  return barriers[barrier].limits === undefined && !barrier.startsWith('X.')
}
