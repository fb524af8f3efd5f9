import type { Benchmark } from '../benchmark.ts'

const daemon = 'A setting of the Docker daemon or of those who call it; only its host shows it.'
const host = 'A property of the host and its kernel; only the host itself shows it.'

export const dockerSecurity: Benchmark = {
  id: 'docker-security',
  title: 'Docker’s security documentation',
  source: 'docs.docker.com, Docker Engine security, numbered by us by subject; titles are our own words',
  items: [
    { id: 'kernel-namespaces-1', title: 'Containers have namespaces of their own' },
    { id: 'kernel-namespaces-2', title: 'Containers reach each other only where they have to' },
    { id: 'control-groups-1', title: 'Memory, processor and processes are bounded' },
    { id: 'daemon-attack-surface-1', title: 'Only trusted users control the daemon', undecidable: daemon },
    { id: 'daemon-attack-surface-2', title: 'Folders of the host are not shared with containers' },
    { id: 'daemon-attack-surface-3', title: 'Docker’s socket is not handed to containers' },
    { id: 'daemon-attack-surface-4', title: 'Docker’s API is open by TLS or SSH only', undecidable: daemon },
    { id: 'daemon-attack-surface-5', title: 'The host runs Docker only', undecidable: host },
    { id: 'capabilities-1', title: 'Capabilities are few' },
    { id: 'capabilities-2', title: 'No privileged containers' },
    { id: 'content-trust-1', title: 'The engine runs signed images only', undecidable: daemon },
    { id: 'other-kernel-features-1', title: 'AppArmor, SELinux or a hardened kernel is in force' },
    {
      id: 'other-kernel-features-2',
      title: 'User namespaces separate root of the container from root of the host',
    },
    { id: 'seccomp-1', title: 'The default seccomp profile stays on' },
    { id: 'apparmor-1', title: 'The default AppArmor profile stays on' },
    { id: 'rootless-1', title: 'The daemon runs without root', undecidable: daemon },
    { id: 'rootless-2', title: 'Containers need no root' },
    { id: 'userns-remap-1', title: 'User ids are remapped', undecidable: daemon },
    { id: 'userns-remap-2', title: 'No container leaves the remapped user namespace' },
    { id: 'protect-access-1', title: 'Certificates guard the daemon’s socket', undecidable: daemon },
    { id: 'certificates-1', title: 'Registries are asked with client certificates', undecidable: daemon },
    { id: 'trust-1', title: 'Publishers sign images, and clients verify them', undecidable: daemon },
  ],
}
