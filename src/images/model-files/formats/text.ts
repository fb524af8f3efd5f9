import { plainOf } from '../../../kernel/tree.ts'
import { parseYaml } from '../../../kernel/yaml.ts'
import { isOfHub } from '../hub.ts'
import { find, miss, type Scan } from '../scan.ts'
import { judgeConfiguration } from './configuration.ts'
import { judgeTemplate } from './template.ts'
import { judgeTags } from './yaml-tags.ts'

const longest = 2 ** 20

/** Texts that models bring along: configurations, templates, code that is run with the model. */
export function judgeText(bytes: Buffer, scan: Scan): void {
  if (bytes.length > longest) return missLong(bytes, scan)
  const text = bytes.toString('utf8')
  if (mayNameTargets(text, scan)) judgeYaml(text, scan)
  if (yamlName.test(scan.name) || isOfHub(scan.name)) judgeTags(text, scan)
  if (isTemplate(text, scan)) judgeTemplate({ template: text, what: 'of the file', offset: 0 }, scan)
  if (isPythonBackend(text)) tellPython(scan, 'the model.py beside this configuration')
  if (/(?:^|\/)\d+\/model\.py$/.test(scan.name))
    tellPython(scan, 'this file, which stands where it looks for models')
  if (isScript(scan)) judgeTorchScript(text, scan)
}

function missLong(bytes: Buffer, scan: Scan): void {
  if (!isRunByName(scan) && !target.test(bytes.toString('latin1'))) return
  miss(scan, { offset: 0, code: 'too-large', message: `The text has more than ${longest} bytes.` })
}

const yamlName = /\.ya?ml$/i
const templateName =
  /(?:chat|template|prompt)[^/]{0,255}\.(?:jinja2?|j2)$|(?:^|\/)additional_chat_templates\/[^/]{1,255}\.jinja$/i
const flavorName = /(?:^|\/)MLmodel$/

/** The hub keeps no names: there a statement of a template tells, where no heading tells of a description. */
function isTemplate(text: string, { name }: Scan): boolean {
  return templateName.test(name) || (isOfHub(name) && text.includes('{%') && !/^\s*(?:---|#|<)/.test(text))
}

/** Whether a loader knows by the name alone that it runs the text, or what the text names. */
export function isRunByName({ name }: Pick<Scan, 'name'>): boolean {
  return (
    isScript({ name }) || [templateName, flavorName, /(?:^|\/)config\.pbtxt$/].some((each) => each.test(name))
  )
}

/** A part of TorchScript. */
function isScript({ name }: Pick<Scan, 'name'>): boolean {
  return /(?:^|\/)code\//.test(name) && name.endsWith('.py')
}

/** Whether its name makes a text of a file that starts like something else. */
export function isTextByName(scan: Pick<Scan, 'name'>): boolean {
  return isRunByName(scan) || yamlName.test(scan.name)
}

/** A key of YAML, in a block or in braces. */
const target = /[\s{,"'-]_target_["']?\s*:|^_target_\s*:/

/** YAML may write any letter as an escape; MLflow keeps what it runs in YAML of one name. */
function mayNameTargets(text: string, { name }: Scan): boolean {
  if (flavorName.test(name)) return true
  return target.test(text) || (yamlName.test(name) && /\\[xuU]/.test(text))
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

/** Texts of Protocol Buffers stand in either quote, may be put together of parts, and write letters as escapes. */
function isPythonBackend(text: string): boolean {
  const value = /\bbackend\s*:\s*((?:"[^"\n]*"|'[^'\n]*'|\s)+)/.exec(text)?.[1] ?? ''
  return value.includes('\\') || value.replace(/["'\s]/g, '') === 'python'
}

/** `config.pbtxt` of Triton, and models of numbered versions that need none. */
function tellPython(scan: Scan, what: string): void {
  find(scan, { id: 'custom-code', severity: 'low', offset: 0, message: `Triton runs ${what}.` })
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
