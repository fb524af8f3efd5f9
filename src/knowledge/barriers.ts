/**
 * The mechanisms that stand between a foothold and an asset. A *closing* barrier takes the step away: where it stands,
 * there is nothing to attack. A *standing* one is one more thing that has to fail. All barriers of one failure domain
 * fall to one flaw. `X.…` nobody sets up: kernel, hypervisor, runtime and application hold as long as no flaw of theirs
 * is known. `S.spec` counts only where the question is what a wrong manifest of tomorrow would open.
 */
export interface BarrierKind {
  readonly domain: string
  readonly mode: 'closing' | 'standing'
  /** For people, without article where it is set up. */
  readonly title: string
}

export const barriers: Readonly<Record<Barrier, BarrierKind>> = {
  'K.patch': { domain: 'kernel', mode: 'closing', title: 'fixes of the node’s kernel' },
  'K.seccomp': { domain: 'kernel', mode: 'standing', title: 'seccomp filter' },
  'K.lsm': { domain: 'kernel', mode: 'standing', title: 'AppArmor or SELinux profile' },
  'K.caps': { domain: 'kernel', mode: 'standing', title: 'dropped capabilities' },
  'K.nonroot': { domain: 'kernel', mode: 'standing', title: 'user other than root' },
  'K.nnp': { domain: 'kernel', mode: 'standing', title: 'no privilege escalation' },
  'K.userns': { domain: 'kernel', mode: 'standing', title: 'user namespace' },
  'K.rofs': { domain: 'kernel', mode: 'closing', title: 'read-only root file system' },
  'V.sandbox': { domain: 'hypervisor', mode: 'standing', title: 'sandboxed runtime' },
  'V.node': { domain: 'placement', mode: 'closing', title: 'nodes of its own' },
  'V.host': { domain: 'hypervisor', mode: 'closing', title: 'host of its own' },
  'R.patch': { domain: 'runtime', mode: 'closing', title: 'fixes of the container runtime' },
  'A.psa': { domain: 'admission', mode: 'standing', title: 'Pod Security admission' },
  'A.policy': { domain: 'admission', mode: 'standing', title: 'admission policy' },
  'A.rbac': { domain: 'authorization', mode: 'closing', title: 'role-based access control' },
  'A.node': { domain: 'authorization', mode: 'standing', title: 'node authorizer' },
  'A.token': { domain: 'authentication', mode: 'closing', title: 'no mounted token' },
  'A.api': { domain: 'network', mode: 'closing', title: 'restricted API server' },
  'A.apf': { domain: 'api', mode: 'closing', title: 'API priority and fairness' },
  'A.quota': { domain: 'api', mode: 'closing', title: 'resource quota' },
  'N.in': { domain: 'cni', mode: 'standing', title: 'ingress policy' },
  'N.eg': { domain: 'cni', mode: 'standing', title: 'egress policy' },
  'N.adm': { domain: 'cni', mode: 'standing', title: 'cluster-wide network policy' },
  'N.imds': { domain: 'node-firewall', mode: 'standing', title: 'metadata restriction' },
  'N.fw': { domain: 'cloud-network', mode: 'standing', title: 'egress firewall' },
  'N.nsg': { domain: 'cloud-network', mode: 'standing', title: 'network security group' },
  'N.dns': { domain: 'cni', mode: 'standing', title: 'DNS filter' },
  'N.mtls': { domain: 'identity-network', mode: 'standing', title: 'mutual TLS' },
  'Z.scope': { domain: 'arm', mode: 'closing', title: 'scoped role assignments' },
  'Z.lock': { domain: 'arm', mode: 'standing', title: 'resource lock' },
  'Z.pe': { domain: 'cloud-network', mode: 'standing', title: 'private endpoint' },
  'Z.key': { domain: 'arm', mode: 'closing', title: 'no shared keys' },
  'Z.pim': { domain: 'entra', mode: 'standing', title: 'eligible roles only' },
  'Z.cap': { domain: 'arm', mode: 'closing', title: 'spending cap' },
  'I.digest': { domain: 'registry', mode: 'closing', title: 'image digest' },
  'I.sig': { domain: 'admission', mode: 'standing', title: 'signature check' },
  'I.allow': { domain: 'admission', mode: 'standing', title: 'registry allow-list' },
  'I.push': { domain: 'registry', mode: 'closing', title: 'no right to push' },
  'I.pull': { domain: 'registry', mode: 'closing', title: 'checked pull credential' },
  'D.ro': { domain: 'storage', mode: 'closing', title: 'read-only mount' },
  'D.sep': { domain: 'storage', mode: 'closing', title: 'storage of its own' },
  'D.fmt': { domain: 'application', mode: 'closing', title: 'weights that hold no code' },
  'Q.cpu': { domain: 'cgroup', mode: 'closing', title: 'CPU limit' },
  'Q.mem': { domain: 'cgroup', mode: 'closing', title: 'memory limit' },
  'Q.pid': { domain: 'cgroup', mode: 'closing', title: 'process limit' },
  'Q.eph': { domain: 'kubelet', mode: 'closing', title: 'ephemeral storage limit' },
  'Q.io': { domain: 'cgroup', mode: 'closing', title: 'I/O limit' },
  'Q.net': { domain: 'cni', mode: 'closing', title: 'bandwidth limit' },
  'Q.gpu': { domain: 'gpu', mode: 'closing', title: 'GPU of its own' },
  'Q.rdt': { domain: 'hardware', mode: 'closing', title: 'cache partition' },
  'Q.prio': { domain: 'api', mode: 'closing', title: 'priority restriction' },
  'X.kernel': { domain: 'kernel', mode: 'standing', title: 'the kernel of the node' },
  'X.guest': { domain: 'guest-kernel', mode: 'standing', title: 'the kernel of the sandbox' },
  'X.hypervisor': { domain: 'hypervisor', mode: 'standing', title: 'the hypervisor' },
  'X.runtime': { domain: 'runtime', mode: 'standing', title: 'the container runtime' },
  'X.gpu': { domain: 'gpu-stack', mode: 'standing', title: 'GPU driver and toolkit' },
  'X.app': { domain: 'application', mode: 'standing', title: 'the application behind the port' },
  'X.agent': { domain: 'azure-agent', mode: 'standing', title: 'the Azure agent of the node' },
  'X.hardware': { domain: 'hardware', mode: 'standing', title: 'caches, buses and disks that pods share' },
  'S.spec': { domain: 'authoring', mode: 'standing', title: 'the manifest as its author wrote it' },
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
