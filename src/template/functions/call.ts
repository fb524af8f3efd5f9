import { lookup } from '../../kernel/lookup.ts'
import type { Place } from '../../kernel/tree.ts'
import { failureAt, hiddenAt, hiddenIn, sizeOf, type Value } from '../../values/value.ts'
import { ofChoices } from '../choices.ts'
import { partlyAt, shortened, textIn } from '../partly.ts'
import type { Call } from '../syntax.ts'
import { collections } from './collections.ts'
import { contextual } from './contextual.ts'
import type { CallContext, PureFunction, PureFunctions, SpecialFunction } from './function.ts'
import { joinTexts } from '../../values/long-text.ts'
import { logic } from './logic.ts'
import { files } from './files.ts'
import { lambdas } from './lambdas.ts'
import { networks } from './networks.ts'
import { callOwn } from './own.ts'
import { resources } from './resources.ts'
import { texts } from './text.ts'

const pure: PureFunctions = { ...collections, ...logic, ...networks, ...texts }
const special: Readonly<Record<string, SpecialFunction>> = {
  ...contextual,
  ...files,
  ...lambdas,
  ...resources,
}

/** Always another value: two of them are never the same. */
const fleeting = new Set(['newguid', 'utcnow'])

/** Works a call out; of a function that we do not know nobody knows the result. */
export function callFunction({ name, arguments: given }: Call, context: CallContext): Value {
  const { scope, at, evaluate } = context
  const own = scope.names.ownFunction(name)
  if (own !== undefined)
    return callOwn(
      own,
      given.map((each) => evaluate(each)),
      context,
    )
  const known = lookup(special, name)
  if (known !== undefined) return known(given, context)
  const values = given.map((each) => evaluate(each))
  const run = (all: readonly Value[]): Value => {
    const value = callPure(name, all, at)
    scope.names.work.budget.left -= sizeOf(value) / 16
    return value
  }
  return ofChoices(values, at, run) ?? run(values)
}

function callPure(name: string, values: readonly Value[], at: Place): Value {
  const simple = lookup(pure, name)
  if (simple === undefined || unclearIn(simple, values) !== undefined)
    return simple?.partly?.(values, at) ?? unknownResult(name, values, at)
  return simple.run(values, at) ?? failureAt(`the arguments do not fit ${name}`, at)
}

function unclearIn({ knows }: PureFunction, values: readonly Value[]): Value | undefined {
  if (knows === 'nothing') return undefined
  return knows === 'outside'
    ? values.find(({ kind }) => kind === 'hidden')
    : values.find((value) => hiddenIn(value) !== undefined)
}

/** The same function of the same values is the same value: `[uniquestring(…)]`. */
function unknownResult(name: string, values: readonly Value[], at: Place): Value {
  const pieces = values.map(textIn)
  const isNamed = !pieces.includes(undefined) && !fleeting.has(name) && /^[a-z0-9]{1,60}$/.test(name)
  const text = isNamed
    ? joinTexts(
        pieces.map((piece) => piece ?? ''),
        ',',
      )
    : undefined
  if (text !== undefined) return partlyAt(`[${name}(${shortened(text)})]`, at)
  const reason = values.map(hiddenIn).find((each) => each !== undefined)?.reason
  return hiddenAt(reason ?? `the function ${name.slice(0, 80)} is not worked out`, at)
}
