import type { ReferenceOptions } from './options.ts'

interface Claim {
  readonly fact: string
  readonly value: string
  /** What has to be looked at before the claim is kept. */
  readonly basis: string
}

/** What neither the Azure part nor manifests tell. Each is a claim of the owner: it counts, and is shown as one. */
const claims: readonly Claim[] = [
  {
    fact: 'nodeKernel',
    value: 'patched',
    basis: 'node images against the bulletins of AKS (docs/guides/versions.md)',
  },
  { fact: 'containerRuntime', value: 'patched', basis: 'the same' },
  { fact: 'sandbox', value: 'patched', basis: 'the image of the pool `sandboxed`' },
  { fact: 'gpuStack', value: 'patched', basis: 'the driver that the node image installs' },
  { fact: 'gpuSharing', value: 'whole', basis: 'no pool in azure/ shares its GPUs' },
  { fact: 'containerLogs', value: 'rotated', basis: 'the pools in azure/ bound them' },
  { fact: 'logVolume', value: 'capped', basis: 'the cap of the workspace in azure/' },
  { fact: 'nodePorts', value: 'isolated', basis: 'the security groups in azure/' },
  {
    fact: 'egressFirewall',
    value: 'enforced',
    basis: 'the firewall in azure/ lets nodes reach what AKS needs, by name',
  },
  {
    fact: 'dns',
    value: 'filtered',
    basis: 'the proxy of the firewall, and policies that give models no name server',
  },
  { fact: 'apiFairness', value: 'isolated', basis: 'manifests/fairness.yaml' },
  { fact: 'placement', value: 'enforced', basis: 'manifests/admission.yaml' },
]

/** `bulkhead.yaml` of the reference: what its owner says of it, and what is accepted. */
export function configurationFile(options: ReferenceOptions): string {
  const { kubernetes, owner, date } = options
  const lines = claims.map(
    ({ fact, value, basis }) =>
      `  # Look at: ${basis}.\n  ${fact}: { value: ${value}, owner: ${owner}, date: ${date} }\n`,
  )
  return `# What the owner of this platform says about it.
kubernetes: "${kubernetes}"
platform:
  namespaces: [gateway]
# What neither the manifests nor azure/ tell. These are claims: look at each before you keep it, and again when it is a quarter old.
facts:
${lines.join('')}${accepted(options)}`
}

/** Virtual machines on one node share its caches and memory buses: Kubernetes has no bound for these. */
function accepted({ owner, date }: ReferenceOptions): string {
  const [year = '', rest = ''] = [date.slice(0, 4), date.slice(4)]
  return `# Models share nodes, each in a virtual machine with bounds for everything that has one. What is left, caches and memory buses, is
# accepted for a year; tenants with GPUs have nodes of their own.
depth:
  influence:
    value: 1
    owner: ${owner}
    until: ${Number(year) + 1}${rest === '-02-29' ? '-02-28' : rest}
    reason: caches and memory buses are what is left between virtual machines on one node
`
}
