import { Environment, type ParseResult } from '@marcbachmann/cel-js'

import type { CelTest } from '../../model/admission.ts'
import { type Known, valueOf } from '../../model/known.ts'
import { costOf } from './cel-cost.ts'
import type { PlainObject } from './clean-pod.ts'

/** What one expression says of an object; unset where it cannot be evaluated. */
export type Answer = boolean | undefined

/** The expressions of a policy, ready to be asked about objects. */
export interface CelProgram {
  /** Whether the policy is about an object at all. */
  isAsked(asked: Asked): Answer
  /** One answer for each expression: false rejects. */
  evaluate(asked: Asked): readonly Answer[]
}

/** A new pod, and the namespace that it comes into where its labels are all known. */
export interface Asked {
  readonly object: PlainObject
  readonly namespaceObject: PlainObject | undefined
}

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 2_000, maxDepth: 64, maxListElements: 200, maxMapEntries: 64, maxCallArguments: 16 },
})

const longestExpression = 8_000
const mostExpressions = 100
/** For all expressions of a policy together; one of everyday size takes a hundredth. */
const highestCost = 250_000

/** Compiles the expressions of a policy as Kubernetes does, as far as the library knows its functions. */
export function compileCel({ conditions, variables, expressions }: CelTest): CelProgram {
  const named = new Map<string, ParseResult>()
  const sizes = new Map<string, number>()
  for (const { name, expression } of variables.slice(0, mostExpressions)) {
    const [key, parsed] = [valueOf(name), parse(expression)]
    if (key === undefined || parsed === undefined) continue
    sizes.set(`variables.${key}`, costOf(parsed.ast, sizes))
    named.set(key, parsed)
  }
  let left = highestCost
  const afford = (program: ParseResult | undefined): ParseResult | undefined => {
    const cost = program === undefined ? 0 : costOf(program.ast, sizes)
    if (cost > left) return undefined
    left -= cost
    return program
  }
  const compile = (texts: readonly Known<string>[]): readonly (ParseResult | undefined)[] =>
    texts.map((text, index) => (index < mostExpressions ? afford(parse(text)) : undefined))
  const [conditional, required] = [compile(conditions), compile(expressions)]
  const evaluate = (programs: typeof conditional, asked: Asked): readonly Answer[] => {
    const context = contextOf(asked, named)
    return programs.map((program) => run(program, context))
  }
  return {
    isAsked: (asked) => allOf(evaluate(conditional, asked)),
    evaluate: (asked) => evaluate(required, asked),
  }
}

function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

function parse(text: Known<string>): ParseResult | undefined {
  const expression = valueOf(text)
  if (expression === undefined || expression.length > longestExpression) return undefined
  try {
    return environment.parse(expression)
  } catch {
    return undefined
  }
}

function run(program: ParseResult | undefined, context: PlainObject): Answer {
  if (program === undefined) return undefined
  try {
    const value: unknown = program(context)
    return typeof value === 'boolean' ? value : undefined
  } catch {
    return undefined
  }
}

/** What expressions see when a pod is created (Kubernetes documentation, Validating Admission Policy). */
function contextOf({ object, namespaceObject }: Asked, named: ReadonlyMap<string, ParseResult>): PlainObject {
  const { name, namespace } = object['metadata'] as { readonly name: string; readonly namespace: string }
  const pods = { group: '', version: 'v1', resource: 'pods' }
  const kind = { group: '', version: 'v1', kind: 'Pod' }
  const variables = {}
  const context = {
    object,
    oldObject: null,
    request: {
      operation: 'CREATE',
      kind,
      resource: pods,
      requestKind: kind,
      requestResource: pods,
      name,
      namespace,
    },
    variables,
    ...(namespaceObject === undefined ? {} : { namespaceObject }),
  }
  for (const [key, program] of named) defineLazily(variables, key, () => program(context) as unknown)
  return context
}

/** A variable is evaluated where it is asked for, and once. */
function defineLazily(target: object, key: string, make: () => unknown): void {
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = make()
      Object.defineProperty(target, key, { value, enumerable: true })
      return value
    },
  })
}
