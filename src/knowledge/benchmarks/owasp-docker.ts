import type { Benchmark } from '../benchmark.ts'

const daemon = 'A setting of the Docker daemon or its host; the files of a platform do not show it.'

export const owaspDocker: Benchmark = {
  id: 'owasp-docker',
  title: 'OWASP Docker Security Cheat Sheet',
  source: 'OWASP Cheat Sheet Series, Docker Security, August 2026',
  items: [
    { id: 'OWASP-DOCKER-0', title: 'Host and engine are kept up to date' },
    { id: 'OWASP-DOCKER-1', title: 'The daemon’s socket is not exposed, to containers neither' },
    { id: 'OWASP-DOCKER-2', title: 'A user is set' },
    { id: 'OWASP-DOCKER-3', title: 'Capabilities are limited to what is needed' },
    { id: 'OWASP-DOCKER-4', title: 'Privileges cannot be gained inside the container' },
    { id: 'OWASP-DOCKER-5', title: 'Containers reach each other only where they have to' },
    { id: 'OWASP-DOCKER-5a', title: 'Published ports do not go around the host’s firewall' },
    { id: 'OWASP-DOCKER-6', title: 'Seccomp, AppArmor or SELinux is in force' },
    { id: 'OWASP-DOCKER-7', title: 'Memory, CPU, processes and restarts are bounded' },
    { id: 'OWASP-DOCKER-8', title: 'File system and volumes are read-only' },
    { id: 'OWASP-DOCKER-9', title: 'Pipelines scan images' },
    { id: 'OWASP-DOCKER-10', title: 'The daemon logs at level info', undecidable: daemon },
    { id: 'OWASP-DOCKER-11', title: 'The daemon runs without root', undecidable: daemon },
    { id: 'OWASP-DOCKER-12', title: 'Secrets are handed over as secrets' },
    { id: 'OWASP-DOCKER-13', title: 'What images are made of and come from is verified' },
  ],
}
