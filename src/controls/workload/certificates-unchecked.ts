import type { Control } from '../control.ts'
import { pass, worst } from '../verdict.ts'
import { type CommandLine, commandLineOf, forbidWords, textOf, type Word } from './command-line.ts'
import { forbidLiteral, isTruthy, type Literal } from './environment.ts'

export const certificatesUnchecked: Control<'container'> = {
  id: 'BH-0251',
  name: 'certificates-unchecked',
  title: 'Certificates of servers are not checked',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Without the check anyone on the way, such as a pod that answers ARP or DNS in its place, delivers the model, the package or the answer, and reads the credentials sent along.',
  remediation:
    'Remove the switch and mount the authority’s certificate where the server’s own is not publicly trusted.',
  applies: 'container',
  check: (container) => {
    const line = commandLineOf(container)
    const message = `Container ${container.name} does not check the certificates of servers.`
    const words = downloads.test(textOf(line)) ? forbidWords(line, insecureWords(line), message) : pass()
    return worst([words, forbidLiteral(container, isInsecure, () => message)])
  },
  examples: {
    fail: [
      'command: [sh, -c, "curl -k https://models.example/llm -o /m"]',
      'env: [{ name: PYTHONHTTPSVERIFY, value: "0" }]',
      'args: ["pip install --trusted-host pypi.example torch"]',
      'env: [{ name: CURL_CA_BUNDLE, value: "" }]',
    ],
    pass: [
      'command: [curl, https://models.example]',
      'env: [{ name: PYTHONHTTPSVERIFY, value: "1" }]',
      'args: [server, --insecure]',
      '{}',
    ],
    unknown: ['command: [curl, "{{ .Values.args }}"]'],
  },
}

const downloads = /\b(?:curl|wget|pip|pip3|git|uv)\b/
const alwaysOff = new Set([
  '--insecure',
  '--no-check-certificate',
  '--trusted-host',
  'http.sslVerify=false',
  '--no-verify-ssl',
])
const offWhenZero = new Set([
  'PYTHONHTTPSVERIFY',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'S3_VERIFY_SSL',
  'NPM_CONFIG_STRICT_SSL',
  'VERIFY_SSL',
])
const offWhenSet = new Set(['GIT_SSL_NO_VERIFY', 'PIP_TRUSTED_HOST'])
const offWhenEmpty = new Set(['CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'])

/** `-k` means this to curl, and something else to others; `--insecure` is a server’s own flag in many programs. */
function insecureWords(line: CommandLine): readonly Word[] {
  return line.words.filter(({ text }, index) => alwaysOff.has(text) || (text === '-k' && isCurl(line, index)))
}

function isCurl({ words }: CommandLine, index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some(({ text }) => /(?:^|\/)curl$/.test(text))
}

function isInsecure({ name, value }: Literal): boolean {
  if (offWhenZero.has(name)) return value === '0' || value.toLowerCase() === 'false'
  if (offWhenEmpty.has(name)) return value === ''
  return offWhenSet.has(name) && value !== '' && (name !== 'GIT_SSL_NO_VERIFY' || isTruthy(value))
}
