import { asNumber, scalarAt } from '../../../values/value.ts'
import type { Functions, TerraformFunction } from './function.ts'

function ofNumbers(run: (...numbers: number[]) => number): TerraformFunction {
  return {
    knows: 'all',
    run: (given, { at }) => {
      const numbers = given.map(asNumber)
      if (numbers.length === 0 || numbers.includes(undefined)) return undefined
      return scalarAt(run(...numbers.map((number) => number ?? 0)), at)
    },
  }
}

export const numbers: Functions = {
  abs: ofNumbers((number = 0) => Math.abs(number)),
  ceil: ofNumbers((number = 0) => Math.ceil(number)),
  floor: ofNumbers((number = 0) => Math.floor(number)),
  max: ofNumbers(Math.max),
  min: ofNumbers(Math.min),
  pow: ofNumbers((base = 0, power = 0) => base ** power),
  signum: ofNumbers((number = 0) => Math.sign(number)),
  sum: {
    knows: 'all',
    run: ([list], { at }) => {
      const items = list?.kind === 'list' ? list.items.map(asNumber) : []
      if (items.length === 0 || items.includes(undefined)) return undefined
      return scalarAt(
        items.reduce<number>((sum, item) => sum + (item ?? 0), 0),
        at,
      )
    },
  },
}
