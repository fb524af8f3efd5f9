import { fitsWildcard } from '../../kernel/wildcard.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { isMap, type PlainObject } from './clean-pod.ts'

/**
 * Whether an object fits a pattern of Kyverno; unset where the pattern uses what is not modelled (Kyverno documentation,
 * Validate Rules: patterns, wildcards, operators, anchors).
 */
export function fitsPattern(value: unknown, pattern: unknown): boolean | undefined {
  if (isMap(pattern)) return isMap(value) ? fitsMap(value, pattern) : false
  if (Array.isArray(pattern)) return fitsList(value, pattern)
  if (typeof pattern === 'string') return fitsText(value, pattern)
  return String(value) === String(pattern)
}

/** A list in a pattern has one element, which every element of the value has to fit. */
function fitsList(value: unknown, [pattern, ...more]: readonly unknown[]): boolean | undefined {
  if (more.length > 0) return undefined
  return Array.isArray(value) ? allOf(value.map((item) => fitsPattern(item, pattern))) : false
}

const anchored = /^([=X^<+]?)\((.*)\)$/

function fitsMap(value: PlainObject, pattern: PlainObject): boolean | undefined {
  const conditions = Object.entries(pattern).filter(([key]) => anchored.exec(key)?.[1] === '')
  const isAsked = allOf(conditions.map(([key, each]) => fitsConditionally(value[key.slice(1, -1)], each)))
  if (isAsked !== true) return isAsked === undefined ? undefined : true
  return allOf(
    Object.entries(pattern)
      .filter((entry) => !conditions.includes(entry))
      .map(([key, each]) => fitsKey(value, key, each)),
  )
}

function fitsConditionally(value: unknown, pattern: unknown): boolean | undefined {
  return value === undefined ? false : fitsPattern(value, pattern)
}

function fitsKey(value: PlainObject, key: string, pattern: unknown): boolean | undefined {
  const [, anchor, name = key] = anchored.exec(key) ?? []
  if (name.includes('*') || name.includes('?')) return undefined
  const own = value[name]
  if (anchor === '=') return own === undefined ? true : fitsPattern(own, pattern)
  if (anchor === 'X') return own === undefined
  // Existence, global and mutation anchors.
  if (anchor !== undefined) return undefined
  return own === undefined ? fitsAbsent(pattern) : fitsPattern(own, pattern)
}

/** A pattern of negations alone holds for what is not there. */
function fitsAbsent(pattern: unknown): boolean {
  return typeof pattern === 'string' && pattern.split('|').some((part) => part.trim().startsWith('!'))
}

/** `|` between alternatives, `&` between parts that all have to hold. */
function fitsText(value: unknown, pattern: string): boolean | undefined {
  return anyOf(
    pattern.split('|').map((part) => allOf(part.split('&').map((each) => fitsTerm(value, each.trim())))),
  )
}

const comparison = /^(>=|<=|>|<)\s*(\S.*)$/

function fitsTerm(value: unknown, term: string): boolean | undefined {
  if (isMap(value) || Array.isArray(value)) return undefined
  const [, operator, bound] = comparison.exec(term) ?? []
  if (operator !== undefined && bound !== undefined) return compares(String(value), operator, bound)
  if (term.startsWith('!')) return !fitsWildcard(String(value), term.slice(1).trim())
  return fitsWildcard(String(value), term)
}

function compares(value: string, operator: string, bound: string): boolean | undefined {
  const [left, right] = [parseQuantity(value), parseQuantity(bound)]
  if (left === undefined || right === undefined) return undefined
  const isSame = operator.endsWith('=') && left === right
  return isSame || (operator.startsWith('>') ? left > right : left < right)
}

function allOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}
