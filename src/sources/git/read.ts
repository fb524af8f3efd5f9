import { resolve } from 'node:path'

import { type ProgramResult, type RunProgram, shortened } from '../program.ts'

export interface GitOptions {
  /** Absolute path of git. */
  readonly git: string
  readonly run: RunProgram
  /** A folder of the repository. */
  readonly cwd: string
  /** Where git finds out whom its user trusts. */
  readonly home: string
}

export type ChangedFiles =
  | { readonly isKnown: true; readonly paths: ReadonlySet<string> }
  | { readonly isKnown: false; readonly reason: string }

/**
 * Absolute paths of files that differ from where this branch left another one, untracked files among them. Nothing of
 * the repository's own configuration may start a program.
 */
export async function changedSince(ref: string, options: GitOptions): Promise<ChangedFiles> {
  if (!/^[\w@][\w@{}^~./+-]*$/.test(ref))
    return { isKnown: false, reason: `'${ref}' is no name of a commit.` }
  const commit = await git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    options,
  )
  if (!commit.isOk) return { isKnown: false, reason: failureOf(commit, `There is no commit '${ref}'.`) }
  const top = await git(['rev-parse', '--show-toplevel'], options)
  if (!top.isOk)
    return { isKnown: false, reason: failureOf(top, 'git does not find the top of the repository.') }
  const root = top.stdout.replace(/\r?\n$/, '')
  const tip = commit.stdout.trim()
  // A shallow clone may not reach back to where the branches part.
  const fork = await git(['merge-base', tip, 'HEAD'], options)
  const since = fork.isOk ? fork.stdout.trim() : tip
  const inRoot = { ...options, cwd: root }
  const changed = await git(
    ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', since, '--'],
    inRoot,
  )
  const added = await git(['ls-files', '--others', '--exclude-standard', '-z'], inRoot)
  if (!changed.isOk || !added.isOk) {
    return {
      isKnown: false,
      reason: failureOf(changed.isOk ? added : changed, 'git cannot tell what changed.'),
    }
  }
  const names = `${changed.stdout}${added.stdout}`.split('\0').filter((name) => name !== '')
  return { isKnown: true, paths: new Set(names.map((name) => resolve(root, name))) }
}

function git(args: readonly string[], { git: file, run, cwd, home }: GitOptions): Promise<ProgramResult> {
  return run({
    file,
    args: ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args],
    env: { HOME: home, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    cwd,
    timeoutMs: 30_000,
    maxOutputBytes: 64 * 2 ** 20,
  })
}

function failureOf(result: ProgramResult, otherwise: string): string {
  return shortened(result.stderr.replace(/^(?:fatal|error): /, '')) || otherwise
}
