import type { Benchmark } from '../benchmark.ts'

const host = 'A setting of the host or of its container runtime: only the host itself shows it.'
const daemon = 'A setting of the Docker daemon or its client: only their machines show it.'
const process = 'Work of people or of tools that watch running containers; no file shows that it is done.'
const store = 'Decided where data is stored, which manifests do not show.'
const scan = 'This scan is what the item asks for.'
const subject = 'Bears on none of the three guarantees.'
const parts = 'Its parts are judged under the other items; it adds nothing that a file could break.'
const access = 'Decided by the registry’s own users and roles, which files of the platform do not show.'
const later = 'No control judges it yet.'

export const krol3Checklist: Benchmark = {
  id: 'krol3-container-security-checklist',
  title: 'Container Security Checklist',
  source:
    'github.com/krol3/container-security-checklist, numbered by us within its sections; titles are our own words',
  items: [
    { id: 'KROL3-build-sdlc-1', title: 'Code and libraries are analysed', unjudged: later },
    { id: 'KROL3-image-hardening-1', title: 'Base images are known' },
    { id: 'KROL3-image-hardening-2', title: 'Images run without root' },
    { id: 'KROL3-image-hardening-3', title: 'Images have a user and a group of their own' },
    { id: 'KROL3-image-hardening-4', title: 'No privileged containers' },
    { id: 'KROL3-image-hardening-5', title: 'Only capabilities that are needed' },
    { id: 'KROL3-image-hardening-6', title: 'The root file system is read-only' },
    { id: 'KROL3-image-hardening-7', title: 'No secrets in images' },
    { id: 'KROL3-image-hardening-8', title: 'No host paths' },
    { id: 'KROL3-image-hardening-9', title: 'Images carry labels', unjudged: subject },
    { id: 'KROL3-image-hardening-10', title: 'Images are pinned' },
    { id: 'KROL3-image-hardening-11', title: 'SELinux, AppArmor or seccomp is in force' },
    { id: 'KROL3-image-hardening-12', title: 'Dockerfiles are checked', unjudged: scan },
    { id: 'KROL3-image-hardening-advice-1', title: 'Base images are small' },
    {
      id: 'KROL3-image-hardening-advice-2',
      title: 'Builds have stages, images one program',
      unjudged: later,
    },
    { id: 'KROL3-image-scanning-1', title: 'Images are scanned for vulnerabilities' },
    { id: 'KROL3-image-scanning-2', title: 'Images are scanned for secrets', unjudged: later },
    { id: 'KROL3-image-scanning-3', title: 'The supply chain is guarded' },
    { id: 'KROL3-image-scanning-4', title: 'Behaviour is tested', undecidable: process },
    { id: 'KROL3-image-signing-1', title: 'Images are signed and signatures verified', unjudged: later },
    { id: 'KROL3-registry-1', title: 'Few may push and pull', undecidable: access },
    { id: 'KROL3-registry-2', title: 'The registry is private' },
    { id: 'KROL3-runtime-1', title: 'The runtime is set securely', undecidable: host },
    { id: 'KROL3-runtime-2', title: 'Few may reach the runtime' },
    { id: 'KROL3-runtime-3', title: 'The runtime works without root', undecidable: host },
    { id: 'KROL3-docker-1', title: 'Docker’s ports are closed', undecidable: daemon },
    { id: 'KROL3-docker-2', title: 'Client and daemon speak TLS', undecidable: daemon },
    { id: 'KROL3-docker-3', title: 'Docker’s socket is not mounted' },
    { id: 'KROL3-docker-4', title: 'No images that ask for the socket' },
    { id: 'KROL3-docker-5', title: 'Docker works without root', undecidable: daemon },
    { id: 'KROL3-docker-6', title: 'User ids are remapped' },
    { id: 'KROL3-docker-7', title: 'Docker checks signatures', undecidable: daemon },
    { id: 'KROL3-docker-8', title: 'Seccomp stays on' },
    { id: 'KROL3-infrastructure-1', title: 'The kernel is patched', undecidable: host },
    { id: 'KROL3-infrastructure-2', title: 'The host is hardened', undecidable: host },
    { id: 'KROL3-infrastructure-3', title: 'System calls are restricted' },
    { id: 'KROL3-infrastructure-4', title: 'SELinux isolates', undecidable: host },
    { id: 'KROL3-data-1', title: 'No sensitive data in images or variables' },
    { id: 'KROL3-data-2', title: 'Storage is encrypted', undecidable: store },
    { id: 'KROL3-data-3', title: 'Secrets are mounted' },
    { id: 'KROL3-data-4', title: 'Few containers write to host paths' },
    { id: 'KROL3-data-5', title: 'Admission policies hold file systems and host paths', unjudged: later },
    {
      id: 'KROL3-data-6',
      title: 'Images are scanned for credentials before they are pushed',
      unjudged: later,
    },
    { id: 'KROL3-data-7', title: 'Few system calls and capabilities for storage', unjudged: parts },
    { id: 'KROL3-data-8', title: 'Few may read secrets' },
    { id: 'KROL3-data-9', title: 'Audits happen, with a central trail', undecidable: process },
    { id: 'KROL3-data-10', title: 'Secrets change', undecidable: process },
    { id: 'KROL3-data-11', title: 'Secrets are made and stored by machines', undecidable: process },
    { id: 'KROL3-workloads-1', title: 'No privileged containers' },
    { id: 'KROL3-workloads-2', title: 'Resources are limited' },
    { id: 'KROL3-workloads-3', title: 'Processes are limited' },
    { id: 'KROL3-workloads-4', title: 'Networks of containers are separate' },
    { id: 'KROL3-workloads-5', title: 'Containers run in sandboxes' },
    { id: 'KROL3-workloads-6', title: 'File systems and volumes are read-only' },
    { id: 'KROL3-workloads-7', title: 'System calls of containers are restricted' },
    { id: 'KROL3-workloads-8', title: 'Running containers are watched', undecidable: process },
    { id: 'KROL3-workloads-9', title: 'Incidents have a procedure', undecidable: process },
    { id: 'KROL3-workloads-10', title: 'Patches come by themselves' },
    { id: 'KROL3-workloads-11', title: 'Running containers do not drift', undecidable: process },
    { id: 'KROL3-workloads-12', title: 'Audits and forensics are possible', undecidable: process },
  ],
}
