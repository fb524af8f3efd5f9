import { plainOf } from '../../../kernel/tree.ts'
import { parseYaml } from '../../../kernel/yaml.ts'
import { find, miss, type Scan } from '../scan.ts'
import { judgeConfiguration } from './configuration.ts'
import { judgeTemplate } from './template.ts'

const longest = 2 ** 20

/** Texts that models bring along: configurations, templates, code that is run with the model. */
export function judgeText(bytes: Buffer, scan: Scan): void {
  if (bytes.length > longest) return missLong(bytes, scan)
  const text = bytes.toString('utf8')
  if (mayNameTargets(text, scan)) judgeYaml(text, scan)
  if (isTemplate(scan)) judgeTemplate({ template: text, what: 'of the file', offset: 0 }, scan)
  if (/\bbackend\s*:\s*"python"/.test(text)) tellPythonBackend(scan)
  if (/(?:^|\/)code\//.test(scan.name) && scan.name.endsWith('.py')) judgeTorchScript(text, scan)
}

function missLong(bytes: Buffer, scan: Scan): void {
  if (!target.test(bytes.toString('latin1')) && !isTemplate(scan)) return
  miss(scan, { offset: 0, code: 'too-large', message: `The text has more than ${longest} bytes.` })
}

/** A key of YAML, in a block or in braces. */
const target = /[\s{,"'-]_target_["']?\s*:|^_target_\s*:/

/** YAML may write any letter as an escape; MLflow keeps what it runs in YAML of one name. */
function mayNameTargets(text: string, { name }: Scan): boolean {
  if (/(?:^|\/)MLmodel$/.test(name)) return true
  return target.test(text) || (/\.ya?ml$/i.test(name) && /\\[xuU]/.test(text))
}

function isTemplate({ name }: Scan): boolean {
  return /(?:chat|template|prompt)[^/]{0,255}\.(?:jinja2?|j2)$/i.test(name)
}

/** Hydra builds objects from YAML, and MLflow names in it what loads a model. */
function judgeYaml(text: string, scan: Scan): void {
  for (const part of parseYaml(text)) {
    if (part.kind === 'tree') judgeConfiguration(plainOf(part.root), scan, 0)
    else if (target.test(text) && /\.ya?ml$|MLmodel$/i.test(scan.name))
      miss(scan, {
        offset: 0,
        code: 'malformed',
        message: 'The configuration is no YAML, and cannot be judged.',
      })
  }
}

/** `config.pbtxt` of Triton. */
function tellPythonBackend(scan: Scan): void {
  find(scan, {
    id: 'custom-code',
    severity: 'low',
    offset: 0,
    message: 'Triton runs the model.py beside this configuration.',
  })
}

/** Operators that reach files or other machines (CVE-2022-45907, CVE-2024-5480, CVE-2024-48063). */
const operator = /\b(?:torch|ops(?:\.[a-z_]+)?)\.(from_file|save|load|rpc_\w+|remote|read_file|write_file)\(/

/** TorchScript has an interpreter of its own, whose operators do the harm. */
function judgeTorchScript(text: string, scan: Scan): void {
  const found = operator.exec(text)
  if (found === null) return
  find(scan, {
    id: 'dangerous-operator',
    severity: 'high',
    offset: Buffer.byteLength(text.slice(0, found.index)),
    message: `The code calls ${found[1]}, which reaches files or other machines.`,
  })
}
