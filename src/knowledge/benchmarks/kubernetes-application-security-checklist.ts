import type { Benchmark } from '../benchmark.ts'

const design = 'How the program is designed; manifests do not show it.'
const host = 'Needs a host with SELinux, and labels that fit its policy; AKS nodes have none.'
const subject = 'Bears on none of the three guarantees.'
const escalation =
  'The API server keeps whoever writes roles from granting more than they hold; BH-0313 judges the verb that ends this.'
const later = 'No control judges it yet.'

export const kubernetesApplicationChecklist: Benchmark = {
  id: 'kubernetes-application-security-checklist',
  title: 'Kubernetes Application Security Checklist',
  source: 'kubernetes.io, numbered by us within its sections; titles are our own words',
  items: [
    { id: 'K8S-APP-design-1', title: 'The program fits into a container', undecidable: design },
    { id: 'K8S-APP-design-2', title: 'Requests and limits are set' },
    { id: 'K8S-APP-design-3', title: 'Memory is limited and reserved' },
    { id: 'K8S-APP-design-4', title: 'Processor time is limited' },
    { id: 'K8S-APP-service-account-1', title: 'The default service account stays unused' },
    { id: 'K8S-APP-service-account-2', title: 'Tokens are mounted only where needed' },
    { id: 'K8S-APP-pod-security-context-1', title: 'Root is forbidden' },
    { id: 'K8S-APP-pod-security-context-2', title: 'User and group are stated' },
    { id: 'K8S-APP-pod-security-context-3', title: 'Volumes may have a group', unjudged: subject },
    { id: 'K8S-APP-pod-security-context-4', title: 'The namespace enforces a Pod Security level' },
    { id: 'K8S-APP-container-security-context-1', title: 'No privilege escalation' },
    { id: 'K8S-APP-container-security-context-2', title: 'The root file system is read-only' },
    { id: 'K8S-APP-container-security-context-3', title: 'No privileged containers' },
    { id: 'K8S-APP-container-security-context-4', title: 'All capabilities are dropped' },
    { id: 'K8S-APP-rbac-1', title: 'Few may write' },
    { id: 'K8S-APP-rbac-2', title: 'Nobody may write roles', unjudged: escalation },
    { id: 'K8S-APP-rbac-3', title: 'Nothing is granted without authentication' },
    { id: 'K8S-APP-image-1', title: 'Images are scanned' },
    { id: 'K8S-APP-image-2', title: 'Signatures are verified', unjudged: later },
    { id: 'K8S-APP-network-1', title: 'Network policies allow what is expected, and no more' },
    { id: 'K8S-APP-linux-1', title: 'A seccomp profile is set' },
    { id: 'K8S-APP-linux-2', title: 'AppArmor is on' },
    { id: 'K8S-APP-linux-3', title: 'SELinux labels are set', undecidable: host },
    { id: 'K8S-APP-runtime-class-1', title: 'Sandboxed runtimes are used' },
  ],
}
