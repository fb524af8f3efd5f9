import type { Benchmark } from '../benchmark.ts'

const own = 'Availability, size or place of one’s own service; bears on none of the three guarantees.'
const style = 'Names; bears on none of the three guarantees.'
const cost = 'About the price of logs. Either audit log will do: BH-1157.'
const logs =
  'Asks for the state of components that AKS runs. BH-1157 and BH-1184 ask for the logs that show an attack.'
const pods = 'More pods on a node share a kernel and a disk: that is less isolation, not more.'
const scans = 'Decided by what Defender found in the subscription.'
const live = 'Decided by what the registry holds.'
const later = 'No control judges it yet.'

export const psrule: Benchmark = {
  id: 'psrule',
  title: 'PSRule for Azure, rules of AKS and registries',
  source: 'Azure/PSRule.Rules.Azure, docs/en/rules, by name; titles are our own words',
  items: [
    { id: 'Azure.ACR.AdminUser', title: 'The registry has no admin user' },
    { id: 'Azure.ACR.AnonymousAccess', title: 'The registry asks for a login' },
    { id: 'Azure.ACR.AuditLogs', title: 'Logins and pushes are kept (older name)' },
    { id: 'Azure.ACR.ContainerScan', title: 'Images are scanned', undecidable: scans },
    { id: 'Azure.ACR.ContentTrust', title: 'The registry trusts signed images' },
    { id: 'Azure.ACR.ExportPolicy', title: 'The registry exports nothing' },
    { id: 'Azure.ACR.Firewall', title: 'Few networks reach the registry' },
    { id: 'Azure.ACR.GeoReplica', title: 'The registry is copied to other regions', unjudged: own },
    { id: 'Azure.ACR.ImageHealth', title: 'Images have no known flaws', undecidable: scans },
    { id: 'Azure.ACR.Logs', title: 'Logins and pushes are kept' },
    { id: 'Azure.ACR.MinSku', title: 'The registry has Standard or Premium' },
    { id: 'Azure.ACR.Name', title: 'The name is well formed', unjudged: style },
    { id: 'Azure.ACR.Naming', title: 'The name follows a convention', unjudged: style },
    { id: 'Azure.ACR.Quarantine', title: 'Images wait in quarantine' },
    { id: 'Azure.ACR.ReplicaLocation', title: 'Copies are in allowed regions', unjudged: own },
    { id: 'Azure.ACR.Retention', title: 'Untagged images go' },
    { id: 'Azure.ACR.SoftDelete', title: 'Deleted images can be brought back' },
    { id: 'Azure.ACR.Usage', title: 'The registry has room left', undecidable: live },
    { id: 'Azure.AKS.AuditAdmin', title: 'Changes are logged, reads are not', unjudged: cost },
    { id: 'Azure.AKS.AuditLogs', title: 'Audit logs are kept' },
    { id: 'Azure.AKS.AuthorizedIPs', title: 'Few addresses reach the API server' },
    { id: 'Azure.AKS.AutoScaling', title: 'Pools scale by themselves', unjudged: own },
    { id: 'Azure.AKS.AutoUpgrade', title: 'The cluster upgrades by itself' },
    { id: 'Azure.AKS.AvailabilityZone', title: 'Pools are spread over zones', unjudged: own },
    { id: 'Azure.AKS.AzureCNI', title: 'The cluster uses Azure CNI' },
    { id: 'Azure.AKS.AzurePolicyAddOn', title: 'The cluster asks Azure Policy' },
    { id: 'Azure.AKS.AzureRBAC', title: 'Azure roles govern access to the API server' },
    { id: 'Azure.AKS.CNISubnetSize', title: 'The subnet has room for pods', unjudged: own },
    { id: 'Azure.AKS.ContainerInsights', title: 'Container Insights is on' },
    { id: 'Azure.AKS.DNSPrefix', title: 'The DNS prefix is well formed', unjudged: style },
    { id: 'Azure.AKS.DefenderProfile', title: 'The cluster has the Defender profile' },
    { id: 'Azure.AKS.EphemeralOSDisk', title: 'Disks of nodes are ephemeral' },
    { id: 'Azure.AKS.HttpAppRouting', title: 'No HTTP application routing' },
    { id: 'Azure.AKS.LocalAccounts', title: 'No local accounts' },
    { id: 'Azure.AKS.MaintenanceWindow', title: 'Upgrades have a planned window' },
    { id: 'Azure.AKS.ManagedAAD', title: 'People sign in with Entra ID' },
    { id: 'Azure.AKS.ManagedIdentity', title: 'The cluster has a managed identity' },
    { id: 'Azure.AKS.MinNodeCount', title: 'The system pool has enough nodes', unjudged: own },
    { id: 'Azure.AKS.MinUserPoolNodes', title: 'User pools have enough nodes', unjudged: own },
    { id: 'Azure.AKS.Name', title: 'The name is well formed', unjudged: style },
    { id: 'Azure.AKS.Naming', title: 'The name follows a convention', unjudged: style },
    { id: 'Azure.AKS.NetworkPolicy', title: 'The cluster enforces network policies' },
    { id: 'Azure.AKS.NodeAutoUpgrade', title: 'Node images upgrade by themselves' },
    { id: 'Azure.AKS.NodeMinPods', title: 'A node takes at least 50 pods', unjudged: pods },
    { id: 'Azure.AKS.PlatformLogs', title: 'Logs of the control plane are kept', unjudged: logs },
    { id: 'Azure.AKS.PodIdentity', title: 'Pod identity is on' },
    { id: 'Azure.AKS.PoolScaleSet', title: 'Nodes are scale sets' },
    { id: 'Azure.AKS.PoolVersion', title: 'Pools run the version of the cluster', unjudged: later },
    { id: 'Azure.AKS.SecretStore', title: 'Secrets lie in Key Vault' },
    { id: 'Azure.AKS.SecretStoreRotation', title: 'Secrets of the vault are rotated' },
    { id: 'Azure.AKS.StandardLB', title: 'The load balancer is a standard one', unjudged: own },
    { id: 'Azure.AKS.SystemPoolNaming', title: 'Names of system pools follow a convention', unjudged: style },
    { id: 'Azure.AKS.UptimeSLA', title: 'The API server has a paid tier' },
    { id: 'Azure.AKS.UseRBAC', title: 'Role-based access control is on' },
    { id: 'Azure.AKS.UserPoolNaming', title: 'Names of user pools follow a convention', unjudged: style },
    { id: 'Azure.AKS.Version', title: 'Kubernetes is of a current version', unjudged: later },
  ],
}
