import { folderOf } from '../archive/member-path.ts'

/** `org.springframework` has two parts; no group that is published has more than five. */
const [fewestParts, mostParts] = [2, 5]

/**
 * Groups that an archive without one may be of: its classes lie below a folder that usually begins with the group's parts, and
 * the oldest archives have a group called as themselves.
 */
export function groupsOf(name: string, members: readonly string[]): string[] {
  const folders = members.filter(isOwnClass).map((member) => folderOf(member).split('/'))
  const [first = []] = folders
  const shared = folders.reduce(sharedParts, first)
  const lengths = shared.slice(0, mostParts).map((_, index) => index + 1)
  const groups = lengths
    .filter((length) => length >= fewestParts)
    .map((length) => shared.slice(0, length).join('.'))
  return [...groups, name]
}

function isOwnClass(member: string): boolean {
  return member.endsWith('.class') && !/^META-INF\/|(?:^|\/)module-info\.class$/.test(member)
}

function sharedParts(shared: readonly string[], parts: readonly string[]): string[] {
  const end = shared.findIndex((part, index) => parts[index] !== part)
  return shared.slice(0, end === -1 ? shared.length : end)
}
