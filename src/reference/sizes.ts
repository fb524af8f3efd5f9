/** Sizes of machines: of the second generation, with a local disk; nested virtualisation for the sandbox. */
export const machines = {
  system: 'Standard_D8ds_v5',
  platform: 'Standard_D8ds_v5',
  sandboxed: 'Standard_D16ds_v5',
  gpu: 'Standard_NC24ads_A100_v4',
} as const

/** Most nodes of a pool, and of one with GPUs: the only bound on cost that Azure keeps by itself. */
export const mostNodes = 6
export const mostGpuNodes = 2
