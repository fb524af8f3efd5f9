import type { Benchmark } from '../benchmark.ts'

const azure = 'Decided from Azure resources that no control judges yet.'
const plane = 'Belongs to whoever operates the control plane; on AKS Azure does and hides it.'
const kubelet = 'A setting of the kubelet on the node; on AKS no file of the platform shows it.'
const process = 'Work of people or of tools that watch the running cluster; no file shows that it is done.'
const organisation = 'A decision of the organisation that no file can be held against.'
const heading = 'General advice; its parts stand under the other items.'
const policies = 'PodSecurityPolicy left Kubernetes with 1.25; BH-0534 tells where its objects are left.'

export const owaspKubernetes: Benchmark = {
  id: 'owasp-kubernetes',
  title: 'OWASP Kubernetes Security Cheat Sheet',
  source:
    'OWASP Cheat Sheet Series, Kubernetes Security, August 2026, numbered by its headings; titles are our own words',
  items: [
    { id: 'OWASP-K8S-4.1', title: 'Kubernetes is up to date', unjudged: azure },
    { id: 'OWASP-K8S-5.1', title: 'The dashboard is guarded' },
    { id: 'OWASP-K8S-5.2', title: 'Few reach etcd', undecidable: plane },
    { id: 'OWASP-K8S-5.3', title: 'Few reach the first instance of etcd', undecidable: plane },
    { id: 'OWASP-K8S-5.4', title: 'Ports of the control plane and the nodes are closed', unjudged: azure },
    { id: 'OWASP-K8S-5.5', title: 'Few reach the API server', unjudged: azure },
    { id: 'OWASP-K8S-5.7', title: 'People sign in through a directory', unjudged: azure },
    { id: 'OWASP-K8S-5.8', title: 'Built-in ways to sign in stay unused', unjudged: azure },
    { id: 'OWASP-K8S-5.9', title: 'Roles grant little' },
    { id: 'OWASP-K8S-5.10', title: 'Few reach kubelets', undecidable: kubelet },
    { id: 'OWASP-K8S-6.1', title: 'Images are up to date' },
    { id: 'OWASP-K8S-6.2', title: 'Only approved images' },
    { id: 'OWASP-K8S-6.3', title: 'Pipelines look for vulnerabilities' },
    { id: 'OWASP-K8S-6.4', title: 'Images hold little' },
    { id: 'OWASP-K8S-6.5', title: 'Images have no distribution' },
    { id: 'OWASP-K8S-7.1', title: 'Namespaces separate' },
    { id: 'OWASP-K8S-7.4', title: 'Admission checks where images come from', undecidable: plane },
    { id: 'OWASP-K8S-7.5', title: 'Images are scanned again and again', undecidable: process },
    { id: 'OWASP-K8S-7.6', title: 'Pods and containers have a security context' },
    { id: 'OWASP-K8S-7.8', title: 'Privileges are reviewed again and again', undecidable: process },
    { id: 'OWASP-K8S-7.9', title: 'Every namespace enforces a Pod Security level' },
    { id: 'OWASP-K8S-7.10', title: 'PodSecurityPolicy', unjudged: policies },
    { id: 'OWASP-K8S-7.11', title: 'A service mesh is used', undecidable: organisation },
    { id: 'OWASP-K8S-7.12', title: 'Policies are managed in one place', undecidable: organisation },
    { id: 'OWASP-K8S-7.13', title: 'Resources are limited' },
    { id: 'OWASP-K8S-7.14', title: 'Network policies hold pods' },
    { id: 'OWASP-K8S-7.15', title: 'Data is secured', undecidable: heading },
    { id: 'OWASP-K8S-7.16', title: 'Secrets are kept as secrets' },
    { id: 'OWASP-K8S-7.17', title: 'Secrets are encrypted at rest', unjudged: azure },
    { id: 'OWASP-K8S-7.18', title: 'Secrets lie in a store outside the cluster', undecidable: organisation },
    { id: 'OWASP-K8S-7.19', title: 'No secrets lie open' },
    { id: 'OWASP-K8S-8.1', title: 'Admission denies risky pods' },
    { id: 'OWASP-K8S-8.2', title: 'The runtime is guarded', undecidable: process },
    { id: 'OWASP-K8S-8.3', title: 'Containers run in sandboxes' },
    { id: 'OWASP-K8S-8.4', title: 'No kernel modules are loaded' },
    { id: 'OWASP-K8S-8.5', title: 'Traffic is watched', undecidable: process },
    { id: 'OWASP-K8S-8.6', title: 'Suspicious pods can be stopped', undecidable: process },
    { id: 'OWASP-K8S-8.7', title: 'Credentials change', undecidable: process },
    { id: 'OWASP-K8S-8.8', title: 'Logs are kept', undecidable: process },
    { id: 'OWASP-K8S-8.9', title: 'Audit logs are on', unjudged: azure },
    { id: 'OWASP-K8S-8.10', title: 'There is an audit policy', undecidable: plane },
    { id: 'OWASP-K8S-10.1', title: 'The supply chain is secured', undecidable: heading },
    { id: 'OWASP-K8S-11.1', title: 'Security begins early', undecidable: heading },
    { id: 'OWASP-K8S-11.2', title: 'Kubernetes’ own means come first', undecidable: heading },
    { id: 'OWASP-K8S-11.3', title: 'Context sets priorities', undecidable: heading },
  ],
}
