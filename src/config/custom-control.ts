import { Environment, type ParseResult } from '@marcbachmann/cel-js'

import type { AnyControl } from '../controls/any-control.ts'
import type { Control } from '../controls/control.ts'
import { doubtful, fail, pass, type Verdict } from '../controls/verdict.ts'
import { hint } from '../kernel/nearest.ts'
import { type Asset, type AssetKind, assetKinds } from '../model/platform.ts'
import type { CustomControl } from './schema.ts'
import { HiddenValue, viewOf } from './view.ts'

/** A control made from `bulkhead.yaml`, or why it cannot be. */
export type MadeControl = { readonly control: AnyControl } | { readonly error: string }

const environment = new Environment({ unlistedVariablesAreDyn: true })

/** Compiles a control of one's own. Its expression sees the asset under the name of its kind (`container`, `roleBinding`). */
export function makeCustomControl(custom: CustomControl): MadeControl {
  if (custom.id.startsWith('BH-')) return { error: `Control id ${custom.id}: the prefix BH is ours.` }
  const applies = assetKinds.find((kind) => kind === custom.applies)
  if (applies === undefined) {
    return {
      error: `Control ${custom.id} applies to '${custom.applies}', which is no kind of asset.${hint(custom.applies, assetKinds)}`,
    }
  }
  try {
    const expressions = {
      fail: environment.parse(custom.fail),
      when: custom.when === undefined ? undefined : environment.parse(custom.when),
    }
    return { control: compile(custom, applies, expressions) as AnyControl }
  } catch (error) {
    return { error: `Control ${custom.id}: ${firstLine(error)}` }
  }
}

interface Expressions {
  readonly fail: ParseResult
  readonly when: ParseResult | undefined
}

function compile(custom: CustomControl, applies: AssetKind, { fail: isAtFault, when }: Expressions): Control {
  const variable = applies.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    id: custom.id,
    name: custom.name,
    title: custom.title,
    layer: custom.layer,
    severity: custom.severity,
    guarantees: custom.guarantees,
    barriers: [],
    vector: 'misconfigured-container',
    references: custom.references,
    rationale: custom.rationale,
    remediation: custom.remediation,
    applies,
    ...(when === undefined ? {} : { when: (asset: Asset) => evaluate(when, variable, asset) !== false }),
    check: (asset) => verdictOf(evaluate(isAtFault, variable, asset), custom),
    examples: custom.examples,
  }
}

/** What an expression gives: a boolean, or the reason why there is none. */
function evaluate(expression: ParseResult, variable: string, asset: Asset): boolean | HiddenValue | string {
  try {
    const value: unknown = expression({ [variable]: viewOf(asset) })
    return typeof value === 'boolean' ? value : 'the expression gives no boolean'
  } catch (error) {
    return error instanceof HiddenValue ? error : firstLine(error)
  }
}

function verdictOf(result: boolean | HiddenValue | string, custom: CustomControl): Verdict {
  if (result === true) return fail(custom.message)
  if (result === false) return pass()
  if (typeof result === 'string') return doubtful(custom.message, result)
  return doubtful(custom.message, result.message, result.known.origin)
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
