import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { operands } from './build.ts'
import { forbidShipped, programs } from './shipping.ts'

const managers = /^(?:apt|apt-get|aptitude|apk|yum|dnf|microdnf|tdnf|zypper|pacman)$/
const packages =
  /^(?:nmap|ncat|netcat(?:-openbsd|-traditional)?|nc|socat|tcpdump|tshark|wireshark|strace|ltrace|gdb|hydra|masscan|proxychains4?|telnet)(?:[=~].*)?$/

function find(command: ShellCommand): ShellWord | undefined {
  return managers.test(command.name) ? operands(command).find(({ text }) => packages.test(text)) : undefined
}

export const attackToolsInstalled: Control<'image-build'> = {
  id: 'BH-0628',
  name: 'attack-tools-installed',
  title: 'Image holds tools for attackers',
  layer: 'image',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: [
    'cis-docker-1.6-docker-bench:4.3',
    'kubernetes-security-checklist:K8S-SEC-images-1',
    'owasp-kubernetes:OWASP-K8S-6.4',
  ],
  rationale:
    'Scanners, debuggers and network tools spare hostile code the download: it maps the network and reads other processes with what you installed.',
  remediation: 'Leave them out of the image; use an ephemeral debug container when one is needed.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, find, {
      message: `${build.name} installs tools that help an attacker.`,
      files: () => programs,
    }),
  examples: {
    fail: ['FROM a:1\nRUN apt-get install -y curl nmap'],
    pass: ['FROM a:1\nRUN apt-get install -y curl', 'FROM a:1\nRUN apt-get install -y nginx'],
    unknown: [],
  },
}
