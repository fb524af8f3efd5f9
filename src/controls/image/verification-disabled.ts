import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

const assigned =
  /^(?:-o)?(?:http\.sslverify=(?:false|0)|acquire::(?:https::)?(?:verify-peer|verify-host)=(?:false|0)|acquire::allowinsecurerepositories=(?:true|1))$/i
const named = /^(?:http\.sslverify|ssl_verify)$/i
const trusted = /\[[^[\]]*trusted=yes/

function find({ words }: ShellCommand): ShellWord | undefined {
  return words.find(
    ({ text }, index) =>
      assigned.test(text) ||
      trusted.test(text) ||
      (named.test(text) && /^(?:false|0)$/i.test(words[index + 1]?.text ?? '')),
  )
}

export const verificationDisabled: Control<'image-build'> = {
  id: 'BH-0676',
  name: 'verification-disabled',
  title: 'Build switches verification off',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image.',
  remediation: 'Remove it, and add the certificate authority or signing key that is missing.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} switches the verification of downloads off.`),
  examples: {
    fail: [
      'FROM a:1\nRUN git config --global http.sslVerify false',
      'FROM a:1\nRUN git -c http.sslVerify=false clone x',
      'FROM a:1\nRUN apt-get -o Acquire::https::Verify-Peer=false update',
      'FROM a:1\nRUN conda config --set ssl_verify false',
      'FROM a:1\nRUN echo "deb [trusted=yes] https://x /" > /etc/apt/sources.list.d/x.list',
    ],
    pass: ['FROM a:1\nRUN git config --global http.sslVerify true', 'FROM a:1\nRUN apt-get update'],
    unknown: [],
  },
}
