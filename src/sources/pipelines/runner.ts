import type { Node } from '../../kernel/tree.ts'
import { hidden, type Known, stated } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { Fields } from '../../values/fields.ts'

type Labels = readonly Known<string>[]

/** Whether a job runs on a machine of one's own: `runs-on`, which may take it from the matrix. */
export function readRunner(job: Fields, origin: Origin): Known<boolean> {
  const node = job.child('runs-on')
  // A reusable workflow of the same repository is judged in its own file.
  if (node === undefined) return ofCalled(job, origin)
  const path = node.kind === 'scalar' ? matrixPath(String(node.value)) : undefined
  const choices = path === undefined ? [labelsOf(job, 'runs-on')] : fromMatrix(job, path)
  return anyOwn(
    choices.map((labels) => judge(labels, origin)),
    origin,
  )
}

function ofCalled(job: Fields, origin: Origin): Known<boolean> {
  const called = job.freeScript('uses')
  const isElsewhere = called.state === 'stated' && called.value?.startsWith('./') === false
  return isElsewhere ? hidden('the called workflow picks the runner', origin) : stated(false, origin)
}

/** A label, a list of labels, or `{group, labels}`. */
function labelsOf(fields: Fields, key: string): Labels {
  const kind = fields.child(key)?.kind
  if (kind === 'list') return fields.freeTexts(key)
  return kind === 'map' ? labelsOf(fields.map(key), 'labels') : [fields.freeText(key, '')]
}

/** The path in `${{ matrix.a.b }}`. */
function matrixPath(text: string): readonly string[] | undefined {
  return /^\$\{\{\s*matrix\.([\w.-]+)\s*\}\}$/.exec(text)?.[1]?.split('.')
}

/** Every value that a matrix may give: those of its own axis, and of `include`. Nothing where an expression makes it. */
function fromMatrix(job: Fields, [axis = '', ...rest]: readonly string[]): readonly Labels[] {
  const matrix = job.map('strategy').map('matrix')
  const own = matrix.child(axis)?.kind === 'list' ? matrix.nodes(axis) : []
  const included = matrix.child('include')?.kind === 'list' ? matrix.list('include') : []
  const added = included.map((each) => each.child(axis)).filter((node) => node !== undefined)
  return [...own, ...added].map((node) => labelsAt(matrix, node, rest))
}

function labelsAt(matrix: Fields, node: Node, rest: readonly string[]): Labels {
  const [key, ...below] = rest
  if (key === undefined)
    return node.kind === 'list' ? node.items.map((item) => matrix.textAt(item)) : [matrix.textAt(node)]
  if (node.kind !== 'map') return []
  const fields = new Fields(matrix.reading, node)
  const next = fields.child(key)
  return next === undefined ? [] : labelsAt(fields, next, below)
}

const hostedRunner = /^(?:ubuntu|windows|macos)-(?:latest|slim|\d)/

function judge(labels: Labels, origin: Origin): Known<boolean> {
  const own = labels.find((label) => label.state === 'stated' && label.value === 'self-hosted')
  if (own?.state === 'stated') return stated(true, own.origin)
  if (labels.some((label) => label.state === 'hidden' || label.value.includes('${{')))
    return hidden('an expression picks the runner', origin)
  const isHosted = labels.some((label) => label.state !== 'hidden' && hostedRunner.test(label.value))
  return isHosted ? stated(false, origin) : hidden('a label of one’s own may stand for any machine', origin)
}

/** One choice that is a machine of one's own is enough. */
function anyOwn(choices: readonly Known<boolean>[], origin: Origin): Known<boolean> {
  return (
    choices.find((each) => each.state !== 'hidden' && each.value) ??
    choices.find((each) => each.state === 'hidden') ??
    choices[0] ??
    hidden('an expression picks the runner', origin)
  )
}
