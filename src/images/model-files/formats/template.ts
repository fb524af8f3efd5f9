// Chat templates are programs in Jinja. Whoever renders one without a sandbox runs what it reaches (CVE-2024-34359,
// CVE-2026-5760): every way out of a template goes through an attribute with underscores.
import { parse, tokenize } from '@huggingface/jinja'

import type { Severity } from '../../../knowledge/guarantees.ts'
import { find, miss, type Scan } from '../scan.ts'
import { isNode, nameOf, type Node, nodesOf, type Tell } from './template-nodes.ts'
import { judgePicks } from './template-picks.ts'

export interface Template {
  readonly template: string
  /** The key that holds it. */
  readonly what: string
  readonly offset: number
}

const longestTemplate = 2 ** 20
/** Recursive parsers run out of stack somewhere beyond. */
const deepestBrackets = 200

export function judgeTemplate({ template, what, offset }: Template, scan: Scan): void {
  const tell = (severity: Severity, why: string): void =>
    find(scan, { id: 'template-escape', severity, offset, message: `The template ${what} ${why}.` })
  if (template.length > longestTemplate) {
    miss(scan, { offset, code: 'too-large', message: `The template ${what} is too long to be read.` })
    return
  }
  const program = parseTemplate(template)
  if (program === undefined) {
    miss(scan, { offset, code: 'malformed', message: `The template ${what} cannot be parsed.` })
    judgeText(template, tell)
    return
  }
  for (const node of nodesOf(program)) judgeNode(node, tell)
  judgePicks(program, tell)
}

function parseTemplate(template: string): unknown {
  const nesting = template.match(/[([{]/g)?.length ?? 0
  if (nesting > deepestBrackets && isDeep(template)) return undefined
  try {
    return parse(tokenize(template, { lstrip_blocks: true, trim_blocks: true }))
  } catch {
    return undefined
  }
}

function isDeep(template: string): boolean {
  let depth = 0
  for (const [bracket] of template.matchAll(/[([{}\])]/g)) {
    depth += '([{'.includes(bracket) ? 1 : -1
    if (depth > deepestBrackets) return true
  }
  return false
}

/** Attributes by which Python leads from any object to its modules. */
const innards =
  /__(?:class|bases?|mro|subclasses|init|new|globals|builtins|import|dict|code|closure|func|self|module|loader|spec|get\w*|set\w*|call|reduce\w*)__/
/** A part of such a name, waiting for the rest. */
const part = /^__[a-z]{0,12}$|^[a-z]{0,12}__$/

/** Attributes without underscores that lead there, too: those that the sandbox of Jinja forbids, and of frames. */
const inside =
  /(?:^|\.)(?:func_(?:closure|code|dict|defaults|globals)|im_(?:class|func|self)|(?:gi|cr|ag)_(?:frame|code)|tb_frame|f_(?:back|builtins|code|globals|locals)|mro)(?:\.|$)/
const modules = /^(?:subprocess|importlib|posix)$/
/** What runs code or commands where it is called, whatever it was picked from. */
const running =
  /^(?:eval|exec|execfile|compile|popen|Popen|system|spawn[lv]p?e?|check_output|check_call|getoutput|import_module|import_string)$/

/** Globals of Jinja and Flask that lead to the modules of Python, and that no chat needs. */
const leadingGlobals: ReadonlySet<string> = new Set([
  'cycler',
  'joiner',
  'lipsum',
  'url_for',
  'get_flashed_messages',
])

const judges: Readonly<Record<string, (node: Node, tell: Tell) => void>> = {
  Identifier({ value }, tell) {
    const name = String(value)
    if (/^__\w+__$/.test(name)) tell('critical', `reaches for ${JSON.stringify(name.slice(0, 100))}`)
    else if (leadingGlobals.has(name)) tell('medium', `uses ${name}, which leads to the modules of Python`)
  },
  StringLiteral({ value }, tell) {
    const text = String(value)
    if (innards.test(text) || inside.test(text))
      tell('critical', `reaches for ${JSON.stringify(text.slice(0, 100))}`)
    else if (text === 'attr') tell('medium', 'picks attributes by the filter attr')
    else if (part.test(text))
      tell('medium', `holds a part of an attribute with underscores, ${JSON.stringify(text)}`)
    else if (/%c|\{[^{}]*:c\}/.test(text)) tell('medium', 'builds text from the numbers of characters')
  },
  BinaryExpression(node, tell) {
    const text = constantText(node, 0)
    if (text !== undefined && innards.test(text))
      tell('critical', `puts together ${JSON.stringify(text.slice(0, 100))}`)
  },
  CallExpression({ callee }, tell) {
    const name = isNode(callee) ? writtenName(callee['property'], callee['computed'] === true) : ''
    if (running.test(name)) tell('critical', `calls ${name}`)
  },
  FilterExpression: judgeFilter,
  FilterStatement: judgeFilter,
  MemberExpression({ computed, property }, tell) {
    const name = writtenName(property, computed === true)
    if (isLeadingOut(name, computed === true)) tell('critical', `reaches for ${name.slice(0, 100)}`)
    if (computed === true && isNode(property) && isBuilt(property))
      tell('medium', 'picks attributes by names that it puts together')
  },
}

function judgeFilter({ filter }: Node, tell: Tell): void {
  if (nameOf(filter) === 'attr') tell('high', 'picks attributes by the filter attr')
}

/** Of `x.name` and `x['name']`. */
function writtenName(property: unknown, isComputed: boolean): string {
  if (!isComputed) return nameOf(property)
  return isNode(property) && property.type === 'StringLiteral' ? String(property['value']) : ''
}

/** Keys of a message may start with an underscore; Jinja’s own start with that and a capital. */
function isLeadingOut(name: string, isComputed: boolean): boolean {
  return (isComputed ? /^_[A-Z]/ : /^_/).test(name) || inside.test(name) || modules.test(name)
}

function judgeNode(node: Node, tell: Tell): void {
  judges[node.type]?.(node, tell)
}

const deepestText = 100

/** Texts joined by `~` or `+`, as far as all of them are literals. */
function constantText(node: unknown, depth: number): string | undefined {
  if (!isNode(node) || depth > deepestText) return undefined
  if (node.type === 'StringLiteral') return String(node['value'])
  if (node.type !== 'BinaryExpression' || !isJoin(node)) return undefined
  const left = constantText(node['left'], depth + 1)
  const right = constantText(node['right'], depth + 1)
  return left === undefined || right === undefined ? undefined : left + right
}

function isJoin({ operator }: Node): boolean {
  return (
    typeof operator === 'object' &&
    operator !== null &&
    'value' in operator &&
    (operator.value === '~' || operator.value === '+')
  )
}

/** `x['a' ~ b]`, `x['a' | reverse]`, `x['a'.replace('a', b)]`; numbers are added in indices, too. */
function isBuilt(property: Node): boolean {
  if (property.type === 'FilterExpression') return true
  const { callee } = property
  if (isNode(callee) && /^(?:replace|format|join|translate)$/.test(nameOf(callee['property']))) return true
  return property.type === 'BinaryExpression' && isJoin(property) && holdsText(property)
}

function holdsText(property: Node): boolean {
  return [...nodesOf(property)].some(({ type }) => type === 'StringLiteral')
}

/** What cannot be parsed may still be rendered by another engine. */
function judgeText(template: string, tell: Tell): void {
  if (innards.test(template)) tell('critical', 'reaches for attributes with underscores')
  else if (/\|\s*attr\b|\b(?:cycler|joiner|lipsum)\b/.test(template))
    tell('high', 'reaches for attributes by name')
  if (/\{%-?\s*(?:include|import|from|extends)\b/.test(template)) tell('medium', 'takes in other files')
}
