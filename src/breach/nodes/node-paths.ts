import { isAtOrBelow } from '../../controls/workload/host-paths.ts'
import {
  commandSockets,
  corePattern,
  deviceFolder,
  diskFolder,
  harmlessFiles,
  homes,
  kubeletCredentials,
  passwordHashes,
  podLogs,
  podVolumes,
  processFolder,
  systemFolders,
  temporaryDisk,
  trustedFolders,
} from '../../knowledge/node-paths.ts'

// Each answers for a normalised path: what is at it, below it or above it may be what counts.

/** Whether root on the node runs or believes what lies there. */
export function isTrusted(path: string): boolean {
  if (harmlessFiles.has(path)) return false
  return holdsHome(path) || trustedFolders.some((folder) => overlap(path, folder))
}

/** Whether nobody can tell what on the node uses it: neither surely trusted nor surely the tenants' own. */
export function isUnclear(path: string): boolean {
  if (isTrusted(path) || harmlessFiles.has(path) || isAtOrBelow(path, deviceFolder)) return false
  if (isAtOrBelow(path, diskFolder)) return path === diskFolder || isAtOrBelow(path, temporaryDisk)
  return systemFolders.has(path.split('/')[1] ?? '')
}

export function holdsKubeletCredential(path: string): boolean {
  return kubeletCredentials.some((file) => overlap(path, file))
}

/** Keys and password hashes with which people log in. */
export function holdsLogin(path: string): boolean {
  return holdsHome(path) || covers(path, passwordHashes)
}

export function holdsPodVolumes(path: string): boolean {
  return overlap(path, podVolumes)
}

export function showsProcesses(path: string): boolean {
  return covers(path, processFolder)
}

export function holdsPodLogs(path: string): boolean {
  return overlap(path, podLogs)
}

export function holdsCorePattern(path: string): boolean {
  return covers(path, corePattern)
}

export function holdsCommandSocket(path: string): boolean {
  return path.endsWith('/docker.sock') || commandSockets.some((socket) => covers(path, socket))
}

function holdsHome(path: string): boolean {
  return path === '/' || homes.test(path)
}

function covers(path: string, file: string): boolean {
  return isAtOrBelow(file, path)
}

function overlap(path: string, folder: string): boolean {
  return covers(path, folder) || isAtOrBelow(path, folder)
}
