import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

function find({ name, words }: ShellCommand): ShellWord | undefined {
  if (!/^(?:yum|dnf|tdnf)(?:-config-manager)?$/.test(name)) return undefined
  return words.find(({ text }) => /(?:^|[.=\s])sslverify=(?:false|0|no)$/i.test(text))
}

export const yumSslverifyOff: Control<'image-build'> = {
  id: 'BH-0668',
  name: 'yum-sslverify-off',
  title: 'yum or dnf is set not to verify certificates',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_15'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} sets yum or dnf not to verify certificates.`),
  examples: {
    fail: [
      'FROM a:1\nRUN yum-config-manager --save --setopt=sslverify=false',
      'FROM a:1\nRUN dnf config-manager --setopt "x.sslverify=0" --save',
      'FROM a:1\nRUN yum --setopt=sslverify=no install x',
    ],
    pass: ['FROM a:1\nRUN yum install x', 'FROM a:1\nRUN yum --setopt=sslverify=true install x'],
    unknown: [],
  },
}
