import type { FindCapable } from '../images/layers/capable.ts'
import { capableIn } from '../images/layers/capable.ts'
import { findProgram, runProgram } from './programs.ts'
import type { World } from './world.ts'

const limits = { timeoutMs: 120_000, maxOutputBytes: 16 * 2 ** 20 }

/** Where distributions keep it; users who are not root seldom have all of these on their PATH. */
const folders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'] as const

/** Asks libcap's own program, which reads nothing but the attributes of files: Node cannot. */
export function capableFiles({ env }: Pick<World, 'env'>): FindCapable {
  return async (folder) => {
    const PATH = [env['PATH'] ?? '', ...folders].join(':')
    const file = findProgram('getcap', { PATH })
    if (file === undefined) return { paths: [], unknown: 'there is no getcap to ask' }
    const result = await runProgram({ file, args: ['-r', '.'], env: {}, cwd: folder, ...limits })
    if (result.isOk) return capableIn(result.stdout)
    return { paths: [], unknown: `getcap does not tell, as ${result.reason}` }
  }
}
