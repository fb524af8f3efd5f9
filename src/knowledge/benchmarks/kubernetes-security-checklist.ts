import type { Benchmark } from '../benchmark.ts'

const flag =
  'A flag of a control plane that one runs oneself; AKS operates the control plane and hides its flags.'
const plugin = 'An admission plugin of the API server; AKS chooses them and hides its flags.'
const azure = 'Decided from Azure resources that no control judges yet.'
const organisation = 'A procedure or decision of the organisation that no file can be held against.'
const network = 'The network plugin of the cluster: manifests do not show it.'

export const kubernetesSecurityChecklist: Benchmark = {
  id: 'kubernetes-security-checklist',
  title: 'Kubernetes Security Checklist',
  source: 'kubernetes.io, numbered by us within its sections; titles are our own words',
  items: [
    { id: 'K8S-SEC-authn-authz-1', title: 'Nobody is in system:masters' },
    { id: 'K8S-SEC-authn-authz-2', title: 'Every controller has an account of its own', unjudged: flag },
    { id: 'K8S-SEC-authn-authz-3', title: 'The root certificate is guarded', undecidable: organisation },
    { id: 'K8S-SEC-authn-authz-4', title: 'Certificates end within three years', undecidable: organisation },
    { id: 'K8S-SEC-authn-authz-5', title: 'Access is reviewed every two years', undecidable: organisation },
    { id: 'K8S-SEC-authn-authz-6', title: 'Roles follow good practice' },
    { id: 'K8S-SEC-network-1', title: 'The network plugin enforces network policies', undecidable: network },
    { id: 'K8S-SEC-network-2', title: 'Every pod has policies both ways' },
    { id: 'K8S-SEC-network-3', title: 'Every namespace denies by default' },
    { id: 'K8S-SEC-network-4', title: 'A mesh encrypts' },
    { id: 'K8S-SEC-network-5', title: 'API server, kubelets and etcd are not public', unjudged: azure },
    { id: 'K8S-SEC-network-6', title: 'Pods do not reach the metadata service' },
    { id: 'K8S-SEC-network-7', title: 'Few load balancers and external addresses' },
    { id: 'K8S-SEC-pod-security-1', title: 'Few may change workloads' },
    { id: 'K8S-SEC-pod-security-2', title: 'Every namespace enforces a Pod Security level' },
    { id: 'K8S-SEC-pod-security-3', title: 'Memory is limited and reserved' },
    { id: 'K8S-SEC-pod-security-4', title: 'Processor time is limited' },
    { id: 'K8S-SEC-pod-security-5', title: 'A seccomp profile is set' },
    { id: 'K8S-SEC-pod-security-6', title: 'AppArmor or SELinux is on' },
    { id: 'K8S-SEC-logs-1', title: 'Few may read audit logs', unjudged: azure },
    { id: 'K8S-SEC-logs-2', title: 'Nodes do not hand out their logs', unjudged: flag },
    { id: 'K8S-SEC-placement-1', title: 'Pods are placed by trust' },
    { id: 'K8S-SEC-placement-2', title: 'Sensitive programs have nodes or sandboxes of their own' },
    { id: 'K8S-SEC-secrets-1', title: 'No secrets in config maps' },
    { id: 'K8S-SEC-secrets-2', title: 'Secrets are encrypted at rest', unjudged: azure },
    {
      id: 'K8S-SEC-secrets-3',
      title: 'A store outside the cluster hands out secrets',
      undecidable: organisation,
    },
    { id: 'K8S-SEC-secrets-4', title: 'Tokens are mounted only where needed' },
    { id: 'K8S-SEC-secrets-5', title: 'Tokens end' },
    { id: 'K8S-SEC-images-1', title: 'Images hold little' },
    { id: 'K8S-SEC-images-2', title: 'Images run without root' },
    { id: 'K8S-SEC-images-3', title: 'Images are pinned by digest' },
    { id: 'K8S-SEC-images-4', title: 'Images are scanned and patched' },
    { id: 'K8S-SEC-admission-1', title: 'The right admission plugins are on', unjudged: plugin },
    { id: 'K8S-SEC-admission-2', title: 'Admission denies, and does not only report' },
    { id: 'K8S-SEC-admission-3', title: 'Webhooks are set securely' },
    { id: 'K8S-SEC-admission-plugins-1', title: 'CertificateApproval', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-2', title: 'CertificateSigning', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-3', title: 'CertificateSubjectRestriction', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-4', title: 'LimitRanger has ranges to enforce' },
    { id: 'K8S-SEC-admission-plugins-5', title: 'MutatingAdmissionWebhook', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-6', title: 'PodSecurity', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-7', title: 'ResourceQuota has quotas to enforce' },
    { id: 'K8S-SEC-admission-plugins-8', title: 'ValidatingAdmissionWebhook', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-9', title: 'DenyServiceExternalIPs', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-10', title: 'NodeRestriction', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-11', title: 'AlwaysPullImages', unjudged: plugin },
    { id: 'K8S-SEC-admission-plugins-12', title: 'ImagePolicyWebhook', unjudged: plugin },
  ],
}
