import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

function find({ name, words }: ShellCommand): ShellWord | undefined {
  if (name !== 'npm' && name !== 'yarn') return undefined
  if (!words.some(({ text }) => text === 'set')) return undefined
  return words.find(
    ({ text }, index) =>
      text === 'strict-ssl=false' || (text === 'strict-ssl' && words[index + 1]?.text === 'false'),
  )
}

export const npmStrictSslOff: Control<'image-build'> = {
  id: 'BH-0667',
  name: 'npm-strict-ssl-off',
  title: 'npm or yarn is set not to verify certificates',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['checkov:CKV2_DOCKER_13'],
  rationale:
    'Without verification, whoever stands between the build machine and the server chooses what ends up in the image: their code then runs in every container made from it, inside whatever those containers may reach.',
  remediation: 'Remove it, and add the certificate authority that is missing to the trust store.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} sets npm or yarn not to verify certificates.`),
  examples: {
    fail: [
      'FROM a:1\nRUN npm config set strict-ssl false',
      'FROM a:1\nRUN yarn config set "strict-ssl"=\'false\' --global',
      'FROM a:1\nRUN npm set strict-ssl=false',
    ],
    pass: ['FROM a:1\nRUN npm config set strict-ssl true', 'FROM a:1\nRUN npm config get strict-ssl'],
    unknown: [],
  },
}
