import { lookup } from '../../kernel/lookup.ts'
import { terraformModules } from '../../knowledge/terraform-modules.ts'
import { problemKinds } from '../../model/problem.ts'
import { shellWord } from '../program.ts'

/** A module that is not at hand: what it would declare, where that is known, and what brings it here. */
export function describeMissing(
  name: string,
  source: string | undefined,
  root: string,
): { readonly message: string; readonly remedy: string } {
  const from = source?.slice(0, 200) ?? 'a source that cannot be read'
  const declares = lookup(terraformModules, (source ?? '').split('//', 1)[0]?.toLowerCase() ?? '')
  const what = declares === undefined ? '' : `, which declares ${declares},`
  const isFetched = source !== undefined && !/^\.\.?(?:\/|$)/.test(source)
  return {
    message: `Module ${name} comes from ${from}${what} and was not analysed.`,
    remedy: isFetched
      ? `Let Terraform fetch it, then scan again: terraform -chdir=${shellWord(root)} init -backend=false`
      : problemKinds['missing-module'].remedy,
  }
}
