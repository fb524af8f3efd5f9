import { hoursOfMonth, machinePrices } from '../knowledge/azure-prices.ts'
import { machines, mostGpuNodes, mostNodes } from './sizes.ts'

/** What the nodes of a month cost where every pool has grown as far as it may, in whole thousands: the least budget that is one. */
export function largestBill(gpuTenants: number): number {
  const shared = [machines.system, machines.platform, machines.sandboxed].map(
    (size) => priceOf(size) * mostNodes,
  )
  const perHour = shared.reduce(
    (sum, price) => sum + price,
    gpuTenants * priceOf(machines.gpu) * mostGpuNodes,
  )
  return Math.ceil((perHour * hoursOfMonth) / 1000) * 1000
}

function priceOf(size: string): number {
  return machinePrices[size.toLowerCase()] ?? 0
}
