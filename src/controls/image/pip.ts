import type { ShellCommand } from '../../kernel/shell-command.ts'

/** `pip`, `pip3.12`, `uv pip`, `python -m pip`. */
export function isPip({ name, words }: ShellCommand): boolean {
  if (/^pip[\d.]*$/.test(name)) return true
  if (name === 'uv') return words[1]?.text === 'pip'
  return /^python[\d.]*$/.test(name) && words[1]?.text === '-m' && words[2]?.text === 'pip'
}

/** `pip install …`. */
export function isPipInstall(command: ShellCommand): boolean {
  return isPip(command) && command.words.some(({ text }) => text === 'install')
}
