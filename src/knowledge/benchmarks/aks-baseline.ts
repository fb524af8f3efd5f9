import type { Benchmark } from '../benchmark.ts'

const own = 'Availability of one’s own service; bears on none of the three guarantees.'
const process = 'Who changes the cluster, and how, stands in no file of it.'

/** Where aks-baseline itself falls short of hostile tenants, the controls ask for more: see their rationale. */
export const aksBaseline: Benchmark = {
  id: 'aks-baseline',
  title: 'AKS baseline architecture',
  source:
    'Microsoft’s baseline architecture for an AKS cluster and its implementation (mspnp/aks-baseline, 0b468aa); numbers and titles are our own',
  items: [
    { id: '1', title: 'Tenants’ and system pods have subnets of their own' },
    { id: '2', title: 'System pools take nothing but the system' },
    { id: '3', title: 'Disks of nodes are ephemeral' },
    { id: '4', title: 'The cluster uses Azure CNI, in overlay mode' },
    { id: '5', title: 'Everything that leaves goes through a firewall' },
    { id: '6', title: 'The cluster enforces network policies' },
    { id: '7', title: 'The API server stands in the network' },
    { id: '8', title: 'The API server has a private address only' },
    { id: '9', title: 'No run command' },
    { id: '10', title: 'People sign in with Entra ID' },
    { id: '11', title: 'Azure roles govern access to the API server' },
    { id: '12', title: 'No local accounts' },
    { id: '13', title: 'The cluster has a managed identity' },
    { id: '14', title: 'Workloads have identities of their own' },
    { id: '15', title: 'The nodes’ identity only pulls' },
    { id: '16', title: 'Secrets come from Key Vault, and are renewed' },
    { id: '17', title: 'The cluster asks Azure Policy' },
    { id: '18', title: 'Pod Security Standards are enforced' },
    { id: '19', title: 'The registry is reached inside the network' },
    { id: '20', title: 'Unused images leave the nodes' },
    { id: '21', title: 'Kubelets are held to their own nodes' },
    { id: '22', title: 'Defender watches the cluster' },
    { id: '23', title: 'Metrics and logs of workloads are kept' },
    { id: '24', title: 'Audit logs are kept' },
    { id: '25', title: 'The cluster gets patches by itself' },
    { id: '26', title: 'Node images upgrade by themselves' },
    { id: '27', title: 'Nodes run Azure Linux' },
    { id: '28', title: 'The API server has a paid tier' },
    { id: '29', title: 'Disks of nodes are encrypted at the host' },
    { id: '30', title: 'Images wait until they are scanned' },
    { id: '31', title: 'The internet reaches the gateway alone' },
    { id: '32', title: 'Pods talk only as a policy allows' },
    { id: '33', title: 'Images come from one’s own registry' },
    { id: '34', title: 'Namespaces have quotas' },
    { id: '35', title: 'Ingress goes through a web application firewall' },
    { id: '36', title: 'Regions and zones are planned for failure', unjudged: own },
    { id: '37', title: 'Pods are spread, and have disruption budgets', unjudged: own },
    { id: '38', title: 'The cluster is changed by GitOps alone', undecidable: process },
    { id: '39', title: 'Somebody is told of costs in time' },
  ],
}
