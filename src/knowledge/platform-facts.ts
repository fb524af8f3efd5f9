import type { FactName } from './fact-names.ts'
import type { Layer } from './guarantees.ts'
import type { Place } from '../kernel/tree.ts'

/** What decides on a barrier or a route and stands in no manifest. `facts:` of `bulkhead.yaml` states it. */
export interface PlatformFact {
  /** The question that it answers, as a sentence without question mark: completes "It is not known …". */
  readonly question: string
  readonly layer: Layer
  /** Every value that it may have, and what each means. */
  readonly values: Readonly<Record<string, string>>
  /** Values under which the attacker gets no further. */
  readonly good: readonly string[]
  /** Where the answer can be read. */
  readonly tell: string
}

const patchValues: Readonly<Record<string, string>> = {
  patched: 'no fix for a known flaw is missing',
  outdated: 'a fix for a known flaw is missing',
}

/** Every fact, by the name under which `bulkhead.yaml` states it. */
export const platformFacts: Readonly<Record<FactName, PlatformFact>> = {
  networkPolicy: {
    layer: 'network',
    question: 'whether the cluster enforces NetworkPolicies',
    values: {
      none: 'no engine: policies are stored and nothing happens',
      azure: 'Azure Network Policy Manager',
      calico: 'Calico',
      cilium: 'Cilium, Azure CNI powered by Cilium',
      other: 'another engine that enforces ingress and egress policies',
    },
    good: ['azure', 'calico', 'cilium', 'other'],
    tell: '`az aks show --query networkProfile.networkPolicy`',
  },
  imds: {
    layer: 'host',
    question: 'whether pods reach the instance metadata service',
    values: { open: 'the default of AKS', blocked: 'the IMDS restriction of AKS, or a firewall of the node' },
    good: ['blocked'],
    tell: '`az aks show --query networkProfile.podLinkLocalAccess`',
  },
  nodeKernel: {
    layer: 'host',
    question: 'whether the kernel of the nodes has the fixes for known flaws',
    values: patchValues,
    good: ['patched'],
    tell: '`kubectl get nodes -o wide` against the bulletins of AKS',
  },
  containerRuntime: {
    layer: 'host',
    question: 'whether containerd and runc have the fixes for known flaws',
    values: patchValues,
    good: ['patched'],
    tell: '`kubectl get nodes -o wide` against the bulletins of AKS',
  },
  secureBoot: {
    layer: 'host',
    question: 'whether the nodes’ kernel loads only modules that are signed',
    values: { enforced: 'Trusted Launch with Secure Boot', off: 'the default of AKS' },
    good: ['enforced'],
    tell: '`az aks nodepool show --query securityProfile.enableSecureBoot`',
  },
  appArmor: {
    layer: 'host',
    question: 'whether the nodes confine containers with AppArmor where nobody says so',
    values: { enabled: 'nodes with Ubuntu', absent: 'nodes with Azure Linux' },
    good: ['enabled'],
    tell: '`az aks nodepool show --query osSku`',
  },
  gpuStack: {
    layer: 'host',
    question: 'whether GPU driver and container toolkit have the fixes for known flaws',
    values: patchValues,
    good: ['patched'],
    tell: 'the versions that the GPU operator or the node image installs',
  },
  sandbox: {
    layer: 'host',
    question: 'whether sandbox runtime and guest kernel have the fixes for known flaws',
    values: patchValues,
    good: ['patched'],
    tell: 'the node image of the pools with Pod Sandboxing',
  },
  podPidsLimit: {
    layer: 'host',
    question: 'whether the kubelet bounds the processes of a pod',
    values: { set: '`podMaxPids` is set', unset: 'a pod may use up the process ids of its node' },
    good: ['set'],
    tell: '`az aks nodepool show --query kubeletConfig.podMaxPids`',
  },
  nodeInodes: {
    layer: 'host',
    question: 'whether one pod can use up the inodes of a node’s disk',
    values: {
      bounded: 'project quotas, or a disk for each pod, bound the files of a pod',
      shared: 'nothing bounds them: the kubelet evicts once few inodes are left',
    },
    good: ['bounded'],
    tell: '`findmnt -o TARGET,FSTYPE,OPTIONS /var/lib/kubelet` on a node: `prjquota`, and the kubelet’s LocalStorageCapacityIsolationFSQuotaMonitoring',
  },
  containerLogs: {
    layer: 'host',
    question: 'whether the logs of containers are bounded',
    values: { rotated: 'size and number of files are bounded', unbounded: 'they are not' },
    good: ['rotated'],
    tell: '`az aks nodepool show --query kubeletConfig`',
  },
  nodePorts: {
    layer: 'network',
    question: 'whether nodes reach each other beyond what the cluster needs',
    values: {
      isolated: 'no shared SSH key, and no rule between nodes that lets a login through',
      open: 'they do',
    },
    good: ['isolated'],
    tell: '`az aks nodepool show --query securityProfile.sshAccess` and the security groups of the subnets',
  },
  podTraffic: {
    layer: 'network',
    question: 'whether pods encrypt what they send each other',
    values: {
      encrypted: 'a mesh that accepts nothing but mutual TLS, or TLS of the applications’ own',
      plain: 'who sees the packets of a node reads them',
    },
    good: ['encrypted'],
    tell: '`kubectl get peerauthentications -A`, and the protocols of the services',
  },
  egressFirewall: {
    layer: 'network',
    question: 'whether a firewall stands between the cluster and the internet',
    values: {
      enforced: 'a firewall with a list of exact names lets it out, or a security group drops it',
      none: 'the load balancer or NAT gateway lets everything out',
    },
    good: ['enforced'],
    tell: '`az aks show --query networkProfile.outboundType` and the rules of the firewall',
  },
  dns: {
    layer: 'network',
    question: 'whether pods resolve names of the internet',
    values: {
      filtered: 'tenants resolve only names on a list, or the cluster’s own',
      open: 'the cluster’s DNS asks the internet for everybody',
    },
    good: ['filtered'],
    tell: 'the configuration of CoreDNS and the FQDN policies of the network engine',
  },
  imagePull: {
    layer: 'registry',
    question: 'which repositories the identity of the nodes may pull',
    values: {
      all: 'AcrPull on the whole registry',
      scoped: 'repositories of the tenant only',
      none: 'nodes have no right on the registry; pods bring their own',
    },
    good: ['scoped', 'none'],
    tell: '`az role assignment list --scope <registry>` for the kubelet identity',
  },
  imagePush: {
    layer: 'registry',
    question: 'whether an identity of the nodes may push images',
    values: { none: 'it may not', allowed: 'AcrPush, Contributor or an import right' },
    good: ['none'],
    tell: '`az role assignment list --scope <registry>` for the identities of the nodes',
  },
  nodeIdentity: {
    layer: 'cloud',
    question: 'which rights in Azure the identities of the nodes have',
    values: {
      scoped: 'nothing beyond pulling images',
      wide: 'rights over nodes, storage, keys or the cluster itself',
    },
    good: ['scoped'],
    tell: '`az role assignment list --assignee <identity> --include-groups` for each identity of the scale sets',
  },
  workloadIdentities: {
    layer: 'cloud',
    question: 'which rights in Azure the identities of workloads have',
    values: {
      scoped: 'each reads what its own workload needs, and nothing else',
      wide: 'rights over other tenants’ data, the registry, nodes or the cluster',
    },
    good: ['scoped'],
    tell: '`az role assignment list --assignee <client id> --include-groups` for each identity that a service account names',
  },
  anonymousPull: {
    layer: 'registry',
    question: 'whether the registry hands out images without a login',
    values: { denied: 'the default of ACR', allowed: 'whoever reaches the registry pulls every image' },
    good: ['denied'],
    tell: '`az acr show --query anonymousPullEnabled`',
  },
  pullSecrets: {
    layer: 'registry',
    question: 'what the credentials in pull secrets may do at the registry',
    values: {
      scoped: 'they pull the repositories of their own tenant',
      all: 'they pull every repository',
      push: 'they push: the admin user, or a token with that scope',
    },
    good: ['scoped'],
    tell: '`az acr show --query adminUserEnabled`, and the scope maps of the registry’s tokens',
  },
  gpuSharing: {
    layer: 'host',
    question: 'whether GPUs are handed out whole',
    values: {
      whole: 'one container has a GPU, or a MIG slice of it, to itself',
      shared: 'containers take turns on a GPU, by time slicing or MPS',
    },
    good: ['whole'],
    tell: 'the configuration of the device plugin or of the GPU operator (`devicePlugin.config`)',
  },
  logVolume: {
    layer: 'monitoring',
    question: 'whether the volume of logs that are collected and paid for is capped',
    values: { capped: 'a daily cap, or a rule that drops what is too much', open: 'it is not' },
    good: ['capped'],
    tell: '`az monitor log-analytics workspace show --query workspaceCapping`',
  },
  apiServer: {
    layer: 'network',
    question: 'who reaches the API server',
    values: { private: 'a private cluster', ranges: 'authorised address ranges', public: 'everybody' },
    good: ['private', 'ranges'],
    tell: '`az aks show --query apiServerAccessProfile`',
  },
  apiFairness: {
    layer: 'cluster',
    question: 'whether a flood of requests by one tenant leaves the others served',
    values: {
      isolated: 'flow schemas give each tenant its own level',
      shared: 'all accounts share one level',
    },
    good: ['isolated'],
    tell: '`kubectl get flowschemas,prioritylevelconfigurations`',
  },
  spending: {
    layer: 'cloud',
    question: 'whether the growth of node pools and spending is capped',
    values: {
      capped: 'a quota of the subscription, or a maximum count for each pool that the budget pays for',
      open: 'it is not: nodes are made without a maximum, or for more than the budget',
    },
    good: ['capped'],
    tell: '`az aks nodepool list --query "[].maxCount"` and the quotas of the subscription',
  },
  externalAddresses: {
    layer: 'cluster',
    question: 'whether admission keeps services from claiming external addresses',
    values: {
      denied: 'DenyServiceExternalIPs, or a policy that allows listed addresses only',
      open: 'whoever writes a service claims any address',
    },
    good: ['denied'],
    tell: 'the admission policies; Azure Policy has “services should only use allowed external IPs”',
  },
  policyWebhook: {
    layer: 'cluster',
    question:
      'whether the webhook of the policy engine rejects what it cannot judge, in every tenant’s namespace',
    values: {
      closed: '`failurePolicy: Fail`, and no tenant’s namespace is left out',
      open: '`failurePolicy: Ignore`, the default of Gatekeeper and of Azure Policy, or namespaces are left out',
    },
    good: ['closed'],
    tell: '`kubectl get validatingwebhookconfigurations -o yaml`',
  },
  placement: {
    layer: 'cluster',
    question: 'whether admission holds each tenant to nodes of its own',
    values: {
      enforced: 'a policy rejects pods of other tenants on a tenant’s nodes, which carry a taint',
      free: 'whoever writes a manifest chooses nodes',
    },
    good: ['enforced'],
    tell: 'taints and labels of the node pools, and the admission policies',
  },
}

export type { FactName }

export const factNames: readonly FactName[] = Object.keys(platformFacts) as FactName[]

/** What is known of the platform: by the owner's claim, or read from what defines it. */
export type Facts = Readonly<Partial<Record<FactName, KnownFact>>>

export interface KnownFact {
  readonly value: string
  /** Who says so, and since when; unset where it was read and not claimed. */
  readonly owner?: string
  readonly date?: string
  /** Where it was read. */
  readonly evidence?: readonly Required<Place>[]
  /** Where it was read of some alone, such as of one identity: of whom, by name, with the places that tell. */
  readonly of?: ReadonlyMap<string, readonly Required<Place>[]>
  /** What is known of all others. */
  readonly others?: KnownFact | undefined
  /** Nobody set it where it was read, and not every way to declare it could have: a claim knows better. */
  readonly isByDefault?: boolean
}
