import { remember } from '../../kernel/remember.ts'
import type { Container, Pod } from '../../model/pod.ts'

const gpu = /^(?:nvidia\.com\/(?:gpu|mig-|pgpu)|amd\.com\/gpu|gpu\.intel\.com\/|habana\.ai\/gaudi)/

/** Extended resources by which device plugins hand out a part of a GPU that others compute on as well. */
const shared =
  /^(?:nvidia\.com\/gpu\.shared|nvidia\.com\/(?:gpumem|gpucores)|aliyun\.com\/gpu-mem|k8s\.amazonaws\.com\/vgpu|tencent\.com\/vcuda-)/

/** Names of the GPU resources that a container asks for. */
export const gpusOf: (container: Container) => readonly string[] = remember((container) =>
  resourcesOf(container).filter((name) => gpu.test(name) || shared.test(name)),
)

/** A pod with a container that asks for a GPU. */
export function isGpuPod(pod: Pod): boolean {
  return pod.containers.some((container) => gpusOf(container).length > 0)
}

function resourcesOf(container: Container): string[] {
  return [...new Set([...container.limits.keys(), ...container.requests.keys()])]
}
