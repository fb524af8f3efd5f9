import { isMachine, kernelOf } from '../../knowledge/sandboxes.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Fails where a pod runs on its node's kernel; the handler of a declared RuntimeClass tells more than its name. */
export function sandboxVerdict(pod: Pod, platform: Platform): Verdict {
  const { runtimeClassName: name } = pod
  const subject = `${pod.kind} ${pod.name}`
  if (name.state === 'hidden')
    return unknown(`Which runtime class ${subject} has cannot be told: ${name.reason}.`, name.origin)
  if (name.value === undefined || name.value === '')
    return fail(
      `${subject} has no sandboxing runtime class and runs on its node's kernel.`,
      originOf(name) ?? pod.specOrigin,
    )
  const kernel = kernelOf(handlerOf(name.value, platform))
  if (kernel === 'own') return pass()
  if (kernel === 'shared')
    return fail(`The runtime class ${name.value} of ${subject} runs on the node's kernel.`, originOf(name))
  return unknown(
    `Whether the runtime class ${name.value} of ${subject} is a sandbox cannot be told.`,
    originOf(name),
  )
}

/** Whether a pod’s processes are those of a virtual machine, which its node does not see. */
export function inMachine(pod: Pod, platform: Platform): 'yes' | 'no' | 'unknown' {
  const { verdict } = sandboxVerdict(pod, platform)
  if (verdict === 'unknown') return 'unknown'
  const handler = handlerOf(valueOf(pod.runtimeClassName) ?? '', platform)
  return verdict === 'pass' && isMachine(handler) ? 'yes' : 'no'
}

function handlerOf(className: string, platform: Platform): string {
  const declared = platform.all('runtime-class').find(({ name }) => name === className)
  return (declared === undefined ? undefined : valueOf(declared.handler)) ?? className
}
