/** CPU milliseconds of this process: what else the machine does is not in them. */
function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function measure(run: (size: number) => void, size: number): number {
  const before = cpu()
  run(size)
  return cpu() - before
}

/** Below that, what is measured is not the input. */
const noise = 60

/**
 * Whether work grows faster than its input: four times the input takes no more than eight times the time, quadratic
 * work takes sixteen. A ratio within one run, tried again before it is believed; no time is asserted.
 */
export function isSuperlinear(run: (size: number) => void, size: number): boolean {
  if (measure(run, size) < noise) return false
  return [1, 2, 3].every(() => {
    const once = Math.min(...[1, 2, 3].map(() => measure(run, 2 * size)))
    return once > noise && measure(run, 8 * size) > 8 * once
  })
}
