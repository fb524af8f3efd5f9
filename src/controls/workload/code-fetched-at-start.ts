import type { Control } from '../control.ts'
import { commandLineOf, forbidWords } from './command-line.ts'
import { mentions } from './model-server.ts'

export const codeFetchedAtStart: Control<'container'> = {
  id: 'BH-0252',
  name: 'code-fetched-at-start',
  title: 'Code is fetched at the start',
  layer: 'workload',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'What is installed at the start was in no scan and has no digest, and the pod needs a way out to the internet for it, which hostile code uses as well.',
  remediation: 'Build packages and tools into the image, and close the way out.',
  applies: 'container',
  when: (container, platform) =>
    platform.trustOf(container) === 'untrusted' &&
    mentions(container, /\b(?:sh|bash|pip3?|apt|apt-get|curl|wget)\b/),
  check: (container) => {
    const line = commandLineOf(container)
    const parts = [...container.command, ...container.args].filter((part) => part.state === 'stated')
    return forbidWords(
      line,
      parts.filter(({ value }) => installs.test(value)),
      `Container ${container.name} fetches code at its start.`,
    )
  },
  examples: {
    fail: [
      'command: [sh, -c, "pip install vllm && vllm serve /models"]',
      'args: ["curl -sL https://example.com/get | bash"]',
      'command: [sh, -c, "apt-get update && apt-get -y install git"]',
    ],
    pass: ['command: [sh, -c, "vllm serve /models"]'],
    unknown: ['command: [sh, -c, "{{ .Values.script }}"]'],
  },
}

const installs =
  /\bpip3?\s+install\b(?!\s+(?:-e\s+)?\.(?:\s|$))|\bapt(?:-get)?\s+(?:-\S+\s+){0,20}install\b|\b(?:apk\s+add|(?:yum|dnf|microdnf)\s+(?:-\S+\s+){0,20}install|npm\s+i(?:nstall)?|conda\s+install)\b|\b(?:curl|wget)\b[^\n;&]{0,500}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/
