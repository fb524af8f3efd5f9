import { isCredential, mayNameCredential, secretIn } from '../../knowledge/secrets.ts'
import { unset, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const secretInCommandLine: Control<'container'> = {
  id: 'BH-0227',
  name: 'secret-in-command-line',
  title: 'Secret stands in the command line',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['owasp-kubernetes:OWASP-K8S-7.16'],
  rationale:
    'A command line is in the manifest, in the API, in every process list and in most logs. Hostile code, and everybody who may list pods, has the secret.',
  remediation: 'Revoke the secret, mount the new one as a file, and name the file in the command line.',
  isSensitive: true,
  applies: 'container',
  check: (container) => {
    const words = [...container.command, ...container.args]
    const message = `Container ${container.name} holds a secret in its command line.`
    return every(words, (word, index) =>
      forbid(word, (text) => holdsSecret(text, valueOf(words[index + 1] ?? unset()) ?? ''), message),
    )
  },
  examples: {
    fail: [
      'args: ["--api-key", "q8Zt4Lw1p"]',
      'args: [--hf-token=hf_abc123]',
      'command: [sh, -c, "serve --password hunter2"]',
      'command: [curl, "https://user:s3cr3t@example.com"]',
    ],
    pass: [
      'args: [--api-key, $(API_KEY)]',
      'args: [--token-file=/run/token, --max-token, "4096"]',
      'command: [sh, -c, "echo --password \\"$PASSWORD\\""]',
      '{}',
    ],
    unknown: ['args: ["--password={{ .Values.password }}"]'],
  },
}

const flag = /(?:^|\s)--?([A-Za-z][\w-]*)(?:=|\s+)["']?([^\s"']+)/g

function holdsSecret(text: string, next: string): boolean {
  if (secretIn(text) !== undefined) return true
  if (!mayNameCredential(text)) return false
  const lone = /^--?([A-Za-z][\w-]*)$/.exec(text)?.[1]
  if (lone !== undefined) return !next.startsWith('-') && isCredential(lone, next)
  return [...text.matchAll(flag)].some(
    ([, name = '', value = '']) => !value.startsWith('-') && isCredential(name, value),
  )
}
