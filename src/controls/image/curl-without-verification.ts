import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

/** `-k` stands alone or among letters that take no value: in `-ok` it would be a file. */
const insecure = /^(?:--insecure|--proxy-insecure|-[0-46afgijlnpqsvGIJLMNORSVZ#]*k[A-Za-z0-46#]*)$/

function find({ name, words }: ShellCommand): ShellWord | undefined {
  return name === 'curl' ? words.slice(1).find(({ text }) => insecure.test(text)) : undefined
}

export const curlWithoutVerification: Control<'image-build'> = {
  id: 'BH-0654',
  name: 'curl-without-verification',
  title: 'curl does not verify certificates',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_2'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} downloads with curl without verifying certificates.`),
  examples: {
    fail: ['FROM a:1\nRUN curl -k https://x', 'FROM a:1\nRUN a && curl -fsSLk https://x'],
    pass: [
      'FROM a:1\nRUN curl https://x',
      'FROM a:1\nRUN curl -Lok https://x',
      'FROM a:1\nRUN curl x | grep -k',
    ],
    unknown: [],
  },
}
