import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { operands } from './build.ts'
import { forbidShipped, programs } from './shipping.ts'

const managers = /^(?:apt|apt-get|aptitude|apk|yum|dnf|microdnf|tdnf|zypper|pacman)$/
const packages = /^(?:openssh-server|openssh|dropbear|tinyssh)(?:[=~].*)?$/

function find(command: ShellCommand): ShellWord | undefined {
  return managers.test(command.name) ? operands(command).find(({ text }) => packages.test(text)) : undefined
}

export const sshServerInstalled: Control<'image-build'> = {
  id: 'BH-0627',
  name: 'ssh-server-installed',
  title: 'Image holds an SSH server',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [
    'cis-docker-1.6-docker-bench:4.3',
    'kubernetes-security-checklist:K8S-SEC-images-1',
    'owasp-kubernetes:OWASP-K8S-6.4',
  ],
  rationale:
    'An SSH server in a container is one more way in and out that no Kubernetes policy sees, with keys and users of its own.',
  remediation: 'Leave it out, and use `kubectl exec` where a shell is needed.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, find, {
      message: `${build.name} installs an SSH server.`,
      files: () => programs,
    }),
  examples: {
    fail: ['FROM a:1\nRUN apt-get install -y openssh-server', 'FROM a:1\nRUN apk add --no-cache openssh'],
    pass: [
      'FROM a:1 AS x\nRUN apk add openssh\nFROM b:1\nCOPY --from=x /app /app',
      'FROM a:1\nRUN apt-get install -y openssh-client',
    ],
    unknown: [],
  },
}
