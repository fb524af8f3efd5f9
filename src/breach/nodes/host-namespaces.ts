import type { Container } from '../../model/pod.ts'
import { closedBy, type Condition, conditionOn } from '../steps/condition.ts'

const isOn = (on: boolean): boolean => on

export function sharesProcesses({ name, pod }: Container): Condition {
  const question = `whether container ${name} sees the processes of its node`
  return closedBy('host-pid', conditionOn(pod.hostPID, isOn, question))
}

export function sharesNetwork({ name, pod }: Container): Condition {
  const question = `whether container ${name} uses its node’s network`
  return closedBy('host-network', conditionOn(pod.hostNetwork, isOn, question))
}

export function sharesMemory({ name, pod }: Container): Condition {
  const question = `whether container ${name} shares its node’s IPC namespace`
  return closedBy('host-ipc', conditionOn(pod.hostIPC, isOn, question))
}
