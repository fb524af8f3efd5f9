/** A technique of Microsoft's threat matrix for Kubernetes, under the first tactic that lists it. */
export interface MatrixTechnique {
  readonly id: string
  readonly tactic: Tactic
  readonly name: string
}

export type Tactic =
  | 'Initial Access'
  | 'Execution'
  | 'Persistence'
  | 'Privilege Escalation'
  | 'Defense Evasion'
  | 'Credential Access'
  | 'Discovery'
  | 'Lateral Movement'
  | 'Collection'
  | 'Impact'

export const matrixSource = 'Microsoft Threat Matrix for Kubernetes'

/**
 * All 40, as the pages of microsoft/Threat-Matrix-for-Kubernetes list them (published at commit 75ce1f9). MS-TA9032,
 * access to the dashboard, has gone up in MS-TA9005.
 */
export const matrixTechniques: readonly MatrixTechnique[] = [
  { id: 'MS-TA9001', tactic: 'Initial Access', name: 'Using cloud credentials' },
  { id: 'MS-TA9002', tactic: 'Initial Access', name: 'Compromised image in registry' },
  { id: 'MS-TA9003', tactic: 'Initial Access', name: 'Kubeconfig file' },
  { id: 'MS-TA9004', tactic: 'Initial Access', name: 'Application vulnerability' },
  { id: 'MS-TA9005', tactic: 'Initial Access', name: 'Exposed sensitive interfaces' },
  { id: 'MS-TA9006', tactic: 'Execution', name: 'Exec into container' },
  { id: 'MS-TA9007', tactic: 'Execution', name: 'bash/cmd inside container' },
  { id: 'MS-TA9008', tactic: 'Execution', name: 'New container' },
  { id: 'MS-TA9009', tactic: 'Execution', name: 'Application exploit (RCE)' },
  { id: 'MS-TA9010', tactic: 'Execution', name: 'SSH server running inside container' },
  { id: 'MS-TA9011', tactic: 'Execution', name: 'Sidecar injection' },
  { id: 'MS-TA9012', tactic: 'Persistence', name: 'Backdoor container' },
  { id: 'MS-TA9013', tactic: 'Persistence', name: 'Writable hostPath mount' },
  { id: 'MS-TA9014', tactic: 'Persistence', name: 'Kubernetes CronJob' },
  { id: 'MS-TA9015', tactic: 'Persistence', name: 'Malicious admission controller' },
  { id: 'MS-TA9016', tactic: 'Persistence', name: 'Container service account' },
  { id: 'MS-TA9017', tactic: 'Persistence', name: 'Static pods' },
  { id: 'MS-TA9018', tactic: 'Privilege Escalation', name: 'Privileged container' },
  { id: 'MS-TA9019', tactic: 'Privilege Escalation', name: 'Cluster-admin binding' },
  { id: 'MS-TA9020', tactic: 'Privilege Escalation', name: 'Access cloud resources' },
  { id: 'MS-TA9021', tactic: 'Defense Evasion', name: 'Clear container logs' },
  { id: 'MS-TA9022', tactic: 'Defense Evasion', name: 'Delete K8S events' },
  { id: 'MS-TA9023', tactic: 'Defense Evasion', name: 'Pod / container name similarity' },
  { id: 'MS-TA9024', tactic: 'Defense Evasion', name: 'Connect from proxy server' },
  { id: 'MS-TA9025', tactic: 'Credential Access', name: 'List K8S secrets' },
  { id: 'MS-TA9026', tactic: 'Credential Access', name: 'Mount service principal' },
  { id: 'MS-TA9027', tactic: 'Credential Access', name: 'Application credentials in configuration files' },
  { id: 'MS-TA9028', tactic: 'Credential Access', name: 'Access managed identity credentials' },
  { id: 'MS-TA9029', tactic: 'Discovery', name: 'Access Kubernetes API server' },
  { id: 'MS-TA9030', tactic: 'Discovery', name: 'Access Kubelet API' },
  { id: 'MS-TA9031', tactic: 'Discovery', name: 'Network mapping' },
  { id: 'MS-TA9033', tactic: 'Discovery', name: 'Instance Metadata API' },
  { id: 'MS-TA9034', tactic: 'Lateral Movement', name: 'Cluster internal networking' },
  { id: 'MS-TA9035', tactic: 'Lateral Movement', name: 'CoreDNS poisoning' },
  { id: 'MS-TA9036', tactic: 'Lateral Movement', name: 'ARP poisoning and IP spoofing' },
  { id: 'MS-TA9037', tactic: 'Collection', name: 'Images from a private registry' },
  { id: 'MS-TA9041', tactic: 'Collection', name: 'Collecting data from pod' },
  { id: 'MS-TA9038', tactic: 'Impact', name: 'Data destruction' },
  { id: 'MS-TA9039', tactic: 'Impact', name: 'Resource hijacking' },
  { id: 'MS-TA9040', tactic: 'Impact', name: 'Denial of service' },
]

/** Why techniques of some tactics are no moves of an attacker here. */
export const tacticsBeyond: Readonly<Partial<Record<Tactic, string>>> = {
  'Initial Access': 'premise: arbitrary code runs in the containers already',
  Execution: 'premise: arbitrary code runs in the containers already',
  'Defense Evasion': 'hides an attack; what detects it counts as no barrier',
}
